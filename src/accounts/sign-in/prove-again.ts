import * as z from 'zod'
import { type Actor, requireProven } from '#accounts/members'
import { type ProvePasskeyInput, provePasskey } from '#accounts/passkeys'
import { GivenPassword, hasPassword, passwordMatches } from '#accounts/passwords'
import { type NewCookie, renewSession, requireSession } from '#accounts/sessions'
import { minuteMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { Limit } from '#platform/throttle'
import type { ComesFrom } from './complete-sign-in.ts'
import { GivenCode, takeEither } from './finish-sign-in.ts'

/** For whoever finds a browser that is signed in and guesses. */
const byPerson: Limit = { name: 'accounts.confirm-password', tries: 10, withinMs: 15 * minuteMs }

export const ProveAgainInput = z
  .strictObject({ current: GivenPassword.optional(), ...GivenCode })
  .refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1, {
    path: ['current'],
    error: 'Type your password.',
  })
export type ProveAgainInput = z.output<typeof ProveAgainInput>

/**
 * Lets whoever has signed in prove again that it is them, by password, code or recovery code. What they do within the next
 * ten minutes needs no further proof (`requireProven`), and the session has a new secret.
 *
 * @throws Refusal `current-password-wrong`, `code-wrong`, `recovery-code-wrong`, `too-many-tries`, `too-busy`, and those
 *   of `requireSession`
 */
export async function proveAgain(
  ctx: Ctx,
  actor: Actor,
  { current, code, recovery }: ProveAgainInput,
  from: Pick<ComesFrom, 'address'>,
): Promise<NewCookie> {
  const { member, sessionId } = requireSession(actor)
  if (current !== undefined) await confirmPassword(ctx, member.personId, current)
  const proof =
    current === undefined ? await takeEither(ctx, member.personId, { code, recovery }, from) : ('password' as const)
  return inTransaction(ctx, (tx) => renewSession(tx, sessionId, [proof]))
}

/**
 * Lets whoever has signed in prove again that it is them, by a passkey of theirs; see `proveAgain`.
 *
 * @throws Refusal those of `provePasskey` and `requireSession`
 */
export async function proveAgainWithPasskey(
  ctx: Ctx,
  actor: Actor,
  input: ProvePasskeyInput,
  from: Pick<ComesFrom, 'address'>,
): Promise<NewCookie> {
  const { member, sessionId } = requireSession(actor)
  await provePasskey(ctx, input, from, member.personId)
  return inTransaction(ctx, (tx) => renewSession(tx, sessionId, ['passkey']))
}

/**
 * Makes sure that whoever has signed in is the owner, before something that cannot be undone: who has a password gives it
 * here; who has none must have proved who they are a few minutes ago.
 *
 * @param current the password, where the form had it
 * @throws Refusal `current-password-missing`, `current-password-wrong`, `prove-again`, `too-many-tries`, `too-busy`, and
 *   those of `requireSession`
 */
export async function confirmOwner(
  ctx: Ctx,
  actor: Actor,
  current: string | undefined,
): Promise<{ readonly personId: Id<'person'>; readonly sessionId: Id<'session'>; readonly gavePassword: boolean }> {
  const { member, sessionId } = requireSession(actor)
  const { personId } = member
  const gavePassword = await hasPassword(ctx, personId)
  if (!gavePassword) requireProven(actor, ctx.clock.now())
  else if (current !== undefined) await confirmPassword(ctx, personId, current)
  else {
    throw new Refusal('invalid', 'current-password-missing', 'Give your password, so that nobody else can do this.', {
      fields: { current: 'Type your password.' },
    })
  }
  return { personId, sessionId, gavePassword }
}

async function confirmPassword(ctx: Ctx, personId: Id<'person'>, current: string): Promise<void> {
  await ctx.throttle.take(byPerson, personId)
  if (!(await passwordMatches(ctx, personId, current))) {
    throw new Refusal('forbidden', 'current-password-wrong', 'The current password is not right.', {
      fields: { current: 'This is not your current password.' },
    })
  }
  await ctx.throttle.forget(byPerson, personId)
}
