import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { DemoPicture, DemoSet } from './demo-picture.ts'
import { demoSetOf } from './demo-picture.ts'
import { drawWhole } from './draw.ts'
import type { NpmPackage } from './npm-package.ts'
import { spreadByGroup } from './spread.ts'
import { tagsFrom, titleFrom } from './wording.ts'

export const openmojiPackage: NpmPackage = Object.freeze({
  name: 'openmoji',
  version: '17.0.0',
  integrity: 'sha512-EBnYrNGdcdw+OSXmENeNE1yBNRu6tOraTmoOyUbJkTmvT/+XETp8RZLSJFzD3lrPc5N9CzsyPnRTk0Vp4UaI9w==',
  wanted: ['color/svg', 'data/openmoji.json'],
})

const setName = 'openmoji'
/** 7 ms of one core each (2026-11-22). */
const sidePx = 1024
/** A thousand and a few, so that the demo world has that many also where nothing else can be fetched. */
const picturesMax = 1010

const Emoji = z.object({
  hexcode: z.string().regex(/^[0-9A-F-]+$/),
  group: z.string(),
  subgroups: z.string(),
  annotation: z.string().min(1),
  tags: z.string(),
  openmoji_tags: z.string(),
  openmoji_author: z.string(),
  skintone: z.union([z.string(), z.number()]),
})
export type Emoji = z.output<typeof Emoji>

/** Groups that are shown; where a list is given, only these subgroups of the group. */
const shownGroups: ReadonlyMap<string, readonly string[] | 'all'> = new Map<string, readonly string[] | 'all'>([
  ['smileys-emotion', 'all'],
  ['people-body', 'all'],
  ['animals-nature', 'all'],
  ['food-drink', 'all'],
  ['travel-places', 'all'],
  ['activities', 'all'],
  ['objects', 'all'],
  ['extras-openmoji', ['animals-nature', 'climate-environment', 'food-drink', 'gardening', 'objects', 'travel-places']],
])

/** Rows of nearly the same picture. */
const hiddenSubgroups: ReadonlySet<string> = new Set([
  'emotion',
  'face-concerned',
  'face-neutral-skeptical',
  'family',
  'hand-fingers-closed',
  'hand-fingers-open',
  'hand-single-finger',
  'mail',
  'person',
  'person-gesture',
  'person-symbol',
  'sound',
])

/** The gendered and turned doubles of a person, the half hours, hearts in all colours, the phases of the moon. */
const doublePattern =
  /^(man|woman|men|women)\b|facing right|: |o’clock$|-thirty$|^(pink|orange|yellow|green|blue|light blue|purple|brown|black|grey|white) heart$|suit$|^(new|full) moon$|quarter moon$|^(waxing|waning)/

/** What does not belong on a first page, and names and shapes that belong to somebody. */
const hiddenAnnotations: ReadonlySet<string> = new Set([
  'HAL 9000',
  'atom bomb',
  'bomb',
  'cigarette',
  'coffin',
  'crossed swords',
  'dagger',
  'drop of blood',
  'funeral urn',
  'guy fawkes mask',
  'headstone',
  'middle finger',
  'name badge',
  'pile of poo',
  'tardis',
  'water pistol',
])

/** Reads `data/openmoji.json`; an entry without the fields we need is a changed format, and throws. */
export function readEmoji(json: string): Emoji[] {
  return z.array(Emoji).parse(JSON.parse(json))
}

/** Whether the demo world shows this one: no skin tones, no flags, no signs, no doubles. */
export function isShown(emoji: Emoji): boolean {
  const subgroups = shownGroups.get(emoji.group)
  return (
    subgroups !== undefined &&
    (subgroups === 'all' || subgroups.includes(emoji.subgroups)) &&
    emoji.skintone === '' &&
    !hiddenSubgroups.has(emoji.subgroups) &&
    !hiddenAnnotations.has(emoji.annotation) &&
    !doublePattern.test(emoji.annotation)
  )
}

/** One emoji as a picture of the demo world; `draw` gives its bytes. */
export function pictureOfEmoji(emoji: Emoji, draw: () => Promise<Buffer>): DemoPicture {
  const title = titleFrom(emoji.annotation)
  const author = emoji.openmoji_author.trim()
  return {
    set: setName,
    name: emoji.hexcode,
    file: draw,
    title,
    alt: `Emoji drawing: ${title}, in flat colours with dark outlines on a transparent background.`,
    tags: tagsFrom([
      ...`${emoji.openmoji_tags},${emoji.tags}`.split(','),
      ...emoji.subgroups.split('-'),
      ...emoji.group.replace('extras-openmoji', '').split('-'),
      'emoji',
    ]),
    licence: 'CC-BY-SA-4.0',
    attribution: author === '' ? 'OpenMoji (openmoji.org)' : `${author}, OpenMoji (openmoji.org)`,
    sourceUrl: `https://openmoji.org/library/emoji-${emoji.hexcode}/`,
  }
}

/** The set, from the unpacked package. */
export async function openOpenmoji(folder: string): Promise<DemoSet> {
  const seen = new Set<string>()
  const shown = readEmoji(await readFile(join(folder, 'data', 'openmoji.json'), 'utf8')).filter((emoji) => {
    // Some of OpenMoji's own drawings became Unicode later and are there twice.
    if (!isShown(emoji) || seen.has(emoji.annotation)) return false
    seen.add(emoji.annotation)
    return true
  })
  const pictures = spreadByGroup(shown, ({ group, subgroups }) => `${group}/${subgroups}`)
    .slice(0, picturesMax)
    .map((emoji) =>
      pictureOfEmoji(emoji, async () =>
        drawWhole(await readFile(join(folder, 'color', 'svg', `${emoji.hexcode}.svg`)), sidePx),
      ),
    )
  return demoSetOf(
    {
      name: setName,
      label: 'OpenMoji',
      about:
        'Open-source emoji and icons, drawn at the HfG Schwäbisch Gmünd and by many others. Shown here as PNG with real transparency, drawn from the SVG files of OpenMoji.',
      member: { username: 'openmoji', displayName: 'OpenMoji' },
      licence: 'CC-BY-SA-4.0',
    },
    pictures,
  )
}
