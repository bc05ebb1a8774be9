import type { Actor } from '#accounts/members'
import { requireRoleIn } from '#accounts/organisations'
import { type Terms, standardTerms, termsInForce } from '#ads/agreements'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { requirePublisher } from './read-settings.ts'

/** What a publisher earns and when it is paid. */
export interface EarningTerms extends Pick<Terms, 'currency' | 'paymentDays' | 'finalPaymentDays'> {
  /** Hundredths of a percent of what advertisers pay. */
  readonly shareBps: number
  /** What is below it is carried over to the next month. */
  readonly minimumPayoutMicros: bigint
  /** Whether an agreement that is in force says so; else it is what is offered to everybody. */
  readonly isAgreed: boolean
}

/**
 * The share and the terms of payment of a publisher, for its owners and who sees to its money.
 *
 * @throws Refusal `publishers-only`, and those of `requireRoleIn`
 */
export async function readEarningTerms(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<EarningTerms> {
  const { organisation } = await requireRoleIn(ctx, actor, organisationId, 'finance', 'business:read')
  requirePublisher(organisation)
  const agreed = await termsInForce(ctx, organisationId, 'publisher')
  const { currency, paymentDays, finalPaymentDays, shareBps, minimumPayoutMicros } =
    agreed ?? standardTerms('publisher')
  if (shareBps === null || minimumPayoutMicros === null) throw new Error('an agreement with a publisher has no share')
  return { currency, paymentDays, finalPaymentDays, shareBps, minimumPayoutMicros, isAgreed: agreed !== null }
}
