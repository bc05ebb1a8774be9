import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { type Store, job, table, whileNeeded } from '#declaration'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Staged, Storage } from '#platform/storage'
import { collectBlob } from './collect-blob.ts'
import { heldInTransaction } from './holds.ts'

/**
 * Makes a staged file part of this transaction: placed, counted, used by `usedBy`.
 *
 * The row of the hash is locked first, and `collectBlobs` takes the same lock before it removes a file: so a file
 * cannot go between the moment it is found present and the moment its new use commits.
 *
 * @param storage placing a file cannot be rolled back; one that no committed row knows is swept away after a day
 * @param usedBy who needs it, for example `library_images:<uuid>`
 */
export async function keepBlob(tx: TxCtx, storage: Storage, staged: Staged, usedBy: string): Promise<void> {
  await tx.db
    .insertInto('platform_blobs')
    .values({ hash: staged.hash, size_bytes: staged.sizeBytes, created_at: tx.clock.now() })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet((row) => ({ hash: row.ref('excluded.hash') })))
    .execute()
  await storage.place(staged)
  await tx.db
    .insertInto('platform_blob_uses')
    .values({ hash: staged.hash, used_by: usedBy })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Ends every use by these; what nobody else uses is removed after the transaction commits. */
export async function releaseBlobs(tx: TxCtx, usedBy: string | readonly string[]): Promise<void> {
  const gone = await tx.db
    .deleteFrom('platform_blob_uses')
    .where('used_by', '=', sql<string>`any(${[usedBy].flat()}::text[])`)
    .returning('hash')
    .execute()
  for (const { hash } of gone) await tx.enqueue(collectBlob, { hash }, { key: hash })
}

/**
 * The handler of `collectBlob`: removes the file if nobody uses it. Safe to repeat. While files are held it does nothing;
 * the end of the hold queues the same work again.
 */
export async function collectBlobs(ctx: Ctx, { hash }: { readonly hash: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (await heldInTransaction(tx)) return
    const row = await tx.db
      .selectFrom('platform_blobs')
      .where('hash', '=', hash)
      .select('hash')
      .forUpdate()
      .executeTakeFirst()
    if (!row) return
    const use = await tx.db.selectFrom('platform_blob_uses').where('hash', '=', hash).select('hash').executeTakeFirst()
    if (use) return
    await tx.db.deleteFrom('platform_blobs').where('hash', '=', hash).execute()
    await ctx.storage.remove(hash)
  })
}

/**
 * Does at once what `collectBlobs` does for each of these files, and looks whether it came to be.
 *
 * @returns how many of them are still on disk though nobody uses them, because a backup is being made
 */
export async function collectAll(ctx: Ctx, hashes: readonly string[]): Promise<number> {
  let left = 0
  const inOrder = [...new Set(hashes)].sort()
  for (let at = 0; at < inOrder.length; at += collectedAtOnce) {
    left += await collectSome(ctx, inOrder.slice(at, at + collectedAtOnce))
  }
  return left
}

/** Files whose rows one transaction locks. */
const collectedAtOnce = 200

async function collectSome(ctx: Ctx, hashes: readonly string[]): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const isHeld = await heldInTransaction(tx)
    // In the order of their hashes, as those who keep files take them.
    const locked = await tx.db
      .selectFrom('platform_blobs')
      .where('hash', 'in', hashes)
      .select('hash')
      .orderBy('hash')
      .forUpdate()
      .execute()
    const uses = await tx.db.selectFrom('platform_blob_uses').where('hash', 'in', hashes).select('hash').execute()
    const used = new Set(uses.map(({ hash }) => hash))
    const gone = isHeld ? [] : locked.map(({ hash }) => hash).filter((hash) => !used.has(hash))
    if (gone.length > 0) await tx.db.deleteFrom('platform_blobs').where('hash', 'in', gone).execute()
    await Promise.all(gone.map((hash) => ctx.storage.remove(hash)))
    const there = await Promise.all(hashes.map(async (hash) => !used.has(hash) && (await ctx.storage.has(hash))))
    return there.filter(Boolean).length
  })
}

/**
 * Removes files that no row knows and that are older than a day: what a transaction placed before it was rolled back.
 *
 * @returns how many went
 */
export async function sweepOrphans(ctx: Ctx): Promise<number> {
  let count = 0
  const before = later(ctx.clock.now(), -dayMs)
  for await (const { hash, writtenAt } of ctx.storage.list()) {
    if (writtenAt > before) continue
    const known = await ctx.db.selectFrom('platform_blobs').where('hash', '=', hash).select('hash').executeTakeFirst()
    if (known) continue
    await inTransaction(ctx, async (tx) => {
      // The same lock as in keepBlob: whoever places this file just now waits for us, or we see its row.
      const mine = await tx.db
        .insertInto('platform_blobs')
        .values({ hash, size_bytes: 0, created_at: tx.clock.now() })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if (mine.numInsertedOrUpdatedRows !== 1n) return
      await ctx.storage.remove(hash)
      await tx.db.deleteFrom('platform_blobs').where('hash', '=', hash).execute()
      count++
    })
  }
  return count
}

