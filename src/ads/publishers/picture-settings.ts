import type { Format } from '#support/offers'

export const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const
export type Corner = (typeof corners)[number]
export const edges = ['top', 'bottom'] as const
export type Edge = (typeof edges)[number]

/** What stands beside every ad, so that nobody takes it for a part of the picture. There is no other word, and no none. */
export const labels = ['Ad', 'Advertisement', 'Sponsored'] as const
export type Label = (typeof labels)[number]

/** Each as `#rrggbb`; either text on its ground has a contrast of 4.5 at least. */
export interface Colours {
  readonly background: string
  readonly text: string
  readonly labelBackground: string
  readonly labelText: string
}

/** What a publisher chooses; a site of theirs may choose otherwise. Lengths are pixels of CSS. */
export interface Choices {
  /** Selectors of the pictures that may carry an ad. */
  readonly pictures: readonly string[]
  readonly minWidth: number
  readonly minHeight: number
  readonly formats: readonly Format[]
  /** In which corner those ads stand that stand in one. */
  readonly corner: Corner
  /** At which edge a strip is. */
  readonly edge: Edge
  readonly colours: Colours
  readonly label: Label
  /** How many ads a page has at most. */
  readonly maxPerPage: number
  /** Whether the tag may send the title of a page, to choose an ad by its words. */
  readonly sendsTitle: boolean
}

/** What a publisher forbids; a site of theirs may forbid more, and never less. */
export interface Bans {
  /** Selectors of pictures that never carry one. */
  readonly neverPictures: readonly string[]
  /** Patterns of paths of pages without any. */
  readonly neverPages: readonly string[]
  /** `adv_…` */
  readonly blockedAdvertisers: readonly string[]
  /** Hosts to which an ad must not lead, with everything below them. */
  readonly blockedHosts: readonly string[]
  /** Ids of the Content Taxonomy 3.1. */
  readonly blockedCategories: readonly string[]
  readonly blockedWords: readonly string[]
}

export interface PictureSettings extends Choices, Bans {}

/** What holds for one site beside what holds for all: choices that are null are those of all. */
export type SiteSettings = { readonly [Name in keyof Choices]: Choices[Name] | null } & Bans

/** The least size of a picture that carries an ad: on a smaller one it would cover too much. */
export const leastWidth = 300
export const leastHeight = 200

export const noBans: Bans = {
  neverPictures: [],
  neverPages: [],
  blockedAdvertisers: [],
  blockedHosts: [],
  blockedCategories: [],
  blockedWords: [],
}

/** What holds where nobody has chosen yet. */
export const standardSettings: PictureSettings = {
  pictures: ['img'],
  minWidth: leastWidth,
  minHeight: leastHeight,
  formats: ['strip', 'corner'],
  corner: 'bottom-right',
  edge: 'bottom',
  colours: { background: '#ffffff', text: '#1a1a1a', labelBackground: '#1a1a1a', labelText: '#ffffff' },
  label: 'Ad',
  maxPerPage: 3,
  sendsTitle: false,
  ...noBans,
}

/** Pure: what holds on a site: its own choices before those of all, and what either forbids. */
export function settingsOfSite(all: PictureSettings, site: SiteSettings | null): PictureSettings {
  if (!site) return all
  const both = <Item>(name: (from: Bans) => readonly Item[]): readonly Item[] => [
    ...new Set([...name(all), ...name(site)]),
  ]
  return {
    pictures: site.pictures ?? all.pictures,
    minWidth: site.minWidth ?? all.minWidth,
    minHeight: site.minHeight ?? all.minHeight,
    formats: site.formats ?? all.formats,
    corner: site.corner ?? all.corner,
    edge: site.edge ?? all.edge,
    colours: site.colours ?? all.colours,
    label: site.label ?? all.label,
    maxPerPage: site.maxPerPage ?? all.maxPerPage,
    sendsTitle: site.sendsTitle ?? all.sendsTitle,
    neverPictures: both(({ neverPictures }) => neverPictures),
    neverPages: both(({ neverPages }) => neverPages),
    blockedAdvertisers: both(({ blockedAdvertisers }) => blockedAdvertisers),
    blockedHosts: both(({ blockedHosts }) => blockedHosts),
    blockedCategories: both(({ blockedCategories }) => blockedCategories),
    blockedWords: both(({ blockedWords }) => blockedWords),
  }
}
