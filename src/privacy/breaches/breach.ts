import type { Category } from '#declaration'
import type { Id } from '#platform/ids'

/** How likely it harms people (GDPR 33, 1 and 34, 1): unlikely, likely, or likely and grave. */
export const severities = ['unlikely', 'risk', 'high'] as const
export type Severity = (typeof severities)[number]

export const breachStates = ['open', 'reported', 'not-reportable', 'closed'] as const
export type BreachState = (typeof breachStates)[number]

export const noticeAudiences = ['everybody', 'stores', 'names'] as const
export type NoticeAudience = (typeof noticeAudiences)[number]

/** What is known of what went wrong. */
export interface BreachFacts {
  readonly title: string
  readonly happened: string
  /** When we became aware of it. */
  readonly noticedAt: Date
  readonly categories: readonly Category[]
  readonly peopleCount: number | null
  readonly severity: Severity
  readonly severityReasons: string
  readonly consequences: string
  readonly measures: string
}

export interface Breach extends BreachFacts {
  readonly id: Id<'breach'>
  readonly state: BreachState
  readonly reportedAt: Date | null
  readonly version: number
  readonly recordedAt: Date
  readonly noticeText: string | null
  readonly noticeTo: NoticeAudience | null
  readonly noticeStores: readonly string[]
  readonly noticeFoundAt: Date | null
}

export type StepWord =
  'recorded' | 'changed' | 'reported' | 'not-reportable' | 'closed' | 'reopened' | 'told' | 'published'
