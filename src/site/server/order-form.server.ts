import { type ActionFailure, type RequestEvent, fail } from '@sveltejs/kit'
import type { House } from '#app'
import type { Line, ShownOrder } from '#ads/orders'
import { countries } from '#site/ui/countries.ts'
import type { FormRefusal, Overtaking } from '#site/ui/form-refusal.ts'
import { given, organisationAt, orNothing } from './console.server.ts'
import { parse } from './refusals.server.ts'

type Orders = Pick<House, 'orders' | 'sites'>

/** Kinds of targets as a form names them: `inTag`, `outTag`. */
const dimensionOf = {
  Vertical: 'vertical',
  Category: 'category',
  Word: 'word',
  Tag: 'tag',
  Colour: 'colour',
  Country: 'site-country',
  Language: 'language',
  Size: 'size',
} as const
const kinds = Object.keys(dimensionOf) as (keyof typeof dimensionOf)[]
const sidesOf = { in: 'include', out: 'exclude' } as const

/** Fields of a line that come as several values. */
export const listsOfLine: readonly string[] = [
  ...['hours', 'competesIn'],
  ...kinds.flatMap((kind) => [`in${kind}`, `out${kind}`]),
]

/** Every value of a field that stands several times comes back with an answer, and goes to the use case. */
export function withLists(form: FormData): FormData {
  const result = new FormData()
  for (const [name, value] of form) if (!listsOfLine.includes(name)) result.append(name, value)
  for (const name of listsOfLine) if (form.has(name)) result.set(name, form.getAll(name).join(','))
  return result
}

const listed = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
const letters = [...'abcdefghijklmnopqrstuvwxyz']
/** Languages by name: ISO 639-1, with the English name that Unicode CLDR has. */
const languageCodes = new Map(
  letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      const name = languages.of(code)
      // Codes that were given up, as iw, come with the name of those that took their place.
      return name === undefined || Intl.getCanonicalLocales(code)[0] !== code
        ? []
        : [[name.toLowerCase(), code] as const]
    }),
)
const countryCodes = new Map(countries.map(([code, name]) => [name.toLowerCase(), code]))

/** What people call targets of these kinds, in small letters, with the codes that stand for them. */
const codesOf = ({
  sites,
}: Orders): Readonly<Partial<Record<keyof typeof dimensionOf, ReadonlyMap<string, string>>>> => ({
  Country: countryCodes,
  Language: languageCodes,
  Category: new Map(Object.entries(sites.verticals).map(([code, called]) => [called.toLowerCase(), code])),
})
const isNamed: ReadonlySet<keyof typeof dimensionOf> = new Set(['Country', 'Language', 'Category'])

/** The code of what somebody named; what has no such name is taken as it is. */
const codeOf = (house: Orders, kind: keyof typeof dimensionOf, text: string): string =>
  codesOf(house)[kind]?.get(text.toLowerCase()) ?? text

const workHours = [0, 1, 2, 3, 4].flatMap((day) => Array.from({ length: 10 }, (_, hour) => day * 24 + 8 + hour))

function hoursOf({ atHours, hours }: Record<string, string>): number[] {
  if (atHours === 'work') return workHours
  if (atHours !== 'grid') return []
  const chosen = new Set(listed(hours).map(Number))
  return [...chosen]
    .filter((hour) => Number.isInteger(hour) && hour >= 0 && hour < 168)
    .sort((one, other) => one - other)
}

/** The field of the form that something of a line was filled in as. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [first, second] = path.map(String)
  if (first === 'name') return 'lineName'
  if (first === 'dayParts') return 'hours'
  // Of the whole order nothing but a subject that nobody knows is told of its lines.
  if (first === 'lines') return 'inCategory'
  for (const [side, of] of Object.entries(sidesOf)) {
    if (first !== of) continue
    const kind = kinds.find((one) => dimensionOf[one] === second) ?? 'Tag'
    return side + kind
  }
  return first ?? 'form'
}

/** A line as a form sent it, looked at by itself. @throws to `answering`, with a reason for each field */
export function readLine(house: Orders, form: FormData) {
  const values = given(form)
  const { lineName, line, quantity, pageViewMax, competesIn, separation, ...rest } = values
  const { startsOn, endsOn, priceModel, rate, budget, pacing, revision } = rest
  const targets = (side: keyof typeof sidesOf) =>
    Object.fromEntries(
      kinds.map((kind) => [dimensionOf[kind], listed(values[side + kind]).map((text) => codeOf(house, kind, text))]),
    )
  const filledIn = {
    ...(line === undefined ? {} : { id: line }),
    ...{ name: lineName, startsOn, endsOn, priceModel, rate, budget, pacing, revision },
    ...(quantity === undefined ? {} : { quantity: Number(quantity) }),
    ...(pageViewMax === undefined ? {} : { pageViewMax: Number(pageViewMax) }),
    ...(separation === undefined ? {} : { separation }),
    dayParts: house.orders.dayPartsOf(hoursOf(values)),
    competesIn: listed(competesIn),
    include: targets('in'),
    exclude: targets('out'),
  }
  return parse(
    {
      safeParse: (value: unknown) => {
        const parsed = house.orders.PutLineInput.safeParse(value)
        if (parsed.success) return { success: true as const, data: parsed.data }
        const issues = parsed.error.issues.map(({ path, message }) => ({ path: [fieldOf(path)], message }))
        return { success: false as const, error: { issues } }
      },
    },
    filledIn,
  )
}

