import { sql } from 'kysely'
import type { DataHolder } from '#declaration'
import { hourMs, later } from '#platform/clock'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { newId } from '#platform/ids'
import { collectBlob } from './collect-blob.ts'

/** So long a hold counts without being renewed. A backup that was killed can be gone on with for as long. */
export const holdLifeMs = 6 * hourMs

/** Whoever removes files shares this lock; whoever begins a hold has it alone. The number is arbitrary and fixed. */
const holdLockKey = 7_461_726_965

/**
 * From when this resolves until it is ended, no row of a file and no file is removed: every file that a row names at any
 * moment after it can be read until then. Whoever was just removing one has finished.
 *
 * @returns its number, to renew and to end it
 */
export async function beginHold(ctx: Ctx): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    await sql`select pg_advisory_xact_lock(${holdLockKey})`.execute(tx.db)
    const { id } = await tx.db
      .insertInto('platform_blob_holds')
      .values({ id: newId<'hold'>(tx), until: later(tx.clock.now(), holdLifeMs) })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

/** Whether it still counted; then it counts on from now. */
export async function renewHold(ctx: Ctx, id: string): Promise<boolean> {
  const now = ctx.clock.now()
  const { numUpdatedRows } = await ctx.db
    .updateTable('platform_blob_holds')
    .set({ until: later(now, holdLifeMs) })
    .where('id', '=', id)
    .where('until', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends a hold, and queues the removal of what lost its last use meanwhile. */
export async function endHold(ctx: Ctx, id: string): Promise<void> {
  await endHolds(ctx, async (tx) => {
    await tx.db.deleteFrom('platform_blob_holds').where('id', '=', id).execute()
    return true
  })
}

/** Ends every hold that no backup renewed. @returns how many */
export async function endExpiredHolds(ctx: Ctx): Promise<number> {
  let count = 0n
  await endHolds(ctx, async (tx) => {
    const { numDeletedRows } = await tx.db
      .deleteFrom('platform_blob_holds')
      .where('until', '<=', tx.clock.now())
      .executeTakeFirst()
    count = numDeletedRows
    return count > 0n
  })
  return Number(count)
}

/** Files that a hold kept go when it is past its time. */
export const blobHolder: DataHolder<Ctx, TxCtx> = { owner: 'platform/blobs', retain: endExpiredHolds }

/** Ends every hold there is: those of a backup that was restored hold nothing. */
export async function endAllHolds(ctx: Ctx): Promise<void> {
  await endHolds(ctx, async (tx) => {
    await tx.db.deleteFrom('platform_blob_holds').execute()
    return true
  })
}

async function endHolds(ctx: Ctx, end: (tx: TxCtx) => Promise<boolean>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!(await end(tx)) || (await isHeld(tx))) return
    const unused = await tx.db
      .selectFrom('platform_blobs as blob')
      .where((where) =>
        where.not(
          where.exists(
            where.selectFrom('platform_blob_uses as use').whereRef('use.hash', '=', 'blob.hash').select('use.hash'),
          ),
        ),
      )
      .select('blob.hash')
      .execute()
    for (const { hash } of unused) await tx.enqueue(collectBlob, { hash }, { key: hash })
  })
}

async function isHeld(ctx: AnyCtx): Promise<boolean> {
  const now = ctx.clock.now()
  const hold = await ctx.db.selectFrom('platform_blob_holds').where('until', '>', now).select('id').executeTakeFirst()
  return hold !== undefined
}

/**
 * Whether files must stay just now. A hold that begins waits for this transaction.
 */
export async function heldInTransaction(tx: TxCtx): Promise<boolean> {
  await sql`select pg_advisory_xact_lock_shared(${holdLockKey})`.execute(tx.db)
  return isHeld(tx)
}
