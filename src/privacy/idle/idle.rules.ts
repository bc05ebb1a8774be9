import { dayMs, later } from '#platform/clock'

/** After how many months without a visit a member may choose to be erased. */
export const idleMonths = [12, 24, 36] as const
export type IdleMonths = (typeof idleMonths)[number]

/** So many days before, letters say that it comes. */
export const toldDays = [30, 7] as const
export type ToldDays = (typeof toldDays)[number]

/** Pure: the same day and time so many months later; the last day of the month where that one is shorter. In UTC. */
export function monthsLater(from: Date, months: number): Date {
  const result = new Date(from)
  result.setUTCMonth(result.getUTCMonth() + months)
  if (result.getUTCDate() !== from.getUTCDate()) result.setUTCDate(0)
  return result
}

/** The last letter since the last visit: how many days before it told, and when it was written. */
export interface Told {
  readonly days: ToldDays
  readonly at: Date
}

/**
 * Pure: what is to be done about somebody who chose to go.
 *
 * Nobody goes untold: where a letter was not written on its day, because the machine was off, it is written first, and a
 * week passes after it.
 */
export function idleStep(
  { months, seenAt, told }: { readonly months: number; readonly seenAt: Date; readonly told: Told | null },
  now: Date,
): 'nothing' | 'erase' | ToldDays {
  const goesAt = monthsLater(seenAt, months)
  if (told?.days === 7) return now >= goesAt && now >= later(told.at, 7 * dayMs) ? 'erase' : 'nothing'
  if (now >= later(goesAt, -7 * dayMs)) return 7
  if (!told && now >= later(goesAt, -30 * dayMs)) return 30
  return 'nothing'
}
