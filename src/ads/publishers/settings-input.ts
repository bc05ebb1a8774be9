import * as z from 'zod'
import { SiteHost } from '#ads/sites'
import { CategoryId } from '#ads/taxonomy'
import { businessText } from '#platform/free-text'
import { type Format, formats } from '#support/offers'
import { contrastMin, contrastOf } from './contrast.rules.ts'
import { readPagePattern } from './page-pattern.rules.ts'
import { corners, edges, labels, leastHeight, leastWidth } from './picture-settings.ts'
import { readSelector } from './selector.rules.ts'

export const selectorsMax = 20
export const pagesMax = 100
export const blockedMax = 200
export const perPageMax = 10

type Read = { readonly value: string } | { readonly why: string }

/** A list as a program sends it, or a text with one on each line, as a form does. What comes twice is there once. */
function list(field: string, most: number, read: (written: string) => Read) {
  return z
    .union([
      businessText(field)
        .max(40_000, { error: 'This is too long.' })
        .transform((text) => text.split(/[\r\n]+/)),
      z.array(businessText(field).max(1000)).max(1000),
    ])
    .transform((lines, ctx) => {
      const items = new Set<string>()
      for (const line of lines.map((each) => each.trim()).filter(Boolean)) {
        const item = read(line)
        if ('value' in item) items.add(item.value)
        else ctx.addIssue({ code: 'custom', message: `“${line.slice(0, 60)}”: ${item.why}` })
      }
      if (items.size > most) ctx.addIssue({ code: 'custom', message: `Give at most ${most}.` })
      return [...items]
    })
}

/** Words of a closed list: several boxes of a form come joined by spaces. */
const chosen = <Word extends string>(words: readonly Word[], error: string) =>
  z.union([z.string().max(2000), z.array(z.string().max(40)).max(200)]).transform((given, ctx) => {
    const names = new Set(typeof given === 'string' ? given.split(/\s+/).filter(Boolean) : given)
    const known = words.filter((word) => names.has(word))
    if (known.length !== names.size) ctx.addIssue({ code: 'custom', message: error })
    return known
  })

/** Ids as they look; boxes of a form come joined by spaces. Whether there is such a subject is asked where they are saved. */
const categories = (error: string) =>
  z.union([z.string().max(2000), z.array(z.string().max(40)).max(blockedMax)]).transform((given, ctx) => {
    const ids = [...new Set(typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : given)]
    if (ids.some((id) => !CategoryId.safeParse(id).success)) ctx.addIssue({ code: 'custom', message: error })
    if (ids.length > blockedMax) ctx.addIssue({ code: 'custom', message: `Give at most ${blockedMax}.` })
    return ids
  })

const selectors = (field: string) =>
  list(field, selectorsMax, (line) => {
    const read = readSelector(line)
    return 'selector' in read ? { value: read.selector } : read
  })
const whole = (least: number, most: number) =>
  z.coerce
    .number({ error: `Give a number from ${least} to ${most}.` })
    .int({ error: 'Give a whole number.' })
    .min(least, { error: `Give ${least} or more.` })
    .max(most, { error: `Give ${most} or less.` })
const Colour = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, { error: 'Give a colour as #rrggbb.' })
const yesOrNo = z.union([z.boolean(), z.enum(['on', 'yes', 'no']).transform((word) => word !== 'no')])

const choices = {
  pictures: selectors('pictures').refine((lines) => lines.length > 0, {
    error: 'Say which pictures may carry an ad, as img.',
  }),
  minWidth: whole(leastWidth, 4000),
  minHeight: whole(leastHeight, 4000),
  formats: chosen(Object.keys(formats) as Format[], 'Choose among the shapes that there are.').refine(
    (given) => given.length > 0,
    { error: 'Choose one shape at least.' },
  ),
  corner: z.enum(corners, { error: 'Choose a corner.' }),
  edge: z.enum(edges, { error: 'Choose an edge.' }),
  adBackground: Colour,
  adText: Colour,
  labelBackground: Colour,
  labelText: Colour,
  label: z.enum(labels, { error: 'Choose the word of the label.' }),
  maxPerPage: whole(1, perPageMax),
}

