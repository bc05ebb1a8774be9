import * as z from 'zod'
import type { ListedOrder } from './list-orders.ts'
import { orderStates } from './order.ts'

/** By what a list is put in order; `need` as `inOrderOfNeed` does. What is wrong stays on top of each. */
export const orderSorts = ['need', 'title', 'flight', 'total', 'touched'] as const

/** Which orders of a list, and in which order. */
export const PickOrdersInput = z.object({
  q: z.string().trim().max(120, { error: 'Use at most 120 characters.' }).default(''),
  state: z.enum(orderStates, { error: 'Choose a state from the list.' }).optional(),
  sort: z.enum(orderSorts, { error: 'Choose by what to sort.' }).default('need'),
})
export type PickOrdersInput = z.output<typeof PickOrdersInput>

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

type Compare = (one: ListedOrder, other: ListedOrder) => number
const orders: Readonly<Record<Exclude<PickOrdersInput['sort'], 'need'>, Compare>> = {
  title: (one, other) => one.title.localeCompare(other.title, 'en'),
  flight: (one, other) => (one.startsOn ?? '9').localeCompare(other.startsOn ?? '9'),
  // Of several currencies one after the other: amounts of two are not compared.
  total: (one, other) =>
    one.currency.localeCompare(other.currency) ||
    Number(other.totalMicros > one.totalMicros) - Number(other.totalMicros < one.totalMicros),
  touched: (one, other) => other.touchedAt.getTime() - one.touchedAt.getTime(),
}

/**
 * Pure: those whose name, number or purchase order has every word that is looked for, in a state. What is in trouble stays
 * on top, by whatever they are sorted.
 */
export function pickOrders<Row extends ListedOrder>(
  rows: readonly Row[],
  { q, state, sort }: PickOrdersInput,
): readonly Row[] {
  const words = folded(q).split(/\s+/).filter(Boolean)
  const found = rows.filter((row) => {
    const text = folded([row.title, row.id, row.purchaseOrder ?? ''].join(' '))
    return (state === undefined || row.state === state) && words.every((word) => text.includes(word))
  })
  if (sort === 'need') return found
  const wrong = ({ state: is }: Row): number => (is === 'trouble' ? 0 : 1)
  return found.toSorted((one, other) => wrong(one) - wrong(other) || orders[sort](one, other))
}
