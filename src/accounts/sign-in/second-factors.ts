import { authenticatorOf, codesLeft } from '#accounts/authenticators'
import { hasPasskey } from '#accounts/passkeys'
import { hasPassword } from '#accounts/passwords'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'

/** By what a person can prove who they are. */
export interface SecondFactors {
  readonly hasPassword: boolean
  /** Since when; null where there is none. */
  readonly authenticatorSince: Date | null
  /** Recovery codes that were not used yet. */
  readonly codesLeft: number
  readonly hasPasskey: boolean
  /** Whether the password alone does not sign in. Recovery codes stand for a factor that was lost; alone they are none. */
  readonly hasSecondFactor: boolean
}

/** What a person has beside, or instead of, a password. */
export async function secondFactorsOf(ctx: AnyCtx, personId: Id<'person'>): Promise<SecondFactors> {
  const authenticatorSince = (await authenticatorOf(ctx, personId))?.since ?? null
  const passkey = await hasPasskey(ctx, personId)
  return {
    hasPassword: await hasPassword(ctx, personId),
    authenticatorSince,
    codesLeft: await codesLeft(ctx, personId),
    hasPasskey: passkey,
    hasSecondFactor: authenticatorSince !== null || passkey,
  }
}
