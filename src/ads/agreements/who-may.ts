import { type Actor, type Member, requireProven, requireRole } from '#accounts/members'
import { organisationNotFound, requireRoleIn } from '#accounts/organisations'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { AgreementRow, Side } from './agreement.ts'
import { agreementNotFound } from './agreement-row.ts'

/** Who offers, countersigns and ends agreements for us. */
export const agreementRoles = ['billing', 'admin'] as const

const isStaff = (actor: Actor): boolean =>
  actor.kind === 'member' && agreementRoles.some((role) => actor.roles.has(role))

/** To whoever is nobody in an organisation its agreements answer like those that are not there. */
async function hidden<Out>(work: Promise<Out>): Promise<Out> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refusal && error.code === organisationNotFound().code) throw agreementNotFound()
    throw error
  }
}

/**
 * Somebody who may read an agreement: of the organisation who owns it or sees to its money, and staff who serves it.
 *
 * @throws Refusal `agreement-not-found` and those of `requireRoleIn` and `requireRole`
 */
export async function requireReader(
  ctx: AnyCtx,
  actor: Actor,
  { organisationId }: Pick<AgreementRow, 'organisationId'>,
): Promise<void> {
  await hidden(requireReaderAt(ctx, actor, organisationId))
}

/**
 * The same where it is the organisation that is asked for.
 *
 * @throws Refusal those of `requireRoleIn` and `requireRole`
 */
export async function requireReaderAt(ctx: AnyCtx, actor: Actor, organisationId: Id<'organisation'>): Promise<void> {
  if (isStaff(actor)) requireRole(actor, ...agreementRoles)
  else await requireRoleIn(ctx, actor, organisationId, ['owner', 'finance'], 'business:read')
}

/**
 * Somebody who may bind a side, and proved who they are a moment ago: an owner of the organisation, or staff.
 *
 * @throws Refusal `agreement-not-found` and those of `requireRoleIn`, `requireRole` and `requireProven`
 */
export async function requireBinding(
  ctx: AnyCtx,
  actor: Actor,
  { organisationId }: Pick<AgreementRow, 'organisationId'>,
  side: Side,
): Promise<Member> {
  if (side === 'us') requireRole(actor, ...agreementRoles)
  else await hidden(requireRoleIn(ctx, actor, organisationId, 'owner'))
  return requireProven(actor, ctx.clock.now())
}
