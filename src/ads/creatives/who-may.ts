import { type Actor, type Member, requireRole } from '#accounts/members'
import { type OrganisationKind, requireOpen, requireRoleIn } from '#accounts/organisations'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'

/** Who looks at creatives. */
export const creativeRoles = ['moderator', 'admin'] as const

export const requireReviewer = (actor: Actor): Member => requireRole(actor, ...creativeRoles)

export const isReviewer = (actor: Actor): boolean =>
  actor.kind === 'member' && creativeRoles.some((role) => actor.roles.has(role))

/** Somebody who may make and change the creatives of an advertiser. @throws Refusal those of `requireRoleIn` */
export async function requireMaker(ctx: AnyCtx, actor: Actor, organisationId: Id<'organisation'>): Promise<Member> {
  const { member, organisation } = await requireRoleIn(ctx, actor, organisationId, 'orders')
  requireKind(organisation, 'advertiser')
  requireOpen(organisation)
  return member
}

export function requireKind({ kind }: { readonly kind: OrganisationKind }, wanted: 'advertiser' | 'publisher'): void {
  if (kind === wanted) return
  if (wanted === 'advertiser') {
    throw new Refusal('conflict', 'advertisers-only', 'Only an advertiser has creatives.')
  }
  throw new Refusal('conflict', 'creatives-of-others-only', 'Only a publisher decides on creatives of others.')
}
