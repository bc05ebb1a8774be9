import { sql } from 'kysely'
import type { TxCtx } from '#platform/context'
import { deletionsOf } from './spelling.rules.ts'

/** By how many pictures the count of a word or tag changes. */
export interface Change {
  readonly item: string
  readonly change: number
}

/**
 * Changes the counts of words. One statement touches them in their order, whatever was added or taken, so that two
 * transactions never hold what the other waits for.
 */
export async function countWords(tx: TxCtx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const words = changes.map(({ item }) => item)
  const deletions = words.map((word) => `{${deletionsOf(word).join(',')}}`)
  const { rows } = await sql<Counted>`
    insert into library_search_words as known (word, stem, deletions, pictures)
    select word, array_to_string(tsvector_to_array(to_tsvector('library_english', word)), ' '), deletions::integer[], change
    from unnest(${words}::text[], ${deletions}::text[], ${changes.map(({ change }) => change)}::integer[])
      as given (word, deletions, change)
    order by word collate "C"
    on conflict (word) do update set pictures = known.pictures + excluded.pictures
    returning word as item, pictures`.execute(tx.db)
  const gone = comeToNothing(rows)
  if (gone.length > 0) await tx.db.deleteFrom('library_search_words').where('word', 'in', gone).execute()
}

/** The same for tags. */
export async function countTags(tx: TxCtx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const tags = changes.map(({ item }) => item)
  const { rows } = await sql<Counted>`
    insert into library_search_tags as known (tag, pictures)
    select tag, change from unnest(${tags}::text[], ${changes.map(({ change }) => change)}::integer[]) as given (tag, change)
    order by tag collate "C"
    on conflict (tag) do update set pictures = known.pictures + excluded.pictures
    returning tag as item, pictures`.execute(tx.db)
  const gone = comeToNothing(rows)
  if (gone.length > 0) await tx.db.deleteFrom('library_search_tags').where('tag', 'in', gone).execute()
}

interface Counted {
  readonly item: string
  readonly pictures: number
}

/** Those that no picture has any more. Fewer than none would mean that an entry and its counts have parted. */
function comeToNothing(counted: readonly Counted[]): string[] {
  const wrong = counted.find(({ pictures }) => pictures < 0)
  if (wrong) throw new Error(`the count of ${JSON.stringify(wrong.item)} fell to ${wrong.pictures}`)
  return counted.filter(({ pictures }) => pictures === 0).map(({ item }) => item)
}
