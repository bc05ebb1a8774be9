import { type PictureEntry, indexPictures, unindexPicture } from '#library/search'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { isFindable } from './access.rules.ts'
import { type ImageRow, type ReadyRow, imageIdOf, isReady } from './image.ts'

/**
 * Makes what can be found of a picture true to its row. Last in a transaction that holds the lock on the row: from here
 * on, the counts of its words are locked too.
 */
export async function renewEntry(tx: TxCtx, row: ImageRow): Promise<void> {
  if (isFindable(row) && isReady(row)) await indexPictures(tx, [entryOf(row)])
  else await unindexPicture(tx, imageIdOf(row))
}

/** Makes pictures findable that are in no index, all at once, so that two who do this never wait in a circle. */
export async function addEntries(tx: TxCtx, rows: readonly ImageRow[]): Promise<void> {
  await indexPictures(tx, rows.filter(isFindable).filter(isReady).map(entryOf))
}

const entryOf = (row: ReadyRow): PictureEntry => ({
  imageId: imageIdOf(row),
  ownerId: row.owner_id as Id<'person'>,
  title: row.title,
  alt: row.alt,
  description: row.description,
  tags: row.tags,
  palette: row.palette,
  licence: row.licence,
  format: row.format,
  transparency: row.transparency,
  width: row.width,
  height: row.height,
  publishedAt: row.published_at ?? row.created_at,
})
