import * as z from 'zod'
import { partyFields } from '#ads/agreements'
import { verticals } from '#ads/sites'
import { CategoryId } from '#ads/taxonomy'
import { businessText } from '#platform/free-text'
import { type Id, readId } from '#platform/ids'
import { daysBetween, isDay, isZone } from './days.rules.ts'
import { affordable, amountMaxMicros, isCurrency, leastMicros, readMicros } from './money.rules.ts'
import { type OrderContent, pacings, pictureSizes, priceModels, separations } from './order.ts'

/** One line of words. */
export const oneLine = (field: string, max: number, ask: string) =>
  businessText(field)
    .trim()
    .min(1, { error: ask })
    .max(max, { error: `Use at most ${max} characters.` })
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, { error: 'Use one line.' })

/** Words that say why: of ten characters at least, in one paragraph. */
export const because = (field: string, ask: string) =>
  businessText(field)
    .trim()
    .transform((text) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '))
    .pipe(z.string().min(10, { error: ask }).max(1000, { error: 'Use at most 1000 characters.' }))

const Amount = z
  .string({ error: 'Give an amount, as 1250.00.' })
  .trim()
  .transform((text, ctx) => {
    const micros = readMicros(text)
    const problem =
      micros === null
        ? 'Write an amount with a point and without other signs, as 1250.00.'
        : micros === 0n
          ? 'Give more than nothing.'
          : micros > amountMaxMicros
            ? 'Give at most 1000000000.00. Make another line for more.'
            : null
    if (problem === null && micros !== null) return micros
    ctx.addIssue({ code: 'custom', message: problem ?? '' })
    return z.NEVER
  })

const Day = z.string({ error: 'Choose a day.' }).trim().refine(isDay, { error: 'Choose a day, as 2026-03-29.' })

const list = <Item extends z.ZodType>(item: Item, max = 100) =>
  z
    .array(item)
    .max(max, { error: `Use at most ${max} of them.` })
    .default([])
const word = (field: string) => oneLine(field, 60, 'Leave empty ones out.').transform((text) => text.toLowerCase())
const verticalWords = Object.keys(verticals) as [keyof typeof verticals, ...(keyof typeof verticals)[]]
const Vertical = z.enum(verticalWords, { error: 'Choose sectors from the list.' })

/** What a line asks for, or keeps away from. */
const TargetsInput = z.strictObject({
  vertical: list(Vertical),
  category: list(CategoryId),
  word: list(word('word')),
  tag: list(word('tag')),
  colour: list(
    z
      .string()
      .trim()
      .regex(/^#[0-9a-f]{6}$/i, { error: 'Give colours like #2b3fd1.' })
      .toLowerCase(),
  ),
  'site-country': list(
    z
      .string()
      .trim()
      .regex(/^[A-Z]{2}$/i, { error: 'Give countries by their two letters.' })
      .toUpperCase(),
  ),
  language: list(
    z
      .string()
      .trim()
      .regex(/^[a-z]{2}$/i, { error: 'Give languages by their two letters.' })
      .toLowerCase(),
  ),
  size: list(z.enum(pictureSizes, { error: 'Choose small, medium or large.' })),
})

/** Days of the week, Monday is 1, and the hours between which something is shown on them. */
const DayPart = z
  .strictObject({
    days: z.array(z.number().int().min(1).max(7)).min(1, { error: 'Choose a day of the week.' }).max(7),
    fromHour: z.number().int().min(0).max(23),
    toHour: z.number().int().min(1).max(24),
  })
  .refine(({ fromHour, toHour }) => toHour > fromHour, { path: ['toHour'], error: 'It ends after it begins.' })

const LineId = z
  .string()
  .max(60)
  .transform((text, ctx) => {
    const id = readId('line', text)
    if (id) return id
    ctx.addIssue({ code: 'custom', message: 'There is no such line. Leave its number out to add one.' })
    return z.NEVER
  })

const emptyTargets = {
  vertical: [],
  category: [],
  word: [],
  tag: [],
  colour: [],
  'site-country': [],
  language: [],
  size: [],
}

export const LineInput = z
  .strictObject({
    /** `lin_…` of a line that was there before; a line without one is new. */
    id: LineId.optional(),
    name: oneLine('lines', 120, 'Name the line.'),
    startsOn: Day,
    endsOn: Day,
    priceModel: z.enum(priceModels, { error: 'Choose how it is priced.' }),
    rate: Amount,
    budget: Amount.optional(),
    quantity: z
      .number({ error: 'Give a whole number.' })
      .int({ error: 'Give a whole number.' })
      .min(1, { error: 'Give 1 or more.' })
      .max(1e12, { error: 'Give at most a million million.' })
      .transform(BigInt)
      .optional(),
    pacing: z.enum(pacings, { error: 'Choose how it is spread.' }).default('even'),
    // At most every other hour of each day.
    dayParts: list(DayPart, 84),
    competesIn: list(Vertical, 20),
    separation: z.enum(separations, { error: 'Choose what competitors may do.' }).default('none'),
    pageViewMax: z
      .number({ error: 'Give a whole number.' })
      .int({ error: 'Give a whole number.' })
      .min(1, { error: 'Give 1 or more.' })
      .max(20, { error: 'Give 20 or less.' })
      .optional(),
    include: TargetsInput.default(emptyTargets as never),
    exclude: TargetsInput.default(emptyTargets as never),
  })
  .superRefine((line, ctx) => {
    const say = (path: string, message: string): void => {
      ctx.addIssue({ code: 'custom', path: [path], message })
    }
    const days = daysBetween(line.startsOn, line.endsOn)
    if (days < 0) say('endsOn', 'It ends on the day on which it begins, or later.')
    if (days > 1100) say('endsOn', 'A flight has three years at most.')
    const { budget, quantity } = line
    if (line.priceModel === 'flat') {
      if (budget !== undefined) say('budget', 'A flat price has no budget beside it. Leave it empty.')
      if (quantity !== undefined) say('quantity', 'A flat price has no quantity beside it. Leave it empty.')
    } else if (budget === undefined && quantity === undefined) {
      say('budget', 'Give a budget or a quantity.')
    } else if (budget !== undefined && quantity !== undefined) {
      say('quantity', 'Give a budget or a quantity, not both.')
    } else if (affordable({ ...line, rateMicros: line.rate, budgetMicros: budget ?? null, quantity: null }) === 0n) {
      if (budget !== undefined) say('budget', 'At this rate the budget pays for nothing. Give more.')
    }
    if (line.separation === 'page' && line.competesIn.length === 0) {
      say('competesIn', 'Say in which sectors it competes, so that competitors can be told.')
    }
    for (const dimension of Object.keys(emptyTargets) as (keyof typeof emptyTargets)[]) {
      const excluded = new Set<string>(line.exclude[dimension])
      if (line.include[dimension].some((value) => excluded.has(value))) {
        ctx.addIssue({
          code: 'custom',
          path: ['exclude', dimension],
          message: 'The same cannot be asked for and kept away from.',
        })
      }
    }
  })
export type LineInput = z.output<typeof LineInput>

const revision = z.coerce.number({ error: 'Look at the order again, then change it.' }).int().min(1)

/** One line as it is to be from now on, or one more, by whoever has read the order up to this step. */
export const PutLineInput = LineInput.safeExtend({ revision })
export type PutLineInput = z.output<typeof PutLineInput>

/** Which line is to go, by whoever has read the order up to this step. */
export const RemoveLineInput = z.strictObject({ line: z.string().max(60), revision })
export type RemoveLineInput = z.output<typeof RemoveLineInput>

/** How many lines an order has at most. */
export const linesMax = 50

/** What is said of an order as a whole. */
const headFields = {
  title: oneLine('title', 120, 'Name the order.'),
  zone: z.string({ error: 'Choose a time zone.' }).refine(isZone, { error: 'Choose a time zone, as Europe/Lisbon.' }),
  currency: z
    .string({ error: 'Give a currency by its three letters, as EUR.' })
    .trim()
    .toUpperCase()
    .refine(isCurrency, { error: 'Give a currency by its three letters, as EUR.' }),
  purchaseOrder: oneLine('purchaseOrder', 60, 'Leave it out where there is none.').optional(),
  ...partyFields,
  legalName: oneLine('legalName', 200, 'Give the name that stands on invoices.').optional(),
  billingAddress: businessText('billingAddress')
    .trim()
    .transform((text) => text.replaceAll(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, ', '))
    .pipe(
      z
        .string()
        .min(1, { error: 'Give the address that stands on invoices.' })
        .max(500, { error: 'Use at most 500 characters.' }),
    )
    .optional(),
  taxNumber: oneLine('taxNumber', 40, 'Leave it out where there is none.').optional(),
}

/**
 * What is to be said of an order as a whole from now on, by whoever has read it up to this step. What is left out stays
 * as it is; a purchase order is taken away with null.
 */
export const ChangeHeadInput = z
  .strictObject(headFields)
  .partial()
  .extend({ purchaseOrder: headFields.purchaseOrder.nullable(), revision })
export type ChangeHeadInput = z.output<typeof ChangeHeadInput>

/** What an order says. The form, the API and staff fill in the same. */
export const OrderInput = z
  .strictObject({
    ...headFields,
    lines: z
      .array(LineInput)
      .max(linesMax, { error: `An order has at most ${linesMax} lines.` })
      .default([]),
  })
  .superRefine(({ currency, lines }, ctx) => {
    if (!isCurrency(currency)) return
    const least = leastMicros(currency)
    lines.forEach(({ budget, rate, priceModel }, at) => {
      const check = (field: string, micros: bigint): void => {
        if (micros % least === 0n) return
        ctx.addIssue({
          code: 'custom',
          path: ['lines', at, field],
          message: `${currency} has no smaller amounts than that. Round it.`,
        })
      }
      if (budget !== undefined) check('budget', budget)
      if (priceModel === 'flat') check('rate', rate)
    })
    const ids = lines.flatMap(({ id }) => (id ? [id] : []))
    if (new Set(ids).size < ids.length) {
      ctx.addIssue({ code: 'custom', path: ['lines'], message: 'The same line is there twice.' })
    }
  })
export type OrderInput = z.output<typeof OrderInput>

/** What an order is to say from now on, by whoever has read it up to this step. */
export const ChangeOrderInput = OrderInput.safeExtend({ revision })
export type ChangeOrderInput = z.output<typeof ChangeOrderInput>

/** Pure: hours of the week, each once, in order; all of them are none. */
const hoursOf = (parts: LineInput['dayParts']): readonly number[] => {
  const hours = new Set<number>()
  for (const { days, fromHour, toHour } of parts) {
    for (const day of days) for (let hour = fromHour; hour < toHour; hour++) hours.add((day - 1) * 24 + hour)
  }
  return hours.size === 168 ? [] : [...hours].sort((one, other) => one - other)
}

const each = <Item>(values: readonly Item[]): readonly Item[] => [...new Set(values)]

/** Pure: what was filled in, as an order says it. @param newLine makes the number of a line that is new */
export function contentOf(
  { lines, name, company, street, email, telephone, ...input }: OrderInput,
  billing: OrderContent['billing'],
  newLine: () => Id<'line'>,
): OrderContent {
  const targets = (given: LineInput['include']) => ({
    ...{ vertical: each(given.vertical), category: each(given.category), word: each(given.word), tag: each(given.tag) },
    ...{ colour: each(given.colour), 'site-country': each(given['site-country']), language: each(given.language) },
    size: each(given.size),
  })
  return {
    title: input.title,
    zone: input.zone,
    currency: input.currency,
    purchaseOrder: input.purchaseOrder ?? null,
    party: { name, company, street, email, telephone },
    billing,
    lines: lines.map((line) => ({
      id: line.id ?? newLine(),
      name: line.name,
      startsOn: line.startsOn,
      endsOn: line.endsOn,
      priceModel: line.priceModel,
      rateMicros: line.rate,
      budgetMicros: line.budget ?? null,
      quantity: line.quantity ?? null,
      pacing: line.pacing,
      hours: hoursOf(line.dayParts),
      competesIn: each(line.competesIn),
      separation: line.separation,
      pageViewMax: line.pageViewMax ?? null,
      include: targets(line.include),
      exclude: targets(line.exclude),
    })),
  }
}
