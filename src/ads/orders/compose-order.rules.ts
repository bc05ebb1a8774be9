import { showId } from '#platform/ids'
import { costMicros, totalMicros, writeMicros } from './money.rules.ts'
import { type Dimension, type Line, type OrderContent, type PriceModel, type Targets, dimensions } from './order.ts'
import { targetInWords } from './target-names.rules.ts'

/** What an order is composed from beside its content. */
export interface Frame {
  /** `ord_…` */
  readonly shownId: string
  readonly version: number
  /** Who runs this site. */
  readonly operator: string
  readonly operatorAddress: string
  readonly operatorPhone: string
  /** The advertiser terms that are in force: `agr_…`, their version. */
  readonly terms: { readonly id: string; readonly version: number }
  /** A keyed one-way number of what stands on invoices, which is kept apart. */
  readonly billingMark: string
}

/** A word and what it says, under a heading. */
export interface OrderFact {
  readonly label: string
  readonly value: string
}
export interface OrderPart {
  readonly heading: string
  readonly facts: readonly OrderFact[]
}

const prices: Readonly<Record<PriceModel, string>> = {
  cpm: 'for a thousand impressions',
  vcpm: 'for a thousand impressions that were seen',
  cpc: 'for a click',
  flat: 'for the whole flight',
}
const paces: Readonly<Record<Line['pacing'], string>> = {
  even: 'even over the flight',
  'front-loaded': 'more at the beginning',
  fast: 'as fast as possible',
}
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const two = (hour: number): string => String(hour).padStart(2, '0')

type Run = readonly [from: number, to: number]

/** Pure: hours of a day that follow each other, as one. */
function runsOf(hours: readonly number[]): readonly Run[] {
  const runs: [number, number][] = []
  for (const hour of hours) {
    const last = runs.at(-1)
    if (last?.[1] === hour) last[1] = hour + 1
    else runs.push([hour, hour + 1])
  }
  return runs
}

/** Pure: hours of the week in words, days with the same hours together: `Mon–Fri 09–17, Sun 10–12 and 14–16`. */
export function hoursInWords(hours: readonly number[]): string {
  if (hours.length === 0) return 'all hours'
  const groups: { first: number; last: number; said: string }[] = []
  for (const day of days.keys()) {
    const runs = runsOf(hours.filter((hour) => Math.floor(hour / 24) === day).map((hour) => hour % 24))
    if (runs.length === 0) continue
    const said = runs.map(([from, to]) => `${two(from)}–${two(to)}`).join(' and ')
    const last = groups.at(-1)
    if (last?.said === said && last.last === day - 1) last.last = day
    else groups.push({ first: day, last: day, said })
  }
  return groups
    .map(({ first, last, said }) => `${days[first]}${last === first ? '' : `–${days[last]}`} ${said}`)
    .join(', ')
}

const kinds: Readonly<Record<Dimension, string>> = {
  vertical: 'sites about',
  category: 'pages about',
  word: 'words',
  tag: 'tags of pictures',
  colour: 'main colour',
  'site-country': 'sites from',
  language: 'pages in',
  size: 'size of pictures',
}

/** Pure: what is asked for, in words; each kind by itself. */
export function targetsInWords(targets: Targets): string {
  const parts = dimensions.flatMap((dimension) => {
    const values = targets[dimension].map((value) => targetInWords(dimension, value))
    return values.length === 0 ? [] : [`${kinds[dimension]}: ${values.join(', ')}`]
  })
  return parts.length === 0 ? 'nothing named' : parts.join('; ')
}

const sectorsInWords = (sectors: Line['competesIn']): string =>
  sectors.length === 0 ? 'not said' : sectors.map((sector) => targetInWords('vertical', sector)).join(', ')

