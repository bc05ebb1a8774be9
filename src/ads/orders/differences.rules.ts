import { lineFacts } from './compose-order.rules.ts'
import type { OrderContent } from './order.ts'

/** What is another in a version. `where`: the line by its name, or null for what is said of the order as a whole. */
export interface Difference {
  readonly where: string | null
  readonly what: string
  readonly before: string | null
  readonly now: string | null
}

type Words = readonly { readonly label: string; readonly value: string }[]

const factsOf = ({ title, zone, currency, purchaseOrder, party }: OrderContent): Words => [
  { label: 'Name of the order', value: title },
  { label: 'Time zone', value: zone },
  { label: 'Currency', value: currency },
  { label: 'Purchase order', value: purchaseOrder ?? 'none' },
  { label: 'Company', value: party.company },
  { label: 'Street address', value: party.street },
  { label: 'Contact', value: party.name },
  { label: 'E-mail', value: party.email },
  { label: 'Telephone', value: party.telephone },
]

function between(where: string | null, before: Words, now: Words): readonly Difference[] {
  const labels = [...new Set([...before, ...now].map(({ label }) => label))]
  const valueOf = (words: Words, label: string): string | null =>
    words.find((one) => one.label === label)?.value ?? null
  return labels.flatMap((what) => {
    const change = { where, what, before: valueOf(before, what), now: valueOf(now, what) }
    return change.before === change.now ? [] : [change]
  })
}

/**
 * Pure: what is another in the second, in the order of the paper. What stands on invoices is told of without its values:
 * whoever looks may be somebody who does not see to money.
 */
export function differencesOf(before: OrderContent, now: OrderContent): readonly Difference[] {
  const words = (content: OrderContent, line: OrderContent['lines'][number] | undefined): Words =>
    line === undefined
      ? []
      : [{ label: 'Name', value: line.name }, ...lineFacts(line, content.zone, content.currency).slice(1)]
  const ids = [...new Set([...before.lines, ...now.lines].map(({ id }) => id))]
  const isSameBilling =
    before.billing.legalName === now.billing.legalName &&
    before.billing.billingAddress === now.billing.billingAddress &&
    before.billing.taxNumber === now.billing.taxNumber
  return [
    ...between(null, factsOf(before), factsOf(now)),
    ...(isSameBilling ? [] : [{ where: null, what: 'Details for invoices', before: null, now: null }]),
    ...ids.flatMap((id) => {
      const [was, is] = [before, now].map(({ lines }) => lines.find((line) => line.id === id))
      return between((is ?? was)?.name ?? null, words(before, was), words(now, is))
    }),
    ...(placesOf(before, now) === placesOf(now, before)
      ? []
      : [{ where: null, what: 'Order of the lines', before: null, now: null }]),
  ]
}

/** Pure: the lines that both have, as the first puts them. */
const placesOf = (first: OrderContent, other: OrderContent): string =>
  first.lines
    .map(({ id }) => id)
    .filter((id) => other.lines.some((line) => line.id === id))
    .join()
