import * as z from 'zod'
import { personByLogin } from '#accounts/members'
import { GivenPassword, passwordMatches } from '#accounts/passwords'
import { beginSession } from '#accounts/sessions'
import { minuteMs } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type Limit, type SlowLimit, networkOf } from '#platform/throttle'

export const SignInInput = z.strictObject({
  /** User name, or e-mail address once it is verified. */
  login: z.string().trim().min(1, { error: 'Type your user name or your e-mail address.' }).max(254),
  password: GivenPassword,
})
export type SignInInput = z.output<typeof SignInInput>

/** Where a sign-in comes from. The address is used in memory only; of the user agent a family of browsers is kept. */
export interface ComesFrom {
  readonly address: string
  readonly userAgent: string | undefined
}

/** Guessing one password from one place. */
const byNetworkAndLogin: Limit = { name: 'accounts.sign-in', tries: 5, withinMs: 15 * minuteMs }
/** Trying many accounts from one place. A school or a mobile provider may be behind one address, so it is wide. */
const byNetwork: Limit = { name: 'accounts.sign-in-network', tries: 60, withinMs: 15 * minuteMs }
/**
 * Guessing one password from many places: it gets slower and is never refused, since whoever could get it refused could
 * lock the owner out.
 */
const byLogin: SlowLimit = { name: 'accounts.sign-in-login', tries: 20, withinMs: 60 * minuteMs, pauseMs: 1000 }

/** The same for an unknown login, a wrong password, and an account that is locked. */
const signInFailed = (): Refusal =>
  new Refusal(
    'forbidden',
    'sign-in-failed',
    'Login and password do not fit. If you have just made the account, open the link in our letter first, or sign in by user name.',
    { status: 401 },
  )

/**
 * Signs somebody in: begins a session whose secret goes into the cookie.
 *
 * Tries are counted by what was typed, not by whom it names: else a user name and an address that share a count would be
 * known to belong together.
 *
 * @throws Refusal `sign-in-failed`, `too-many-tries`, `too-busy`
 */
export async function signIn(
  ctx: Ctx,
  { login, password }: SignInInput,
  from: ComesFrom,
): Promise<{ readonly token: string; readonly expiresAt: Date; readonly personId: Id<'person'> }> {
  const network = networkOf(from.address)
  const typed = login.toLowerCase()
  await ctx.throttle.take(byNetworkAndLogin, network, typed)
  await ctx.throttle.take(byNetwork, network)
  await ctx.throttle.slow(byLogin, typed)

  const person = await personByLogin(ctx, login)
  const matches = await passwordMatches(ctx, person?.personId ?? null, password)
  if (!person || !matches || person.status === 'locked') throw signInFailed()

  await ctx.throttle.forget(byNetworkAndLogin, network, typed)
  await ctx.throttle.giveBack(byNetwork, network)
  await ctx.throttle.forget(byLogin, typed)
  return { ...(await beginSession(ctx, person.personId, from.userAgent)), personId: person.personId }
}