/** Pure: a line as facts. */
export function lineFacts(line: Line, zone: string, currency: string): readonly OrderFact[] {
  const amount = (micros: bigint): string => `${writeMicros(micros)} ${currency}`
  return [
    { label: 'Number', value: showId('line', line.id) },
    { label: 'Flight', value: `${line.startsOn} to ${line.endsOn}, both days included, by the clocks of ${zone}` },
    { label: 'Price', value: `${amount(line.rateMicros)} ${prices[line.priceModel]}` },
    ...(line.budgetMicros === null ? [] : [{ label: 'Budget', value: amount(line.budgetMicros) }]),
    ...(line.quantity === null ? [] : [{ label: 'Quantity', value: String(line.quantity) }]),
    { label: 'At most', value: amount(costMicros(line)) },
    { label: 'Pacing', value: paces[line.pacing] },
    { label: 'Hours', value: hoursInWords(line.hours) },
    { label: 'Shown where', value: targetsInWords(line.include) },
    { label: 'Kept away from', value: targetsInWords(line.exclude) },
    { label: 'Competes in', value: sectorsInWords(line.competesIn) },
    {
      label: 'Competitors',
      value: line.separation === 'page' ? 'none on the same page view' : 'may stand on the same page view',
    },
    {
      label: 'On a page view',
      value: line.pageViewMax === null ? 'as often as it fits' : `at most ${line.pageViewMax}`,
    },
  ]
}

/** Pure: an order as facts under headings, in the order in which it is read. */
export function partsOf(content: OrderContent, frame: Frame): readonly OrderPart[] {
  const { party, zone, currency, lines } = content
  return [
    {
      heading: 'Between',
      facts: [
        { label: 'Seller', value: `${frame.operator}, ${frame.operatorAddress}, telephone ${frame.operatorPhone}` },
        { label: 'Advertiser', value: party.company },
        { label: 'Street address', value: party.street },
        { label: 'Contact', value: party.name },
        { label: 'E-mail', value: party.email },
        { label: 'Telephone', value: party.telephone },
      ],
    },
    {
      heading: 'Terms and payment',
      facts: [
        { label: 'Terms', value: `Advertiser Terms ${frame.terms.id}, version ${frame.terms.version}` },
        { label: 'Purchase order', value: content.purchaseOrder ?? 'none' },
        { label: 'Currency', value: currency },
        {
          label: 'Invoices',
          value: `by the details given with this version, kept apart under the mark ${frame.billingMark}`,
        },
        { label: 'At most', value: `${writeMicros(totalMicros(lines))} ${currency} in all, before tax` },
        { label: 'Time zone', value: zone },
      ],
    },
    ...lines.map((line, at) => ({
      heading: `Line ${at + 1}: ${line.name}`,
      facts: lineFacts(line, zone, currency),
    })),
  ]
}

/**
 * Pure: the text that both sides read and sign. Each value stands within its line, so that none can make a heading or a
 * fact of its own.
 *
 * @throws Error where a value breaks its line
 */
export function composeOrder(content: OrderContent, frame: Frame): string {
  const parts = partsOf(content, frame)
  for (const { heading, facts } of parts) {
    for (const text of [heading, ...facts.map(({ value }) => value)]) {
      if (/[\p{Cc}\u2028\u2029]/u.test(text)) throw new Error('a value breaks the line in which it stands')
    }
  }
  return [
    `Insertion order: ${content.title}`,
    `Order ${frame.shownId}, version ${frame.version}`,
    ...parts.map(({ heading, facts }) =>
      [heading, ...facts.map(({ label, value }) => `${label}: ${value}`)].join('\n'),
    ),
    'It binds once both sides have signed exactly this text, and is changed only by a new version that both have signed.',
  ]
    .join('\n\n')
    .concat('\n')
}

/** Pure: a composed text as its parts again, for the paper. */
export function readComposed(text: string): {
  readonly title: string
  readonly about: string
  readonly parts: readonly OrderPart[]
  readonly end: string
} {
  const [title = '', about = '', ...rest] = text.trimEnd().split('\n\n')
  const end = rest.pop() ?? ''
  const parts = rest.map((block) => {
    const [heading = '', ...lines] = block.split('\n')
    return {
      heading,
      facts: lines.map((line) => {
        const at = line.indexOf(': ')
        return { label: line.slice(0, at), value: line.slice(at + 2) }
      }),
    }
  })
  return { title, about, parts, end }
}
