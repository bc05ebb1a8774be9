import type { Vertical } from '#ads/sites'
import type { Id } from '#platform/ids'

/** The organisation, and whoever runs this site. */
export const sides = ['them', 'us'] as const
export type Side = (typeof sides)[number]

/**
 * What a version is. `draft`: it can be changed as it is. `signed`: by the advertiser. `booked`: by both sides. A change
 * of anything later than a draft is a new version.
 */
export const phases = ['draft', 'submitted', 'approved', 'signed', 'booked', 'declined'] as const
export type Phase = (typeof phases)[number]

/**
 * What an order is at an instant. `booked`: signed by both, its first flight has not begun. `halted`: the terms that it
 * is under are not in force. `ending`: cancelled, and delivered until its notice is over.
 */
export const orderStates = [
  ...(['draft', 'submitted', 'approved', 'signed', 'declined'] as const),
  ...(['booked', 'live', 'paused', 'trouble', 'halted', 'ending', 'finished', 'cancelled'] as const),
] as const
export type OrderState = (typeof orderStates)[number]

/** For a thousand impressions, for a thousand that were seen, for a click, for the whole flight. */
export const priceModels = ['cpm', 'vcpm', 'cpc', 'flat'] as const
export type PriceModel = (typeof priceModels)[number]

export const pacings = ['even', 'front-loaded', 'fast'] as const
export type Pacing = (typeof pacings)[number]

/** Whether a competitor may stand on the same page view. */
export const separations = ['none', 'page'] as const
export type Separation = (typeof separations)[number]

/** By the longer side as it is shown: up to 400 pixels, up to 900, more. */
export const pictureSizes = ['small', 'medium', 'large'] as const
export type PictureSize = (typeof pictureSizes)[number]

/** What a line may ask of a picture or its page, or keep away from. Nothing of it is about who looks at it. */
export interface Targets {
  readonly vertical: readonly Vertical[]
  /** Ids of the IAB Content Taxonomy 3.1. */
  readonly category: readonly string[]
  readonly word: readonly string[]
  readonly tag: readonly string[]
  /** `#rrggbb` */
  readonly colour: readonly string[]
  /** ISO 3166-1, of who runs the site. */
  readonly 'site-country': readonly string[]
  /** ISO 639-1, of the page. */
  readonly language: readonly string[]
  readonly size: readonly PictureSize[]
}
export const dimensions = [
  ...(['vertical', 'category', 'word', 'tag', 'colour', 'site-country', 'language', 'size'] as const),
] as const satisfies readonly (keyof Targets)[]
export type Dimension = (typeof dimensions)[number]

export const noTargets: Targets = Object.freeze({
  ...{ vertical: [], category: [], word: [], tag: [], colour: [] },
  ...{ 'site-country': [], language: [], size: [] },
})

/** One priced, dated, targeted part of an order. */
export interface Line {
  readonly id: Id<'line'>
  readonly name: string
  /** Days of the zone of the order, `2026-03-29`, both included. */
  readonly startsOn: string
  readonly endsOn: string
  readonly priceModel: PriceModel
  readonly rateMicros: bigint
  /** One of the two; neither where the price is for the whole flight. */
  readonly budgetMicros: bigint | null
  readonly quantity: bigint | null
  readonly pacing: Pacing
  /** Hours of the week in the zone of the order, Monday at midnight is 0; none means all. */
  readonly hours: readonly number[]
  readonly competesIn: readonly Vertical[]
  readonly separation: Separation
  readonly pageViewMax: number | null
  readonly include: Targets
  readonly exclude: Targets
}

/** Whom an order is made with. */
export interface OrderParty {
  readonly name: string
  readonly company: string
  readonly street: string
  readonly email: string
  readonly telephone: string
}

/** What stands on invoices. */
export interface OrderBilling {
  readonly legalName: string
  readonly billingAddress: string
  readonly taxNumber: string | null
}

/** What both sides agree on. */
export interface OrderContent {
  readonly title: string
  /** IANA name. */
  readonly zone: string
  readonly currency: string
  readonly purchaseOrder: string | null
  readonly party: OrderParty
  readonly billing: OrderBilling
  readonly lines: readonly Line[]
}

export const troubleReasons = ['creative', 'delivery', 'billing', 'targeting', 'other'] as const
export type TroubleReason = (typeof troubleReasons)[number]
