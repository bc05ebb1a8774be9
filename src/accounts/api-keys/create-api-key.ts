import { sql } from 'kysely'
import * as z from 'zod'
import {
  type Actor,
  type Member,
  requireActive,
  requireProven,
  requireRole,
  rolesOfScope,
  scopes,
  staffScopes,
} from '#accounts/members'
import { hashOfSecret, newSecret } from '#accounts/secrets'
import { dayMs, later } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { freeText } from '#platform/free-text'
import { newId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'

/** Lets people, and those who search leaked code for secrets, know what it is. */
export const keyPrefix = 'vk_'

const keysMax = 20
/** A key with which a program works at a desk of staff stops after this (decision 0063). */
const staffKeyMs = 90 * dayMs
const everyScope = [...scopes, ...staffScopes] as const
const endingLength = 4

export const CreateApiKeyInput = z.strictObject({
  /** What it is for, in the owner's words. */
  name: freeText('name')
    .trim()
    .min(1, { error: 'Give the key a name, so that you know later what it is for.' })
    .max(60, { error: 'Use at most 60 characters.' })
    .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u, { error: 'Use letters, digits, spaces and signs.' }),
  scopes: z
    .array(z.enum(everyScope))
    .nonempty({ error: 'Choose at least one thing that the key may do.' })
    .transform((chosen) => everyScope.filter((scope) => chosen.includes(scope))),
})
export type CreateApiKeyInput = z.output<typeof CreateApiKeyInput>

/**
 * Makes an API key for whoever just proved who they are, or for whom the operator acts. Never by an API key: a key that leaked could
 * then outlive being revoked. What staff may do a key may do only where whoever makes it holds the role for it, in a
 * session with a second factor; such a key stops after 90 days.
 *
 * @returns the key, shown this once: only its hash is kept
 * @throws Refusal `keys-need-a-session`, `prove-again`, `staff-key-refused`, `second-factor-needed`, `too-many-keys`, and
 *   those of `requireActive`
 */
export async function createApiKey(
  ctx: Ctx,
  actor: Actor,
  input: CreateApiKeyInput,
): Promise<{ readonly key: string; readonly id: string }> {
  const member = requireOwner(actor)
  const { personId } = member
  requireProven(actor, ctx.clock.now())
  const isOfStaff = requireStaffScopes(member, input.scopes)
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
        expires_at: isOfStaff ? later(tx.clock.now(), staffKeyMs) : null,
      })
      .execute()
    // Counted afterwards; two at once may both pass, which is a key too many and harms nobody.
    const { count } = await tx.db
      .selectFrom('accounts_api_keys')
      .where('person_id', '=', personId)
      .where('revoked_at', 'is', null)
      .where(notExpired(tx.clock.now()))
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow()
    if (count > keysMax) {
      throw new Refusal('conflict', 'too-many-keys', `You have ${keysMax} keys. Revoke one that you no longer need.`)
    }
    return { key, id: showId('apiKey', id) }
  })
}

/** Whether a key goes on working at an instant, as a part of a query. */
export const notExpired = (now: Date) => sql<boolean>`(expires_at is null or expires_at > ${now})`

/**
 * Whether any of these is for a desk of staff.
 *
 * @throws Refusal `staff-key-refused` where whoever asks has no role for one of them, or not in a session; those of
 *   `requireRole`
 */
function requireStaffScopes(member: Member, chosen: CreateApiKeyInput['scopes']): boolean {
  const asked = staffScopes.filter((scope) => chosen.includes(scope))
  for (const scope of asked) {
    const roles = rolesOfScope[scope]
    if (member.via.kind !== 'session' || !roles.some((role) => member.roles.has(role))) {
      throw new Refusal(
        'forbidden',
        'staff-key-refused',
        'A key for a desk of staff is made by whoever works there, signed in with a second factor. Leave that out.',
        { fields: { scopes: 'Choose what you may do yourself.' } },
      )
    }
    requireRole(member, ...roles)
  }
  return asked.length > 0
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
