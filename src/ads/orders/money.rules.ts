import type { Line } from './order.ts'

/** Amounts are counted in millionths of the currency. */
export const unitMicros = 1_000_000n
/** The most of one amount: a thousand million of the currency. The sum of 50 such lines is far below 2^63 micros. */
export const amountMaxMicros = 1_000_000_000n * unitMicros

/**
 * Pure: an amount as it is written, in micros: `1250`, `1250.5`, `0.012345`. Null for anything else: no sign, no
 * exponent, no separator of thousands, and no comma, which means one thing here and another there.
 */
export function readMicros(text: string): bigint | null {
  const [, whole, part = ''] = /^(\d{1,30})(?:\.(\d{1,6}))?$/.exec(text) ?? []
  return whole === undefined ? null : BigInt(whole) * unitMicros + BigInt(part.padEnd(6, '0'))
}

/** Pure: the same the other way round, with two digits behind the point or as many as it has: `1250.50`. */
export function writeMicros(micros: bigint): string {
  const part = (micros % unitMicros)
    .toString()
    .padStart(6, '0')
    .replace(/0{1,4}$/, '')
  return `${micros / unitMicros}.${part}`
}

/** Pure: whether it is a currency that is in use (ISO 4217, as the platform knows it). */
export const isCurrency = (code: string): boolean => Intl.supportedValuesOf('currency').includes(code)

/** Pure: the smallest amount in which something is paid: a cent, a yen, a fils. */
export function leastMicros(currency: string): bigint {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency }).formatToParts(1)
  const digits = parts.find(({ type }) => type === 'fraction')?.value.length ?? 0
  return unitMicros / 10n ** BigInt(Math.min(digits, 6))
}

type Priced = Pick<Line, 'priceModel' | 'rateMicros' | 'budgetMicros' | 'quantity'>

const each: Readonly<Record<'cpm' | 'vcpm' | 'cpc', bigint>> = { cpm: 1000n, vcpm: 1000n, cpc: 1n }

/**
 * Pure: the most that a line can cost, in micros: its budget, its quantity at its rate, or its flat price. A part of a
 * micro counts as a whole one.
 */
export function costMicros({ priceModel, rateMicros, budgetMicros, quantity }: Priced): bigint {
  if (priceModel === 'flat') return rateMicros
  if (budgetMicros !== null) return budgetMicros
  const count = each[priceModel]
  return ((quantity ?? 0n) * rateMicros + count - 1n) / count
}

/** Pure: how many impressions or clicks the budget of a line pays for in full; null where it is not counted so. */
export function affordable({ priceModel, rateMicros, budgetMicros, quantity }: Priced): bigint | null {
  if (priceModel === 'flat') return null
  return budgetMicros === null ? quantity : (budgetMicros * each[priceModel]) / rateMicros
}

/** Pure: the most that the lines cost together. */
export const totalMicros = (lines: readonly Priced[]): bigint => lines.reduce((sum, line) => sum + costMicros(line), 0n)
