import { type RawBuilder, sql } from 'kysely'
import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { binsNear } from './colour.rules.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { facetsAsked } from './facets.rules.ts'
import type { FindInput } from './find-input.ts'
import { findByRelevance } from './find-by-relevance.ts'
import { type FoundPictures, type Search, totalMax } from './search.ts'
import { type Query, queryText, understandQuery } from './understand-query.ts'
import { cheaperWay } from './way.rules.ts'

/**
 * Finds public pictures.
 *
 * A word that no picture has is replaced by the nearest ones that some have, and the answer says so. Pages are cut by
 * keyset: what is published meanwhile neither repeats nor hides a picture on a later page. (Where pictures are listed
 * by downloads, one that moves past the cursor does.)
 *
 * @throws Refusal `cursor-not-understood`
 */
export async function findPictures(ctx: AnyCtx, input: FindInput): Promise<FoundPictures> {
  const query = await understandQuery(ctx, input.q ?? '', input.tag)
  const conditions = conditionsOf(input, query)
  const matches = [...query.terms.map((term) => term.matches), ...(query.tagged === null ? [] : [query.tagged])]
  const search: Search = {
    where: conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`,
    fewest: Math.min(Infinity, ...matches),
    query,
    limit: input.limit,
    wayFor: (wanted) => cheaperWay({ total: query.total, matches, wanted }),
  }
  const { corrections } = query
  if (matches.includes(0)) return { ids: [], nextCursor: null, corrections, total: 0 }
  if ((input.sort ?? 'relevance') === 'relevance' && query.terms.length > 0) {
    return { ...(await findByRelevance(ctx, search, readCursor(input.cursor, 'relevance'))), corrections }
  }
  const found =
    input.sort === 'popular'
      ? await findPopular(ctx, search, input.cursor)
      : await findNewest(ctx, search, input.cursor)
  return { ...found, corrections, ...(input.cursor === undefined ? { total: await countUpTo(ctx, search) } : {}) }
}

function conditionsOf(input: FindInput, { terms }: Query): RawBuilder<unknown>[] {
  const facets = facetsAsked(input)
  return [
    ...(terms.length > 0 ? [sql`document @@ ${queryText(terms, 'stems')}::tsquery`] : []),
    ...(input.tag === undefined ? [] : [sql`tags @> ${[input.tag]}::text[]`]),
    ...(facets.length > 0 ? [sql`facets @> ${facets}::text[]`] : []),
    ...(input.colour === undefined ? [] : [sql`palette_bins && ${binsNear(input.colour)}::smallint[]`]),
    ...(input.minWidth === undefined ? [] : [sql`width >= ${input.minWidth}`]),
    ...(input.ownerId === undefined ? [] : [sql`owner_id = ${input.ownerId}`]),
  ]
}

type Page = Pick<FoundPictures, 'ids' | 'nextCursor'>

async function findNewest(ctx: AnyCtx, search: Search, text: string | undefined): Promise<Page> {
  const cursor = readCursor(text, 'newest')
  const after = cursor ? sql`(published_at, image_id) < (${new Date(cursor.after[0])}, ${cursor.after[1]})` : sql`true`
  const { rows } = await sql<{ image_id: Id<'image'>; published_at: Date }>`
    ${source(search, sql`image_id, published_at`, after)}
    order by published_at desc, image_id desc limit ${search.limit + 1}`.execute(ctx.db)
  return page(rows, search.limit, (row) =>
    writeCursor({ sort: 'newest', after: [row.published_at.getTime(), row.image_id] }),
  )
}

async function findPopular(ctx: AnyCtx, search: Search, text: string | undefined): Promise<Page> {
  const cursor = readCursor(text, 'popular')
  const after = cursor ? sql`(downloads, image_id) < (${cursor.after[0]}, ${cursor.after[1]})` : sql`true`
  const { rows } = await sql<{ image_id: Id<'image'>; downloads: number }>`
    ${source(search, sql`image_id, downloads`, after)}
    order by downloads desc, image_id desc limit ${search.limit + 1}`.execute(ctx.db)
  return page(rows, search.limit, (row) => writeCursor({ sort: 'popular', after: [row.downloads, row.image_id] }))
}

/** The pictures that match: fetched first and then sorted, or met in the order of the list. See `cheaperWay`. */
function source(
  { where, limit, wayFor }: Search,
  columns: RawBuilder<unknown>,
  after: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return wayFor(limit) === 'gather'
    ? sql`with found as materialized (select ${columns} from library_search_entries where ${where})
        select ${columns} from found where ${after}`
    : sql`select ${columns} from library_search_entries where ${where} and ${after}`
}

/** One row more than the page was asked for: whether the list goes on. */
function page<Row extends { readonly image_id: Id<'image'> }>(
  rows: readonly Row[],
  limit: number,
  cursorAt: (row: Row) => string,
): Page {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { ids: shown.map((row) => row.image_id), nextCursor: last && rows.length > limit ? cursorAt(last) : null }
}

async function countUpTo(ctx: AnyCtx, { where }: Search): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from
    (select 1 from library_search_entries where ${where} limit ${totalMax}) as found`.execute(ctx.db)
  return rows[0]?.count ?? 0
}
