import * as z from 'zod'
import { type Actor, requireActive } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { readId } from '#platform/ids'
import { PasskeyName, passkeyNotFound } from './passkey.ts'

export const RenamePasskeyInput = z.strictObject({ passkeyId: z.string(), name: PasskeyName })
export type RenamePasskeyInput = z.output<typeof RenamePasskeyInput>

/** Renames a passkey of the member. @throws Refusal `passkey-not-found`, also where it is somebody else's */
export async function renamePasskey(
  ctx: Ctx,
  actor: Actor,
  { passkeyId: shown, name }: RenamePasskeyInput,
): Promise<void> {
  const { personId } = requireActive(actor)
  const passkeyId = readId('passkey', shown)
  if (!passkeyId) throw passkeyNotFound()
  const renamed = await ctx.db
    .updateTable('accounts_passkeys')
    .set({ name })
    .where('id', '=', passkeyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (renamed.numUpdatedRows === 0n) throw passkeyNotFound()
}
