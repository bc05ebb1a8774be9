/** What others may do with a picture. Codes are SPDX identifiers where SPDX has one. */
export interface Licence {
  readonly code: LicenceCode
  /** As it is written in a credit line. */
  readonly name: string
  /** The deed or text of the licence; null where there is none. */
  readonly url: string | null
  /** Whether whoever uses the picture has to name its author. */
  readonly needsAttribution: boolean
  /** What it allows, in one plain sentence. */
  readonly summary: string
}

const free = 'You may use it for anything, also commercially, without asking and without naming anybody.'
const alike = 'and what you make of it must be shared under the same licence.'

const table = {
  'CC0-1.0': {
    name: 'CC0 1.0',
    url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    needsAttribution: false,
    summary: free,
  },
  'public-domain': {
    name: 'Public Domain Mark 1.0',
    url: 'https://creativecommons.org/publicdomain/mark/1.0/',
    needsAttribution: false,
    summary: `Known to be free of copyright. ${free}`,
  },
  'CC-BY-4.0': {
    name: 'CC BY 4.0',
    url: 'https://creativecommons.org/licenses/by/4.0/',
    needsAttribution: true,
    summary: 'You may use and change it for anything, also commercially, if you name the author.',
  },
  'CC-BY-3.0': {
    name: 'CC BY 3.0',
    url: 'https://creativecommons.org/licenses/by/3.0/',
    needsAttribution: true,
    summary: 'You may use and change it for anything, also commercially, if you name the author.',
  },
  'CC-BY-SA-4.0': {
    name: 'CC BY-SA 4.0',
    url: 'https://creativecommons.org/licenses/by-sa/4.0/',
    needsAttribution: true,
    summary: `You may use and change it for anything, if you name the author, ${alike}`,
  },
  'CC-BY-SA-3.0': {
    name: 'CC BY-SA 3.0',
    url: 'https://creativecommons.org/licenses/by-sa/3.0/',
    needsAttribution: true,
    summary: `You may use and change it for anything, if you name the author, ${alike}`,
  },
  'CC-BY-ND-4.0': {
    name: 'CC BY-ND 4.0',
    url: 'https://creativecommons.org/licenses/by-nd/4.0/',
    needsAttribution: true,
    summary: 'You may use it unchanged, also commercially, if you name the author.',
  },
  'CC-BY-NC-4.0': {
    name: 'CC BY-NC 4.0',
    url: 'https://creativecommons.org/licenses/by-nc/4.0/',
    needsAttribution: true,
    summary: 'You may use and change it, but not commercially, if you name the author.',
  },
  'CC-BY-NC-SA-4.0': {
    name: 'CC BY-NC-SA 4.0',
    url: 'https://creativecommons.org/licenses/by-nc-sa/4.0/',
    needsAttribution: true,
    summary: `You may use and change it, but not commercially, if you name the author, ${alike}`,
  },
  'GPL-2.0-or-later': {
    name: 'GPL 2.0 or later',
    url: 'https://www.gnu.org/licenses/old-licenses/gpl-2.0.html',
    needsAttribution: true,
    summary: `You may use and change it for anything, if you keep its notices, ${alike}`,
  },
  'GPL-3.0-or-later': {
    name: 'GPL 3.0 or later',
    url: 'https://www.gnu.org/licenses/gpl-3.0.html',
    needsAttribution: true,
    summary: `You may use and change it for anything, if you keep its notices, ${alike}`,
  },
  MIT: {
    name: 'MIT',
    url: 'https://spdx.org/licenses/MIT.html',
    needsAttribution: true,
    summary: 'You may use and change it for anything, also commercially, if you keep its copyright notice.',
  },
  'Apache-2.0': {
    name: 'Apache 2.0',
    url: 'https://www.apache.org/licenses/LICENSE-2.0',
    needsAttribution: true,
    summary: 'You may use and change it for anything, also commercially, if you keep its notices.',
  },
  'all-rights-reserved': {
    name: 'All rights reserved',
    url: null,
    needsAttribution: true,
    summary: 'You may look at it here. For anything else, ask its author.',
  },
} as const satisfies Record<string, Omit<Licence, 'code'>>

export type LicenceCode = keyof typeof table

/** Every licence a picture can have here, the freest first. */
export const licences: readonly Licence[] = Object.freeze(
  Object.entries(table).map(([code, licence]) => Object.freeze({ code: code as LicenceCode, ...licence })),
)

/** The codes, in the same order; for schemas. */
export const licenceCodes = Object.freeze(Object.keys(table)) as readonly [LicenceCode, ...LicenceCode[]]

/** What a picture has when its owner said nothing: nobody gives a right away by forgetting a field. */
export const licenceUnlessGiven: LicenceCode = 'all-rights-reserved'

/** The licence of a code, or null where there is none. */
export function licenceOf(code: string): Licence | null {
  return licences.find((licence) => licence.code === code) ?? null
}
