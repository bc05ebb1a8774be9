import * as z from 'zod'
import { personByLogin } from '#accounts/members'
import { GivenPassword, passwordMatches } from '#accounts/passwords'
import { minuteMs } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { type Limit, type SlowLimit, networkOf } from '#platform/throttle'
import { type ComesFrom, type SignedIn, completeSignIn, signInFailed, signIns } from './complete-sign-in.ts'
import { newPendingSignIn } from './pending-sign-in.ts'
import { type SecondFactors, secondFactorsOf } from './second-factors.ts'

export const SignInInput = z.strictObject({
  /** User name, or e-mail address once it is verified. */
  login: z.string().trim().min(1, { error: 'Type your user name or your e-mail address.' }).max(254),
  password: GivenPassword,
})
export type SignInInput = z.output<typeof SignInInput>

/** Guessing one password from one place. */
const byNetworkAndLogin: Limit = { name: 'accounts.sign-in', tries: 5, withinMs: 15 * minuteMs }
/** Trying many accounts from one place. A school or a mobile provider may be behind one address, so it is wide. */
const byNetwork: Limit = { name: 'accounts.sign-in-network', tries: 60, withinMs: 15 * minuteMs }
/**
 * Guessing one password from many places: it gets slower and is never refused, since whoever could get it refused could
 * lock the owner out.
 */
const byLogin: SlowLimit = { name: 'accounts.sign-in-login', tries: 20, withinMs: 60 * minuteMs, pauseMs: 1000 }

/** A password that was right, of somebody who has a second factor: nobody is signed in yet. */
export interface SecondStep {
  readonly step: 'second'
  /** Goes into a hidden field of the second form; worth something for five minutes, and only with a second proof. */
  readonly pending: string
  /** What can be asked for. */
  readonly asks: Pick<SecondFactors, 'hasPasskey'> & { readonly hasAuthenticator: boolean; readonly hasCodes: boolean }
}

/**
 * Signs somebody in by password: begins a session whose secret goes into the cookie, or, where the person has a second
 * factor, answers what the second step needs and begins none.
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
): Promise<({ readonly step: 'done' } & SignedIn) | SecondStep> {
  const network = networkOf(from.address)
  const typed = login.toLowerCase()
  await ctx.throttle.take(byNetworkAndLogin, network, typed)
  await ctx.throttle.take(byNetwork, network)
  await ctx.throttle.slow(byLogin, typed)

  const person = await personByLogin(ctx, login)
  const matches = await passwordMatches(ctx, person?.personId ?? null, password)
  if (!person || !matches || person.status === 'locked') {
    ctx.metrics.count(signIns, { outcome: 'failed' })
    throw signInFailed()
  }

  await ctx.throttle.forget(byNetworkAndLogin, network, typed)
  await ctx.throttle.giveBack(byNetwork, network)
  await ctx.throttle.forget(byLogin, typed)
  const factors = await secondFactorsOf(ctx, person.personId)
  if (factors.hasSecondFactor) {
    const asks = {
      hasAuthenticator: factors.authenticatorSince !== null,
      hasPasskey: factors.hasPasskey,
      hasCodes: factors.codesLeft > 0,
    }
    return { step: 'second', pending: await newPendingSignIn(ctx, person.personId), asks }
  }
  return { step: 'done', ...(await completeSignIn(ctx, person.personId, ['password'], from)) }
}
