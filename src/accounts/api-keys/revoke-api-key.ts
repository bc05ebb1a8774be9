import * as z from 'zod'
import type { Actor } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { requireId } from '#platform/ids'
import { notFound } from '#platform/refusal'
import { requireOwner } from './create-api-key.ts'

export const RevokeApiKeyInput = z.strictObject({ keyId: z.string() })
export type RevokeApiKeyInput = z.output<typeof RevokeApiKeyInput>

const keyNotFound = ['key-not-found', 'There is no such key; it may have been revoked already.'] as const

/** Ends a key: the next request with it is refused. @throws Refusal `key-not-found`, also where it is somebody else's */
export async function revokeApiKey(ctx: Ctx, actor: Actor, { keyId: shown }: RevokeApiKeyInput): Promise<void> {
  const { personId } = requireOwner(actor)
  const keyId = requireId('apiKey', shown, ...keyNotFound)
  const revoked = await ctx.db
    .updateTable('accounts_api_keys')
    .set({ revoked_at: ctx.clock.now() })
    .where('id', '=', keyId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (revoked.numUpdatedRows === 0n) throw notFound(...keyNotFound)
}