/**
 * Looks whether the files that rows name are on disk, the newest first.
 *
 * @param limit how many to look for at most
 */
export async function findMissingFiles(
  ctx: Ctx,
  limit: number,
): Promise<{ readonly looked: number; readonly missing: number }> {
  const rows = await ctx.db
    .selectFrom('platform_blobs')
    .select('hash')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
  let missing = 0
  for (const { hash } of rows) if (!(await ctx.storage.has(hash))) missing++
  return { looked: rows.length, missing }
}

/** A file that rows know. */
export interface KnownBlob {
  readonly hash: string
  readonly sizeBytes: number
}

/** Files in the order of their hashes, from the one after `after`. */
export async function listBlobs(ctx: Ctx, after: string, limit: number): Promise<readonly KnownBlob[]> {
  return ctx.db
    .selectFrom('platform_blobs')
    .where('hash', '>', after)
    .select(['hash', 'size_bytes as sizeBytes'])
    .orderBy('hash')
    .limit(limit)
    .execute()
}

/** Which of these files rows know. */
export async function knownBlobs(ctx: Ctx, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await ctx.db.selectFrom('platform_blobs').where('hash', 'in', hashes).select('hash').execute()
  return new Set(rows.map(({ hash }) => hash))
}

/** How many files rows know, and their bytes. */
export async function sumBlobs(ctx: Ctx): Promise<{ readonly count: number; readonly bytes: number }> {
  const row = await ctx.db
    .selectFrom('platform_blobs')
    .select((of) => [of.fn.countAll<bigint>().as('count'), of.fn.sum<bigint | null>('size_bytes').as('bytes')])
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), bytes: Number(row.bytes ?? 0) }
}

/**
 * Who uses files: each `used_by` without the number of its row, for example `library_images:upload`.
 *
 * Reads every row: about a second for a million on two busy cores, 2026-11. A regular expression instead takes 16 s.
 */
export async function findBlobUses<DB>(db: Kysely<DB>): Promise<readonly string[]> {
  const { rows } = await sql<{ table: string; part: string }>`
    select distinct split_part(used_by, ':', 1) as table, split_part(used_by, ':', 3) as part
    from platform_blob_uses order by 1, 2`.execute(db)
  return rows.map(({ table, part }) => (part === '' ? table : `${table}:${part}`))
}

const ground = {
  owner: 'platform/blobs',
  subject: 'none',
  purposes: ['site.operate'],
  basis: 'none',
  audience: 'nobody',
  retention: whileNeeded('the last use of the file ends'),
  erase: 'delete-row',
} as const

export const blobStores: readonly Store[] = [
  table({
    ...ground,
    name: 'platform_blobs',
    path: 'nobody',
    label: 'Files',
    columns: {
      hash: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Fingerprint of the bytes',
        why: 'It is the name under which the file lies.',
      },
      size_bytes: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Size',
        why: 'To answer how much room is taken.',
      },
      created_at: {
        category: 'system.operations',
        identifies: 'no',
        label: 'When it was first stored',
        why: 'To find files that nobody uses.',
      },
    },
  }),
  table({
    ...ground,
    name: 'platform_blob_uses',
    path: 'nobody',
    label: 'Who uses a file',
    columns: {
      hash: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Fingerprint of the bytes',
        why: 'Names the file.',
      },
      used_by: {
        category: 'system.operations',
        identifies: 'no',
        label: 'The row that uses it',
        why: 'One person may delete a picture while the same bytes are used by another.',
      },
    },
  }),
  table({
    ...ground,
    name: 'platform_blob_holds',
    path: 'nobody',
    limits: 'room',
    label: 'Backups that are being made',
    retention: whileNeeded('the backup is done, or was given up for six hours'),
    columns: {
      id: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Number of the backup',
        why: 'A backup that was cut off goes on under it.',
      },
      until: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Until when it counts',
        why: 'Files that nobody uses any more stay until then, so that a backup is whole; afterwards they go.',
      },
    },
  }),
  job({
    ...ground,
    name: collectBlob.name,
    label: 'Removing a file nobody uses',
    retention: whileNeeded('the work is done'),
    fields: {
      hash: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Fingerprint of the bytes',
        why: 'Names the file.',
      },
    },
  }),
]
