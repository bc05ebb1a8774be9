import type { Collecting, Store } from '#declaration'
import * as agreements from '#ads/agreements'
import * as alerts from '#accounts/alerts'
import * as apiKeys from '#accounts/api-keys'
import * as invitations from '#accounts/invitations'
import * as organisationBilling from '#accounts/organisation-billing'
import * as organisationContacts from '#accounts/organisation-contacts'
import * as organisations from '#accounts/organisations'
import * as passkeys from '#accounts/passkeys'
import * as ownAddresses from '#accounts/own-addresses'
import * as ownName from '#accounts/own-name'
import * as people from '#accounts/people'
import type { Actor } from '#accounts/people'
import * as preferences from '#accounts/preferences'
import * as repeats from '#accounts/repeats'
import * as roles from '#accounts/roles'
import * as signIn from '#accounts/sign-in'
import * as welcomes from '#accounts/welcomes'
import * as images from '#library/images'
import * as licences from '#library/licences'
import * as search from '#library/search'
import * as variants from '#library/variants'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import * as mail from '#platform/mail'
import * as consent from '#privacy/consent'
import type * as access from '#privacy/access'
import * as privacyExport from '#privacy/export'
import type { Documents } from '#privacy/policies'
import * as onBehalf from '#privacy/on-behalf'
import * as promises from '#privacy/promises'
import type { PromisesRun } from '#privacy/promises'
import * as statistics from '#privacy/statistics'
import * as idle from '#privacy/idle'
import * as vendors from '#privacy/vendors'
import * as staffAccess from '#privacy/staff-access'
import * as breaches from '#privacy/breaches'
import * as holds from '#privacy/holds'
import * as publisherTroubles from '#ads/publisher-troubles'
import * as publishers from '#ads/publishers'
import * as creatives from '#ads/creatives'
import * as orders from '#ads/orders'
import * as sites from '#ads/sites'
import * as taxonomy from '#ads/taxonomy'
import * as answers from '#support/answers'
import * as forms from '#support/forms'
import * as inbox from '#support/inbox'
import * as offers from '#support/offers'
import type { ByConsent } from './by-consent.ts'
import { closingParts } from './closing.ts'
import { grantRoles } from './grant-roles.ts'
import { nextSteps } from './next-steps.ts'
import { OpenOrganisationInput, openOrganisation } from './open-organisation.ts'
import { exportSources } from './export-sources.ts'
import type { RightsOfErasure } from './rights-of-erasure.ts'

/** The doors of the rooms, as the site and the wire call them. */
export const doors = Object.freeze({
  people,
  signIn,
  passkeys,
  ownAddresses,
  ownName,
  alerts,
  preferences,
  repeats,
  roles: { ...roles, grantRoles },
  apiKeys,
  organisations: {
    ...organisations,
    /** What would end with an organisation, in every room. */
    whatCloses: (ctx: Ctx, actor: Actor, id: Id<'organisation'>) =>
      organisations.whatCloses(ctx, closingParts, actor, id),
    /** What it has to do next, in every room. */
    nextSteps,
    /** What is sealed of one, for staff with a reason. */
    openOrganisation,
    OpenOrganisationInput,
  },
  organisationBilling,
  organisationContacts,
  invitations,
  welcomes,
  images,
  search,
  variants,
  licences,
  mail,
  promises,
  consent,
  exports: {
    ...privacyExport,
    /** Everything held on whoever asks, as one document. */
    heldData: (ctx: Ctx, actor: Actor) => privacyExport.heldData(ctx, exportSources, actor),
  },
  statistics,
  idle,
  vendors,
  staffAccess,
  onBehalf,
  breaches,
  holds,
  agreements,
  orders,
  creatives,
  sites,
  taxonomy,
  publishers,
  publisherTroubles,
  answers,
  forms,
  inbox,
  offers,
})
export type Doors = typeof doors

/** What the site gets: the doors and the context, never a second copy of a room. */
export interface House extends Doors {
  readonly ctx: Ctx
  readonly documents: Documents
  /** The last full run of the promises on this installation, or null where there was none. */
  readonly promisesRun: PromisesRun | null
  /** Every store of data there is; the pages about data are made from it. */
  readonly stores: readonly Store[]
  /** Everything held on whoever asks. */
  readonly myData: (actor: Actor) => Promise<access.MyData>
  readonly ListMineInput: typeof access.ListMineInput
  readonly listMine: (actor: Actor, input: access.ListMineInput) => Promise<access.MyStore>
  /** On what everything that people send rests, and which fields it may bring. */
  readonly collecting: Collecting
  /** What begins with a yes of whoever asks, and ends with it. */
  readonly byConsent: ByConsent
  readonly erasure: RightsOfErasure
  /** Whether there is nothing to show yet; then the home page teaches. */
  readonly isEmpty: () => Promise<boolean>
}

/** Where the built site finds the house. It is bundled apart and imports only types from us. */
export const houseSlot = Symbol.for('vitrine.house')

export function putHouse(house: House | undefined): void {
  ;(globalThis as { [houseSlot]?: House | undefined })[houseSlot] = house
}