/** What a refused part of an order says, in the fields of the form of a line. */
export const inFieldsOfLine = (fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).map(([field, reason]) => [fieldOf([field]), reason]))

/** A line as the form shows it. */
export function lineValues({ orders }: Orders, line: Line): Readonly<Record<string, string>> {
  const { name, quantity, pageViewMax, competesIn, budget, ...rest } = orders.lineAsFilledIn(line)
  const targets = Object.entries(sidesOf).flatMap(([side, of]) =>
    kinds.map((kind) => {
      const dimension = dimensionOf[kind]
      const shown = line[of][dimension].map((value) =>
        isNamed.has(kind) ? orders.nameOfTarget(dimension, value) : value,
      )
      return [
        side + kind,
        shown.join(kind === 'Vertical' || kind === 'Size' || kind === 'Colour' ? ',' : ', '),
      ] as const
    }),
  )
  return {
    ...Object.fromEntries(targets),
    ...{ line: rest.id, lineName: name, startsOn: line.startsOn, endsOn: line.endsOn, priceModel: line.priceModel },
    ...{ rate: rest.rate, budget: budget ?? '', quantity: quantity === undefined ? '' : String(quantity) },
    ...{ pacing: line.pacing, separation: line.separation, competesIn: competesIn.join(',') },
    pageViewMax: pageViewMax === undefined ? '' : String(pageViewMax),
    atHours: line.hours.length === 0 ? 'always' : line.hours.join() === workHours.join() ? 'work' : 'grid',
    hours: line.hours.join(','),
  }
}

/** What an order cannot be without, but for its lines. */
export const neededOfHead = ['title', 'zone', 'currency', 'company', 'street', 'name', 'email', 'telephone'] as const

/** What is said of an order as a whole, as the form shows it. */
export const headValues = ({ content }: Pick<ShownOrder, 'content'>): Readonly<Record<string, string>> => ({
  ...{ title: content.title, zone: content.zone, currency: content.currency, ...content.party },
  purchaseOrder: content.purchaseOrder ?? '',
  legalName: content.billing?.legalName ?? '',
  billingAddress: content.billing?.billingAddress ?? '',
  taxNumber: content.billing?.taxNumber ?? '',
})

/**
 * The answer to a form that was overtaken, with the state of the order that the next try is about, and where it now says
 * something else than was typed.
 */
export async function tellOvertaken<Done>(
  answer: Done | ActionFailure<FormRefusal>,
  read: () => Promise<{ readonly revision: number; readonly says: Readonly<Record<string, string>> }>,
): Promise<Done | ActionFailure<Overtaking>> {
  const refusal = (answer as { readonly data?: FormRefusal } | undefined)?.data
  if (refusal?.code !== 'order-changed-meanwhile') return answer
  const { revision, says } = await read()
  const { values } = refusal
  const meanwhile = Object.fromEntries(
    Object.entries(says).filter(([name, now]) => now !== (values[name] ?? '').trim()),
  )
  return fail(409, { ...refusal, values: { ...values, revision: String(revision) }, meanwhile })
}

type OfOrder = Pick<RequestEvent, 'locals' | 'url'> & {
  readonly params: { readonly organisation: string; readonly order: string }
}

/** The order that the address of a page names, for whoever may read it; where there is none, there is no page. */
export async function orderAt(event: OfOrder): Promise<ShownOrder> {
  const { orders, ctx } = event.locals.house
  const id = await organisationAt(event)
  return orNothing(async () => {
    await orders.requireOrderOf(ctx, id, event.params.order)
    return orders.getOrder(ctx, event.locals.actor, event.params.order)
  })
}

/** Whether an order can still be changed. */
export const isOver = ({ state, cancelled }: Pick<ShownOrder, 'state' | 'cancelled'>): boolean =>
  state === 'finished' || cancelled !== null

/** The zones there are, for a list. */
export const zones = (own?: string): readonly (readonly [string, string])[] =>
  [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(own === undefined ? [] : [own])])].map((zone) => [
    zone,
    zone.replaceAll('_', ' '),
  ])
