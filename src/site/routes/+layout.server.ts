import type { Actor } from '#accounts/people'
import type { Way } from '#platform/egress'
import type { LayoutServerLoad } from './$types'

const keepsVendors = (actor: Actor): boolean =>
  actor.kind === 'member' && (actor.roles.has('admin') || actor.roles.has('privacy_counsel'))
const isShut = ({ state, isGuarded }: Way): boolean => state === 'shut' && isGuarded

/** What every page shows of whoever is reading it, and nothing else about them. */
export const load: LayoutServerLoad = async ({ locals: { house, actor, look } }) => ({
  look,
  /** Told to whoever can do something about it: a way out that is shut, so that letters wait. */
  lettersWait: keepsVendors(actor) && (await house.ctx.egress.ways()).some(isShut),
  reader:
    actor.kind === 'member'
      ? {
          username: actor.username,
          verified: actor.status !== 'unverified',
          readsOutbox: actor.roles.has('admin') || actor.roles.has('support'),
          keepsVendors: keepsVendors(actor),
          opensRecords: house.staffAccess.deskRoles.some((role) => actor.roles.has(role)),
          answersInquiries: house.inbox.inboxRoles.some((role) => actor.roles.has(role)),
          keepsOrganisations: house.organisations.organisationDesk.some((role) => actor.roles.has(role)),
          servesAgreements: house.agreements.agreementRoles.some((role) => actor.roles.has(role)),
          reviewsCreatives: house.creatives.creativeRoles.some((role) => actor.roles.has(role)),
          reviewsSites: house.sites.reviewRoles.some((role) => actor.roles.has(role)),
          keepsOrders: house.orders.orderRoles.some((role) => actor.roles.has(role)),
          callsCompanies: house.publisherTroubles.callRoles.some((role) => actor.roles.has(role)),
          keepsHolds: house.holds.holdRoles.some((role) => actor.roles.has(role)),
          keepsBreaches: keepsVendors(actor) || actor.roles.has('security'),
        }
      : null,
})
