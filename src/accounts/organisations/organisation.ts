import { type Id, type ShownKind, showId } from '#platform/ids'

/** What an organisation does with us. */
export const organisationKinds = ['publisher', 'advertiser', 'network'] as const satisfies readonly ShownKind[]
export type OrganisationKind = (typeof organisationKinds)[number]

/** `closing`: who owns it has ended it, and the other rooms are ending what they have of it. */
export type OrganisationStatus = 'open' | 'closing' | 'closed'

/** How an organisation wants to be spoken to; nobody calls whoever chose letters, and the other way round. */
export const channels = ['email', 'telephone'] as const
export type Channel = (typeof channels)[number]

export interface Organisation {
  readonly id: Id<'organisation'>
  readonly kind: OrganisationKind
  readonly name: string
  /** ISO 3166-1, two letters. */
  readonly country: string
  readonly status: OrganisationStatus
}

/** `pub_…`, `adv_…` or `net_…`, as a tag or an address names it. */
export const showOrganisationId = ({ kind, id }: Pick<Organisation, 'kind' | 'id'>): string =>
  showId(kind, id as string as Id<OrganisationKind>)

/** Where a value of an organisation is sealed: under its own number. */
export const placeOf = (organisationId: string, column: string) => ({
  column: `accounts_organisations.${column}`,
  subjectId: organisationId,
})
