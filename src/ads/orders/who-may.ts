import { type Actor, type Member, requireProven, requireStaff, rolesOfScope } from '#accounts/members'
import {
  type BusinessScope,
  type OrganisationRole,
  mayAs,
  organisationNotFound,
  requireOpen,
  requireRoleIn,
} from '#accounts/organisations'
import type { AnyCtx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { Side } from './order.ts'
import { type OrderRow, orderNotFound } from './order-row.ts'

/** Who works at the order desk. */
export const orderRoles = rolesOfScope['staff:orders']

/** Somebody of the desk, or a program of theirs. @throws Refusal those of `requireStaff` */
export const requireDesk = (actor: Actor): Member => requireStaff(actor, 'staff:orders')

/** Whether somebody asks for the desk: a program does where its key is one for it, and else for whom it acts. */
export const isDesk = (actor: Actor): boolean =>
  actor.kind === 'member' &&
  orderRoles.some((role) => actor.roles.has(role)) &&
  (actor.via.kind !== 'api-key' || actor.via.scopes.has('staff:orders'))

/** To whoever is nobody in an organisation its orders answer like those that are not there. */
async function hidden<Out>(work: Promise<Out>): Promise<Out> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refusal && error.code === organisationNotFound().code) throw orderNotFound()
    throw error
  }
}

type Of = Pick<OrderRow, 'organisationId'>

/** Who reads, and whether they see what stands on invoices. */
export interface Reader {
  readonly side: Side
  readonly seesBilling: boolean
  readonly roles: readonly OrganisationRole[]
}

/**
 * Somebody who may read an order: whoever acts for its organisation, and staff of the desk.
 *
 * @throws Refusal `order-not-found` and those of `requireRoleIn` and `requireStaff`
 */
export async function requireReader(ctx: AnyCtx, actor: Actor, { organisationId }: Of): Promise<Reader> {
  if (isDesk(actor)) {
    requireDesk(actor)
    return { side: 'us', seesBilling: true, roles: [] }
  }
  const { roles } = await hidden(requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read'))
  return { side: 'them', seesBilling: mayAs(roles, ['finance']), roles }
}

/**
 * Somebody who may act on an order for a side: who places orders for the organisation, or staff of the desk.
 *
 * @throws Refusal `order-not-found`, `organisation-closing`, and those of `requireRoleIn` and `requireStaff`
 */
export async function requireOrderer(
  ctx: AnyCtx,
  actor: Actor,
  { organisationId }: Of,
  side: Side,
  scope: BusinessScope = 'business:write',
): Promise<Member> {
  if (side === 'us') return requireDesk(actor)
  const { member, organisation } = await hidden(requireRoleIn(ctx, actor, organisationId, 'orders', scope))
  requireOpen(organisation)
  return member
}

/**
 * Somebody who may bind a side, and proved who they are a moment ago.
 *
 * @throws Refusal those of `requireOrderer`, and of `requireProven`, which no API key passes
 */
export async function requireBinding(ctx: AnyCtx, actor: Actor, of: Of, side: Side): Promise<Member> {
  await requireOrderer(ctx, actor, of, side)
  return requireProven(actor, ctx.clock.now())
}
