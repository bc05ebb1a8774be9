import { sql } from 'kysely'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { binOf } from './colour.rules.ts'
import { type Change, countTags, countWords } from './counts.ts'
import { facetsOf, type Facts } from './facets.rules.ts'
import { wordsOf } from './words.rules.ts'

/** What is said and measured of a picture that everybody may find. */
export interface PictureEntry extends Facts {
  readonly imageId: Id<'image'>
  readonly ownerId: Id<'person'>
  readonly title: string
  readonly alt: string
  readonly description: string
  /** Normalised. */
  readonly tags: readonly string[]
  /** `#rrggbb` */
  readonly palette: readonly string[]
  /** When it was first public. */
  readonly publishedAt: Date
}

interface Counted {
  readonly words: readonly string[]
  readonly tags: readonly string[]
}

const nothing: Counted = { words: [], tags: [] }

/** The same for one. */
export const indexPicture = (tx: TxCtx, entry: PictureEntry): Promise<void> => indexPictures(tx, [entry])

/**
 * Makes pictures findable, or renews what they are found by.
 *
 * Only for pictures that are public, ready and not deleted, and with their rows locked by the caller. Last in its
 * transaction: the counts of common words are locked from here until it commits.
 */
export async function indexPictures(tx: TxCtx, entries: readonly PictureEntry[]): Promise<void> {
  const before: Counted[] = []
  const now: Counted[] = []
  for (const entry of entries) {
    const written = await writeEntry(tx, entry)
    before.push(written.before)
    now.push(written.now)
  }
  await count(tx, before, now)
}

async function writeEntry(
  tx: TxCtx,
  entry: PictureEntry,
): Promise<{ readonly before: Counted; readonly now: Counted }> {
  const text = {
    a: wordsOf([entry.title, ...entry.tags].join(' ')),
    b: wordsOf(entry.alt),
    c: wordsOf(entry.description),
  }
  const now: Counted = { words: await wordsToCount(tx, [...text.a, ...text.b, ...text.c]), tags: entry.tags }
  const before = await tx.db
    .selectFrom('library_search_entries')
    .where('image_id', '=', entry.imageId)
    .select(['words', 'tags'])
    .forUpdate()
    .executeTakeFirst()

  const values = {
    // Accents go first, here and in queries: the parser would cut some accented letters in two.
    document: sql<string>`setweight(to_tsvector('library_english', unaccent(${text.a.join(' ')})), 'A')
      || setweight(to_tsvector('library_english', unaccent(${text.b.join(' ')})), 'B')
      || setweight(to_tsvector('library_english', unaccent(${text.c.join(' ')})), 'C')`,
    words: [...now.words],
    tags: [...now.tags],
    facets: facetsOf(entry),
    palette_bins: [...new Set(entry.palette.map(binOf))],
    width: entry.width,
  }
  await tx.db
    .insertInto('library_search_entries')
    .values({
      image_id: entry.imageId,
      owner_id: entry.ownerId,
      ...values,
      downloads: sql<number>`coalesce((select downloads from library_search_downloads where image_id = ${entry.imageId}), 0)`,
      published_at: entry.publishedAt,
    })
    .onConflict((conflict) => conflict.column('image_id').doUpdateSet(values))
    .execute()
  return { before: before ?? nothing, now }
}

/** Makes a picture unfindable. Nothing happens where it is that already. */
export async function unindexPicture(tx: TxCtx, imageId: Id<'image'>): Promise<void> {
  await unindexPictures(tx, [imageId])
}

/** The same for many at once, with their counts taken together, so that two who do this never wait for each other. */
export async function unindexPictures(tx: TxCtx, imageIds: readonly Id<'image'>[]): Promise<void> {
  if (imageIds.length === 0) return
  const gone = await tx.db
    .deleteFrom('library_search_entries')
    .where('image_id', 'in', imageIds)
    .returning(['words', 'tags'])
    .execute()
  if (gone.length > 0) await count(tx, gone, [])
}

/** The same for all pictures of one member. */
export async function unindexPicturesOf(tx: TxCtx, ownerId: string): Promise<void> {
  const mine = await tx.db
    .selectFrom('library_search_entries')
    .where('owner_id', '=', ownerId)
    .select('image_id')
    .execute()
  await unindexPictures(
    tx,
    mine.map(({ image_id }) => image_id as Id<'image'>),
  )
}

/** Words before tags, and each in one order: whoever else counts at the same time waits, but never in a circle. */
async function count(tx: TxCtx, before: readonly Counted[], now: readonly Counted[]): Promise<void> {
  await countWords(
    tx,
    changes(
      before.map(({ words }) => words),
      now.map(({ words }) => words),
    ),
  )
  await countTags(
    tx,
    changes(
      before.map(({ tags }) => tags),
      now.map(({ tags }) => tags),
    ),
  )
}

function changes(before: readonly (readonly string[])[], now: readonly (readonly string[])[]): Change[] {
  const by = new Map<string, number>()
  for (const item of now.flat()) by.set(item, (by.get(item) ?? 0) + 1)
  for (const item of before.flat()) by.set(item, (by.get(item) ?? 0) - 1)
  return [...by].filter(([, change]) => change !== 0).map(([item, change]) => ({ item, change }))
}

/** The words as they are counted: without accents, each once, and without those that no search looks for ("the"). */
async function wordsToCount(tx: TxCtx, words: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select distinct unaccent(word) as word from unnest(${[...new Set(words)]}::text[]) as given (word)
    where to_tsvector('library_english', unaccent(word)) <> ''`.execute(tx.db)
  return rows.map(({ word }) => word)
}
