/** SPDX identifiers, and `public-domain` for works whose makers gave up their rights before CC0 existed. */
export type DemoLicence =
  'CC0-1.0' | 'CC-BY-4.0' | 'CC-BY-SA-3.0' | 'CC-BY-SA-4.0' | 'GPL-2.0-only' | 'GPL-2.0-or-later' | 'public-domain'

export interface DemoPicture {
  /** The name of its {@link DemoSet}. */
  readonly set: string
  /** Stable within the set: the same picture has the same name in every run, so that a second import adds nothing. */
  readonly name: string
  /** PNG, JPEG or WebP bytes as a member would upload them; drawn when asked for, never kept in memory. */
  readonly file: () => Promise<Buffer>
  readonly title: string
  readonly alt: string
  readonly description?: string
  /** At most twelve, lower case, two to thirty characters each. */
  readonly tags: readonly string[]
  readonly licence: DemoLicence
  /** Who made it, as the set says it. */
  readonly attribution: string
  readonly sourceUrl?: string
}

export interface DemoSet {
  readonly name: string
  readonly label: string
  readonly about: string
  /** The account that shows the set; it is not the maker, who is named in the attribution of each picture. */
  readonly member: { readonly username: string; readonly displayName: string }
  /** `various` where every picture brings its own. */
  readonly licence: DemoLicence | 'various'
  readonly pictureCount: number
  readonly pictures: () => AsyncIterable<DemoPicture>
}

/** Something the demo world could not have here, and how to get it. */
export interface MissingPart {
  readonly name: string
  /** Half a sentence's worth, without a full stop. */
  readonly why: string
  readonly whatToDo: string
}

export interface FetchedSets {
  readonly sets: readonly DemoSet[]
  readonly missing: readonly MissingPart[]
}

/** A set over pictures that are already listed. */
export function demoSetOf(
  facts: Omit<DemoSet, 'pictureCount' | 'pictures'>,
  pictures: readonly DemoPicture[],
): DemoSet {
  return Object.freeze({
    ...facts,
    pictureCount: pictures.length,
    pictures: async function* () {
      yield* pictures
    },
  })
}
