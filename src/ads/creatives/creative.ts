import type { Id } from '#platform/ids'
import type { Finding } from './check.rules.ts'
import type { LandingProblem } from './landing.rules.ts'

/**
 * What a version of a creative is. `refused`: by the checks. `waiting`: for staff. `superseded`: a later one took its
 * place.
 */
export const creativeStates = ['checking', 'refused', 'waiting', 'approved', 'declined', 'superseded'] as const
export type CreativeState = (typeof creativeStates)[number]

export const creativeSteps = [
  ...(['made', 'changed', 'approved', 'declined', 'withdrawn', 'landing-lost', 'landing-found'] as const),
] as const
export type CreativeStep = (typeof creativeSteps)[number]

/** What a creative says, and where it leads. */
export interface CreativeWords {
  readonly headline: string
  readonly text: string
  readonly callToAction: string
  readonly alt: string
  readonly landingPage: string
}

/** Where the picture of a version lies, in one width. */
export interface CreativeFile {
  readonly width: number
  readonly height: number
  readonly isStill: boolean
  readonly sizeBytes: number
  /** A path on this site. */
  readonly src: string
}

export interface CreativePicture {
  readonly width: number
  readonly height: number
  /** In all, repetitions included; null for without end, 0 where nothing moves. */
  readonly animationMs: number | null
  /** Narrowest first. */
  readonly files: readonly CreativeFile[]
}

export interface CreativeVersion extends CreativeWords {
  readonly version: number
  readonly state: CreativeState
  readonly madeAt: Date
  readonly checkedAt: Date | null
  readonly decidedAt: Date | null
  readonly declinedBecause: string | null
  readonly findings: readonly Finding[]
  /** Null until it is understood, and where it could not be. */
  readonly picture: CreativePicture | null
  readonly landing: {
    readonly seenAt: Date | null
    readonly problem: LandingProblem | null
    /** The way as it was last seen, the address that was named first. */
    readonly hops: readonly { readonly address: string; readonly status: number }[]
  }
}

export interface ShownCreative {
  /** `cre_…` */
  readonly id: string
  readonly organisation: { readonly id: string; readonly name: string }
  readonly mayAct: boolean
  /** The newest version. */
  readonly newest: CreativeVersion
  /** The one in use, where it is another one. */
  readonly inUse: CreativeVersion | null
  readonly isInUse: boolean
  readonly withdrawnAt: Date | null
  /** The number of the last step: whoever decides sends it back. */
  readonly revision: number
  readonly steps: readonly { readonly what: CreativeStep; readonly version: number; readonly at: Date }[]
  /** The orders whose lines show it, `ord_…`. */
  readonly orders: readonly { readonly order: string; readonly line: string; readonly isSigned: boolean }[]
}

/** A creative in a list. */
export interface ListedCreative {
  readonly id: string
  readonly headline: string
  readonly state: CreativeState
  readonly isInUse: boolean
  readonly version: number
  readonly landingHost: string
  readonly landingProblem: LandingProblem | null
  readonly touchedAt: Date
  readonly picture: CreativeFile | null
  readonly alt: string
}

/** A creative as it may be shown now. */
export interface ReadyCreative extends CreativeWords {
  readonly lineId: Id<'line'>
  readonly creativeId: Id<'creative'>
  readonly version: number
  readonly picture: CreativePicture
}
