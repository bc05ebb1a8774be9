import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'

/** Counts wait so long in memory. A crash loses them: they order a list, and are owed to nobody. */
const flushAfterMs = 10_000

interface Batch {
  readonly counts: Map<string, number>
  readonly timer: NodeJS.Timeout
}

/** One batch for each database that this process is connected to. */
const batches = new WeakMap<Ctx['db'], Batch>()

/**
 * Counts a download of a picture. Nothing is kept of who, when or from where, so the count belongs to no person; and
 * many downloads of one picture are one write.
 */
export function countDownload(ctx: Ctx, imageId: Id<'image'>): void {
  add(ctx, imageId, 1)
}

function add(ctx: Ctx, imageId: string, count: number): void {
  const batch = batches.get(ctx.db) ?? openBatch(ctx)
  batch.counts.set(imageId, (batch.counts.get(imageId) ?? 0) + count)
}

function openBatch(ctx: Ctx): Batch {
  const flush = (): void => {
    flushDownloads(ctx).catch((error: unknown) => ctx.log.warn('downloads could not be counted yet', { error }))
  }
  const batch = { counts: new Map<string, number>(), timer: setTimeout(flush, flushAfterMs).unref() }
  batches.set(ctx.db, batch)
  return batch
}

/** Writes down what was counted. To be called before the database is closed; else the timer does it. */
export async function flushDownloads(ctx: Ctx): Promise<void> {
  const batch = batches.get(ctx.db)
  if (!batch) return
  batches.delete(ctx.db)
  clearTimeout(batch.timer)
  const ids = [...batch.counts.keys()]
  const counts = [...batch.counts.values()]
  // Two statements, each for itself: neither keeps a row locked while it waits for another. Only what is public now
  // has an entry, and only that is counted.
  try {
    await sql`
      insert into library_search_downloads as known (image_id, downloads)
      select image_id, more from unnest(${ids}::uuid[], ${counts}::integer[]) as given (image_id, more)
      where exists (select from library_search_entries entry where entry.image_id = given.image_id)
      order by image_id
      on conflict (image_id) do update set downloads = known.downloads + excluded.downloads`.execute(ctx.db)
  } catch (error) {
    for (const [imageId, count] of batch.counts) add(ctx, imageId, count)
    throw error
  }
  await sql`
    update library_search_entries entry set downloads = known.downloads from library_search_downloads known
    where known.image_id = entry.image_id and entry.image_id = any(${ids}::uuid[])`.execute(ctx.db)
}
