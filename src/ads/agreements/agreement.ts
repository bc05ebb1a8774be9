import type { OrganisationKind } from '#accounts/organisations'
import type { Id } from '#platform/ids'

/** Each kind of organisation signs one kind of agreement. */
export const agreementKinds = ['publisher', 'advertiser', 'network'] as const satisfies readonly OrganisationKind[]
export type AgreementKind = OrganisationKind

/**
 * `offered`: can be signed. `signed`: by them, or by both sides while its day has not come. `notice`: in force until its
 * end. `superseded`: another version took its place.
 */
export const agreementStates = ['offered', 'signed', 'in-force', 'notice', 'ended', 'superseded'] as const
export type AgreementState = (typeof agreementStates)[number]

/** The organisation, and whoever runs this site. */
export type Side = 'them' | 'us'

/** Whom an agreement is made with, as it stands in the text. */
export interface Party {
  readonly name: string
  readonly company: string
  readonly street: string
  readonly email: string
  readonly telephone: string
}

export interface AgreementRow {
  readonly id: Id<'agreement'>
  readonly organisationId: Id<'organisation'>
  readonly kind: AgreementKind
  readonly version: number
  readonly text: Buffer
  readonly sha256: Buffer
  /** As the last act left it; `stateAt` says what it is at an instant. */
  readonly state: AgreementState
  readonly noticeDays: number
  readonly changeDays: number
  readonly finalPaymentDays: number
  readonly dataDays: number
  readonly offeredAt: Date
  readonly earliestAt: Date
  readonly inForceAt: Date | null
  readonly noticeBy: Side | null
  readonly noticeAt: Date | null
  readonly endsAt: Date | null
  /** When they were told that data go after the end, and when these went; null until then. */
  readonly dataToldAt: Date | null
  readonly dataGoneAt: Date | null
}
