import type { RawBuilder } from 'kysely'
import type { Id } from '#platform/ids'
import type { Correction, Query } from './understand-query.ts'
import type { Way } from './way.rules.ts'

export interface FoundPictures {
  readonly ids: readonly Id<'image'>[]
  /** Where the list goes on; null at its end. */
  readonly nextCursor: string | null
  /** Words that no picture has, and what was looked for instead. */
  readonly corrections: readonly Correction[]
  /** How many there are, counted up to `totalMax`. Only with the first page. */
  readonly total?: number
}

/** Where counting stops: this number means "so many or more". */
export const totalMax = 1000

/** What every way of listing needs. */
export interface Search {
  readonly where: RawBuilder<unknown>
  /** No more than so many can match, by the counts of the words and tags; infinite where none is asked for. */
  readonly fewest: number
  readonly query: Query
  readonly limit: number
  /** Which way to take where so many results are needed. */
  readonly wayFor: (wanted: number) => Way
}
