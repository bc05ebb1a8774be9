/** The one place where numbers, sizes and times become words. */

const locale = 'en'

const wholeNumber = new Intl.NumberFormat(locale)
const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
const percentage = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })

const exactPercentage = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })

export const number = (value: number): string => wholeNumber.format(value)

/** A weight in decimal units: `512 B`, `48 kB`, `2.1 MB`. */
export function bytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${wholeNumber.format(sizeBytes)} B`
  if (sizeBytes < 999_500) return `${wholeNumber.format(Math.round(sizeBytes / 1000))} kB`
  return `${oneDecimal.format(sizeBytes / 1_000_000)} MB`
}

/** A share from 0 to 1; what is there but rounds to nothing is said to be there. */
export function share(value: number): string {
  if (value > 0 && value < 0.01) return 'less than 1%'
  if (value < 1 && value > 0.99) return 'more than 99%'
  return percentage.format(value)
}

/** Hundredths of a percent, as they were agreed: `72.5%`. */
export const percent = (basisPoints: number): string => exactPercentage.format(basisPoints / 10_000)

/** An amount of money: `USD 50.00`. */
export const amount = (micros: bigint, currency: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' })
    .format(Number(micros) / 1_000_000)
    .replaceAll('\u00A0', ' ')

/** `1,280 × 853`, in pixels. */
export const dimensions = (width: number, height: number): string =>
  `${wholeNumber.format(width)} × ${wholeNumber.format(height)}`

/** A day, in the zone given (IANA name) or, without one, in the reader's own. */
export function day(instant: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', ...(timeZone ? { timeZone } : {}) }).format(instant)
}

/** A day and a time of day, with the zone where it is not the reader's own. */
export function moment(instant: Date, timeZone?: string): string {
  const text = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone ? { timeZone } : {}),
  }).format(instant)
  return timeZone ? `${text} ${timeZone}` : text
}

/** `2026-11` as `November 2026`. */
export function month(text: string): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${text}-01`),
  )
}
