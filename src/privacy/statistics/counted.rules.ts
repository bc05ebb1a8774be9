import { dayMs, hourMs, minuteMs } from '#platform/clock'

export const counted = ['page', 'function'] as const
export type Counted = (typeof counted)[number]

/** An answer as the server knows it without knowing to whom: a pattern, a method, a status. */
export interface Answer {
  /** The pattern of the route, as it stands in the code. */
  readonly route: string
  readonly method: string
  readonly status: number
}

/** Files, what machines and the pages of others ask for, and what only staff uses: too few to be anybody. */
const uncounted = /^(none|\/\*|\/(i|ads|tag\.js|staff|healthz|readyz|metrics|\.well-known)(\/.*)?)$/

/** Pure: what an answer counts as, or null. */
export function countedAs({
  route,
  method,
  status,
}: Answer): { readonly what: Counted; readonly pattern: string } | null {
  if (uncounted.test(route) || status >= 400) return null
  if (method === 'GET') return status < 300 ? { what: 'page', pattern: route } : null
  return /^(POST|PUT|PATCH|DELETE)$/.test(method) ? { what: 'function', pattern: `${method} ${route}` } : null
}

/** Pure: the hour in which an instant lies; nothing finer is ever kept. */
export const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / hourMs) * hourMs)

/** Pure: the day in which an instant lies, in UTC. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** What could not be written for so long after its hour is dropped. */
const writtenWithinMs = 30 * minuteMs

/** Pure: whether a count may still be written down. Once an hour can be shown, nothing is added to it. */
export const isInTime = (hour: Date, now: Date): boolean => now.getTime() < hour.getTime() + hourMs + writtenWithinMs

/** Days of which figures are shown, and days of which hours are. */
export const shownDays = 14

/**
 * Pure: the days whose figures are shown, the last first. A day is shown when it is over and nothing is added any more:
 * from two views of a figure that still grows, one could tell the single visit between them.
 */
export function daysShown(now: Date): readonly string[] {
  const last = now.getTime() - hourMs - dayMs
  return Array.from({ length: shownDays }, (_, back) => dayOf(new Date(last - back * dayMs)))
}
