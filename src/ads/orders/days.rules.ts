/** Days of a zone, as `2026-03-29`. What a zone does to its clocks the platform knows; there is no table here. */

const dayMs = 86_400_000
/** No zone is further from UTC than 14 hours, nor skips more than a day. */
const furthestMs = 2 * dayMs

const calendars = new Map<string, Intl.DateTimeFormat>()

function calendarOf(zone: string): Intl.DateTimeFormat {
  let calendar = calendars.get(zone)
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone: zone, calendar: 'iso8601', year: 'numeric', month: '2-digit', day: '2-digit' },
    })
    calendars.set(zone, calendar)
  }
  return calendar
}

/** Pure: whether there is such a zone, by its place as the IANA names it. */
export function isZone(zone: string): boolean {
  if (zone !== 'UTC' && !/^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2}$/.test(zone)) return false
  try {
    calendarOf(zone)
    return true
  } catch {
    return false
  }
}

/** Pure: whether such a day exists, in the years in which orders are made. */
export function isDay(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** Pure: the day that a calendar of the zone shows at an instant. */
export const dayIn = (zone: string, at: Date): string => calendarOf(zone).format(at)

/** Pure: the day so many days later, or earlier. */
export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** Pure: how many days the second is after the first. */
export const daysBetween = (first: string, second: string): number =>
  Math.round((Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / dayMs)

/**
 * Pure: the first instant at which the calendar of the zone shows that day, or a later one where the zone skips it. A day
 * on which clocks change has 23 or 25 hours; where they change at midnight it begins at one o'clock.
 */
export function beginOf(zone: string, day: string): Date {
  const about = Date.parse(`${day}T00:00:00Z`)
  let [before, from] = [about - furthestMs, about + furthestMs]
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    if (dayIn(zone, new Date(middle)) >= day) from = middle
    else before = middle
  }
  return new Date(from)
}

/** Pure: a flight of whole days, the last one included, as instants. */
export const flightOf = (zone: string, startsOn: string, endsOn: string) => ({
  startsAt: beginOf(zone, startsOn),
  endsAt: beginOf(zone, daysLater(endsOn, 1)),
})
