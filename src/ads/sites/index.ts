/**
 * Sites of publishers: whose they are, and whether ads may be shown on them.
 *
 * Promises: a site counts as somebody's only while it shows a code that was made for them, in one of four places; it is
 * looked at every day, and ads stop at most a quarter of an hour after the code was seen gone; a host belongs to one
 * organisation, and whoever else proves it takes it over when the proof of the first is lost, not before; no ads without
 * a look by staff, and none on sites for children.
 * Refuses to know: what is shown there, what it earns, and how an address is reached safely (`#platform/outside`).
 */
export { AddSiteInput, SiteHost, addSite, sitesMax } from './add-site.ts'
export { checkNow } from './check-now.ts'
export { queueDueChecks, siteHandlers, siteSchedules } from './check-site.ts'
export { type OwnSite, type ShownCheck, type ShownSite, findServingSite, getSite, listSites } from './list-sites.ts'
export { type Instructions } from './proof.rules.ts'
export { reportPublisherTrouble } from './report-trouble.ts'
export { retireSite } from './retire-site.ts'
export {
  ReviewSiteInput,
  type SiteToReview,
  getSiteToReview,
  listSitesToReview,
  reviewRoles,
  reviewSite,
} from './review-site.ts'
export { graceMs, mayServe } from './site.rules.ts'
export type { Look, ProofMethod, Review, Site, SiteState } from './site.ts'
export { requireSiteAt, requireSiteOf, siteClosing, sitesOf } from './sites-of.ts'
export { siteStores } from './stores.ts'
export { type Vertical, verticals } from './verticals.ts'
