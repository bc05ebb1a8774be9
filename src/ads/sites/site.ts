import type { Id } from '#platform/ids'
import type { Vertical } from './verticals.ts'

/** The ways in which a site shows whose it is, in the order in which one is taken where several do. */
export const proofMethods = ['ads-txt', 'meta', 'well-known', 'dns'] as const
export type ProofMethod = (typeof proofMethods)[number]

/** `lost`: it was proven, and the proof was seen to be gone. `retired`: given up by who owns it. */
export type SiteState = 'unproven' | 'proven' | 'lost' | 'retired'

export type Review = 'unreviewed' | 'approved' | 'refused'

/** What one way of proof gave. `unreachable`: nobody can tell now; to be asked again. */
export interface Look {
  readonly method: ProofMethod
  readonly result: 'found' | 'missing' | 'unreachable'
  /** In words for whoever owns the site. */
  readonly said: string
}

export interface Site {
  readonly id: Id<'site'>
  readonly organisationId: Id<'organisation'>
  readonly host: string
  readonly state: SiteState
  readonly code: string
  readonly proofMethod: ProofMethod | null
  readonly provenAt: Date | null
  readonly seenAt: Date | null
  readonly checkedAt: Date | null
  readonly nextCheckAt: Date | null
  readonly lostSeenAt: Date | null
  readonly stopsAt: Date | null
  readonly review: Review
  readonly vertical: Vertical | null
  readonly childDirected: boolean
  readonly safetyNotes: string
  readonly addedAt: Date
  readonly retiredAt: Date | null
}
