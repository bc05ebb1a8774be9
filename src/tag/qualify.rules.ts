import type { TagSettings } from '../wire/contract/tag-settings.ts'
import { isPageOf } from './page-pattern.rules.ts'

/** A picture of a page, as far as it is judged. */
export interface Picture {
  /** Of the picture as it is shown, in pixels of CSS. */
  readonly width: number
  readonly height: number
  readonly isLoaded: boolean
  readonly isVisible: boolean
  /** Whether a selector means it. @throws where the browser does not understand the selector */
  readonly matches: (selector: string) => boolean
}

/** Pure: whether a page may carry ads at all. @param path of its address, without the query */
export const mayCarry = (path: string, { neverPages }: Pick<TagSettings, 'neverPages'>): boolean =>
  !neverPages.some((pattern) => isPageOf(pattern, path))

/**
 * Pure: whether the publisher means a picture. A selector that this browser does not understand means none where it
 * allows, and every one where it forbids.
 */
export const isMeant = (
  { matches }: Pick<Picture, 'matches'>,
  { pictures, neverPictures }: Pick<TagSettings, 'pictures' | 'neverPictures'>,
): boolean =>
  pictures.some((selector) => understood(() => matches(selector), false)) &&
  !neverPictures.some((selector) => understood(() => matches(selector), true))

function understood(ask: () => boolean, otherwise: boolean): boolean {
  try {
    return ask()
  } catch {
    return otherwise
  }
}

/** Pure: whether a picture that is meant can carry an ad as it is shown now. */
export const isFit = (
  { width, height, isLoaded, isVisible }: Omit<Picture, 'matches'>,
  { minWidth, minHeight }: Pick<TagSettings, 'minWidth' | 'minHeight'>,
): boolean => isLoaded && isVisible && width >= minWidth && height >= minHeight

/**
 * Pure: which of the pictures that could carry an ad do, so many as a page may have: those that have one keep it, then
 * those that stand first.
 *
 * @param able in the order of the page
 */
export function chosenOf<One>(
  able: readonly One[],
  held: ReadonlySet<One>,
  { maxPerPage }: Pick<TagSettings, 'maxPerPage'>,
): ReadonlySet<One> {
  const kept = able.filter((one) => held.has(one))
  const others = able.filter((one) => !held.has(one))
  return new Set([...kept, ...others].slice(0, maxPerPage))
}

/** Pure: in which shapes and where an ad may stand, as `strip:bottom`. */
export const placesOf = ({
  formats,
  edge,
  corner,
}: Pick<TagSettings, 'formats' | 'edge' | 'corner'>): readonly string[] =>
  formats.map((format) => `${format}:${format === 'strip' ? edge : corner}`)
