import { type RawBuilder, sql } from 'kysely'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Cursor, type Place, writeCursor } from './cursor.ts'
import { type FoundPictures, type Search, totalMax } from './search.ts'
import { queryText } from './understand-query.ts'

type Position = Extract<Cursor, { sort: 'relevance' }>
type Page = Pick<FoundPictures, 'ids' | 'nextCursor' | 'total'>

/**
 * So many of the newest matches are ranked against each other; then the next so many. Ranking looks at every one of
 * them, and a word that half of a million pictures have must not rank half a million.
 */
const windowSize = totalMax

/** A part of the matches, from its newest to its oldest; without an end it holds all that are left. */
interface Window {
  readonly from: Place
  readonly to: Place | null
}

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
/** Before every result: no score is as high. */
const beforeAll: Position['after'] = [2_147_483_647, lastId]

/**
 * Ranks matches: title and tags over alt text over description, whole words over the beginnings of words.
 *
 * The window's bounds go with the cursor and are places in time, so that what is published later lies outside of it.
 */
export async function findByRelevance(ctx: AnyCtx, search: Search, cursor: Position | null): Promise<Page> {
  const ids: Id<'image'>[] = []
  // Where the counts say that one window holds everything, its bounds need not be looked for.
  const all: Window | null =
    search.fewest <= windowSize ? { from: [ctx.clock.now().getTime(), lastId], to: null } : null
  let known: Window | null = cursor ?? all
  let newerEnd: Place | null = null
  let after = cursor?.after ?? beforeAll
  let total: number | undefined
  for (;;) {
    const room: number = search.limit - ids.length
    const scope: Window | { readonly olderThan: Place | null } = known ?? { olderThan: newerEnd }
    const { rows, size, window }: Ranking = await rank(ctx, search, scope, after, room + 1)
    if (!cursor) total ??= size
    const shown = rows.slice(0, room)
    ids.push(...shown.map((row) => row.image_id))
    const last = shown.at(-1) ?? null
    const end = window?.to ?? null
    if (window && rows.length > shown.length) {
      const position = last ? ([last.score, last.image_id] as const) : after
      return page(ids, writeCursor({ sort: 'relevance', ...window, after: [...position] }), total)
    }
    if (!end) return page(ids, null, total)
    known = null
    newerEnd = end
    after = beforeAll
  }
}

const page = (ids: readonly Id<'image'>[], nextCursor: string | null, total: number | undefined): Page => ({
  ids,
  nextCursor,
  ...(total === undefined ? {} : { total }),
})

interface Ranked {
  readonly image_id: Id<'image'>
  readonly score: number
}

interface Ranking {
  readonly rows: readonly Ranked[]
  /** How many the window holds, counted up to `windowSize`. */
  readonly size: number
  /** Null where it holds nothing. */
  readonly window: Window | null
}

const place: RawBuilder<unknown> = sql`(published_at, image_id)`
const bound = ([ms, imageId]: Place): RawBuilder<unknown> => sql`(${new Date(ms)}, ${imageId}::uuid)`
const newestFirst = sql`order by published_at desc, image_id desc`

/** Ranks a window: one that is known, or the next so many matches that are older than a place. */
async function rank(
  ctx: AnyCtx,
  { where, query, wayFor }: Search,
  scope: Window | { readonly olderThan: Place | null },
  after: Position['after'],
  limit: number,
): Promise<Ranking> {
  const isKnown = 'from' in scope
  const bounds: RawBuilder<unknown> = isKnown
    ? sql`${place} <= ${bound(scope.from)} and ${scope.to ? sql`${place} >= ${bound(scope.to)}` : sql`true`}`
    : scope.olderThan
      ? sql`${place} < ${bound(scope.olderThan)}`
      : sql`true`
  // Gathered first and then cut to the window, or met in order within it.
  const gathered = wayFor(windowSize) === 'gather'
  const own = queryText(query.terms, 'own')
  const all = queryText(query.terms, 'stems')
  const { rows } = await sql<Ranked & { size: number; newest: Place; oldest: Place }>`
    with found as ${gathered ? sql`materialized` : sql`not materialized`} (
      select image_id, published_at, document from library_search_entries
      where ${where} and ${gathered ? sql`true` : bounds}),
    seen as materialized (
      select * from found where ${gathered ? bounds : sql`true`}
      ${isKnown ? sql`` : sql`${newestFirst} limit ${windowSize}`}),
    -- A whole number, so that it goes into a cursor and comes back the same.
    ranked as (select image_id, round(1000000 * (
      ts_rank(document, ${own}::tsquery) + 0.25 * ts_rank(document, ${all}::tsquery)))::integer as score from seen)
    select image_id, score, (select count(*) from seen)::integer as size,
      (select json_build_array(extract(epoch from published_at) * 1000, image_id) from seen
        ${newestFirst} limit 1) as newest,
      (select json_build_array(extract(epoch from published_at) * 1000, image_id) from seen
        order by published_at, image_id limit 1) as oldest
    from ranked where (score, image_id) < (${after[0]}::integer, ${after[1]}::uuid)
    order by score desc, image_id desc limit ${limit}`.execute(ctx.db)
  const [first] = rows
  if (isKnown) return { rows, size: Math.min(windowSize, first?.size ?? 0), window: scope }
  if (!first) return { rows, size: 0, window: null }
  const { size, newest, oldest } = first
  return { rows, size, window: { from: newest, to: size < windowSize ? null : oldest } }
}
