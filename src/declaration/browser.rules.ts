import { type Disagreement, compareNames } from './disagreement.ts'
import { type Store, storesOf } from './store.ts'

/** Where a page can keep something in a browser. */
export type BrowserPlace = 'cookie' | 'localStorage' | 'sessionStorage' | 'indexedDB' | 'cacheStorage' | 'serviceWorker'

/** Something that was found in a browser. */
export interface FoundInBrowser {
  readonly place: BrowserPlace
  readonly name: string
  readonly value: string
  /** Whose browser it was: a visitor's has never signed in. */
  readonly whose: 'visitor' | 'member'
}

/** Pure: the names of the cookies that the rooms set and those declared, in both directions. */
export const cookieDisagreements = (stores: readonly Store[], found: readonly string[]): readonly Disagreement[] =>
  compareNames(
    storesOf(stores, 'cookie').map(({ name }) => name),
    found,
    'undeclared-cookie',
    'missing-cookie',
  )

/**
 * Pure: what was found in browsers and is not declared there; a cookie that tells one visitor from another; and a
 * constant cookie that had two values.
 */
export function browserDisagreements(
  stores: readonly Store[],
  found: readonly FoundInBrowser[],
): readonly Disagreement[] {
  const cookies = new Map(storesOf(stores, 'cookie').map((store) => [store.name, store]))
  const inPlaces = new Set(storesOf(stores, 'browser-storage').map(({ where, name }) => `${where} ${name}`))
  const values = new Map<string, Set<string>>()
  const result: Disagreement[] = []
  for (const { place, name, value, whose } of found) {
    if (place !== 'cookie') {
      if (!inPlaces.has(`${place} ${name}`)) result.push({ problem: 'undeclared-storage', name: `${place} ${name}` })
      continue
    }
    const cookie = cookies.get(name)
    if (!cookie) {
      result.push({ problem: 'undeclared-cookie', name })
      continue
    }
    if (cookie.value === 'constant') values.set(name, (values.get(name) ?? new Set()).add(value))
    else if (whose === 'visitor') result.push({ problem: 'cookie-marks-visitor', name })
  }
  for (const [name, of] of values) if (of.size > 1) result.push({ problem: 'cookie-differs', name })
  return result
}
