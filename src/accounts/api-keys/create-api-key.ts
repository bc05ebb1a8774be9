import * as z from 'zod'
import { type Actor, requireActive, requireProven, scopes } from '#accounts/members'
import { hashOfSecret, newSecret } from '#accounts/secrets'
import { type Ctx, inTransaction } from '#platform/context'
import { freeText } from '#platform/free-text'
import { newId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'

/** Lets people, and those who search leaked code for secrets, know what it is. */
export const keyPrefix = 'vk_'

const keysMax = 20
const endingLength = 4

export const CreateApiKeyInput = z.strictObject({
  /** What it is for, in the owner's words. */
  name: freeText('name')
    .trim()
    .min(1, { error: 'Give the key a name, so that you know later what it is for.' })
    .max(60, { error: 'Use at most 60 characters.' })
    .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u, { error: 'Use letters, digits, spaces and signs.' }),
  scopes: z
    .array(z.enum(scopes))
    .nonempty({ error: 'Choose at least one thing that the key may do.' })
    .transform((chosen) => scopes.filter((scope) => chosen.includes(scope))),
})
export type CreateApiKeyInput = z.output<typeof CreateApiKeyInput>

/**
 * Makes an API key for whoever just proved who they are, or for whom the operator acts. Never by an API key: a key that leaked could
 * then outlive being revoked.
 *
 * @returns the key, shown this once: only its hash is kept
 * @throws Refusal `keys-need-a-session`, `prove-again`, `too-many-keys`, and those of `requireActive`
 */
export async function createApiKey(
  ctx: Ctx,
  actor: Actor,
  input: CreateApiKeyInput,
): Promise<{ readonly key: string; readonly id: string }> {
  const { personId } = requireOwner(actor)
  requireProven(actor, ctx.clock.now())
  const key = keyPrefix + newSecret(ctx)
  const id = newId<'apiKey'>(ctx)
  return inTransaction(ctx, async (tx) => {
    await tx.db
      .insertInto('accounts_api_keys')
      .values({
        id,
        person_id: personId,
        key_hash: hashOfSecret(key),
        ending: key.slice(-endingLength),
        name: input.name,
        scopes: input.scopes,
        created_at: tx.clock.now(),
      })
      .execute()
    // Counted afterwards; two at once may both pass, which is a key too many and harms nobody.
    const { count } = await tx.db
      .selectFrom('accounts_api_keys')
      .where('person_id', '=', personId)
      .where('revoked_at', 'is', null)
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow()
    if (count > keysMax) {
      throw new Refusal('conflict', 'too-many-keys', `You have ${keysMax} keys. Revoke one that you no longer need.`)
    }
    return { key, id: showId('apiKey', id) }
  })
}

/** Keys are seen, made and ended by their owner in person. @throws Refusal `keys-need-a-session` */
export function requireOwner(actor: Actor) {
  if (actor.kind === 'member' && actor.via.kind === 'api-key') {
    throw new Refusal(
      'forbidden',
      'keys-need-a-session',
      'API keys cannot make, see or end API keys. Sign in to do that.',
    )
  }
  return requireActive(actor)
}