const bans = {
  neverPictures: selectors('neverPictures').default([]),
  neverPages: list('neverPages', pagesMax, (line) => {
    const read = readPagePattern(line)
    return 'pattern' in read ? { value: read.pattern } : read
  }).default([]),
  blockedAdvertisers: list('blockedAdvertisers', blockedMax, (line) =>
    /^adv_[0-9a-z]{26}$/.test(line)
      ? { value: line }
      : { why: 'Give the number of an advertiser, adv_ and 26 signs; it stands where an ad says why it is shown.' },
  ).default([]),
  blockedHosts: list('blockedHosts', blockedMax, (line) => {
    const read = SiteHost.safeParse(line)
    return read.success ? { value: read.data } : { why: read.error.issues[0]?.message ?? '' }
  }).default([]),
  blockedCategories: categories('Choose among the subjects that there are.').default([]),
  blockedWords: list('blockedWords', blockedMax, (line) =>
    line.length <= 60
      ? { value: line.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ') }
      : { why: 'Use at most 60 characters.' },
  ).default([]),
}

/** The version of the settings that was read before: of two who change them at once the second is told. */
const version = z.coerce.number().int().min(0)

const colourNames = ['adBackground', 'adText', 'labelBackground', 'labelText'] as const
type Given = { readonly [Name in (typeof colourNames)[number]]?: string | undefined }

/** Either text on its ground; the ratio that there is stands beside the field. */
function requireContrast(given: Given, ctx: z.RefinementCtx): void {
  for (const [text, ground] of [
    ['adText', 'adBackground'],
    ['labelText', 'labelBackground'],
  ] as const) {
    const [one, other] = [given[text], given[ground]]
    if (one === undefined || other === undefined) continue
    const ratio = contrastOf(one, other)
    if (ratio >= contrastMin) continue
    // Cut and not rounded, so that 4.49 never reads as enough.
    const message = `The contrast with its ground is ${Math.floor(ratio * 100) / 100}; take colours that have 4.5 or more.`
    ctx.addIssue({ code: 'custom', path: [text], message })
  }
}

export const SaveSettingsInput = z
  .strictObject({ settingsVersion: version, ...choices, sendsTitle: yesOrNo.default(false), ...bans })
  .superRefine(requireContrast)
export type SaveSettingsInput = z.output<typeof SaveSettingsInput>

/** What is empty is as everywhere. */
const orAsEverywhere = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => undefined), z.null().transform(() => undefined), schema]).optional()

export const SaveSiteSettingsInput = z
  .strictObject({
    settingsVersion: version,
    /** `sit_…` */
    site: z.string().max(60),
    pictures: orAsEverywhere(choices.pictures),
    minWidth: orAsEverywhere(choices.minWidth),
    minHeight: orAsEverywhere(choices.minHeight),
    formats: orAsEverywhere(choices.formats),
    corner: orAsEverywhere(choices.corner),
    edge: orAsEverywhere(choices.edge),
    adBackground: orAsEverywhere(Colour),
    adText: orAsEverywhere(Colour),
    labelBackground: orAsEverywhere(Colour),
    labelText: orAsEverywhere(Colour),
    label: orAsEverywhere(choices.label),
    maxPerPage: orAsEverywhere(choices.maxPerPage),
    sendsTitle: orAsEverywhere(yesOrNo),
    ...bans,
  })
  .superRefine((given, ctx) => {
    const missing = colourNames.filter((name) => given[name] === undefined)
    if (missing.length > 0 && missing.length < colourNames.length) {
      // Half of them on a ground that changes elsewhere could become unreadable.
      for (const name of missing) ctx.addIssue({ code: 'custom', path: [name], message: 'Give all four, or none.' })
    }
    requireContrast(given, ctx)
  })
export type SaveSiteSettingsInput = z.output<typeof SaveSiteSettingsInput>

export const ClearSiteSettingsInput = z.strictObject({ settingsVersion: version, site: z.string().max(60) })
export type ClearSiteSettingsInput = z.output<typeof ClearSiteSettingsInput>
