import { type Actor, type Member, requireStaff, rolesOfScope } from '#accounts/members'
import { type OrganisationKind, requireOpen, requireRoleIn } from '#accounts/organisations'
import { isInForce } from '#ads/agreements'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'

/** Who looks at creatives. */
export const creativeRoles = rolesOfScope['staff:creatives']

export const requireReviewer = (actor: Actor): Member => requireStaff(actor, 'staff:creatives')

/**
 * Somebody who may act for the creatives of an advertiser or a network.
 *
 * @throws Refusal `creatives-not-of-publishers`, `organisation-closing`, those of `requireRoleIn`
 */
export async function requireMaker(ctx: AnyCtx, actor: Actor, organisationId: Id<'organisation'>): Promise<Member> {
  return (await makerOf(ctx, actor, organisationId)).member
}

async function makerOf(ctx: AnyCtx, actor: Actor, organisationId: Id<'organisation'>) {
  const { member, organisation } = await requireRoleIn(ctx, actor, organisationId, 'orders')
  requireWithCreatives(organisation)
  requireOpen(organisation)
  return { member, organisation }
}

/** Somebody who may hand one in at this moment. @throws Refusal those of `requireMaker` and `requireAgreed` */
export async function requireSender(ctx: AnyCtx, actor: Actor, organisationId: Id<'organisation'>): Promise<Member> {
  const { member, organisation } = await makerOf(ctx, actor, organisationId)
  await requireAgreed(ctx, organisationId, organisation)
  return member
}

/**
 * Whether creatives of an organisation are accepted at this moment: those of a network are its demand, and nothing of it is
 * accepted unless both sides have signed its agreement and it has not ended (promise S-42). An advertiser signs its terms
 * with its first order.
 */
export const isAgreed = async (
  ctx: Pick<AnyCtx, 'db' | 'clock'>,
  organisationId: Id<'organisation'>,
  { kind }: { readonly kind: OrganisationKind },
): Promise<boolean> => kind !== 'network' || (await isInForce(ctx, organisationId, 'network'))

/** @throws Refusal `creative-without-agreement` where `isAgreed` says no */
export async function requireAgreed(...of: Parameters<typeof isAgreed>): Promise<void> {
  if (await isAgreed(...of)) return
  throw new Refusal(
    'conflict',
    'creative-without-agreement',
    'Nothing is accepted from a network whose agreement is not in force. It is signed on the page of agreements.',
  )
}

/** An advertiser shows creatives by its orders; a bid of a network names one of them. */
export function requireWithCreatives({ kind }: { readonly kind: OrganisationKind }): void {
  if (kind !== 'publisher') return
  throw new Refusal('conflict', 'creatives-not-of-publishers', 'Only an advertiser or a network has creatives.')
}

export function requirePublisher({ kind }: { readonly kind: OrganisationKind }): void {
  if (kind === 'publisher') return
  throw new Refusal('conflict', 'creatives-of-others-only', 'Only a publisher decides on creatives of others.')
}
