import { sql } from 'kysely'
import * as z from 'zod'
import { readAddressesOf } from '#accounts/addresses'
import { givenUpNames, heldDaysMax, isHeldForOther } from '#accounts/names'
import { recipientOf, usernameOf } from '#accounts/members'
import { type KeptAside, type Store, tablesOfSubjects } from '#declaration'
import { collectAll, collectBlob } from '#platform/blobs'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { defineJob, removeQueued } from '#platform/jobs'
import { removeLettersTo } from '#platform/mail'
import { concerns } from '#privacy/access'
import { appendAudit } from '#privacy/audit'
import { eraseInside } from './erase-person.ts'
import { type ErasureParts, addressesPlace } from './erasure.ts'
import { sendReceipt } from './letters.ts'
import { noteErased } from './noted-erasures.ts'

/** Takes a subject away whose time has come. */
export const eraseSubject = defineJob('privacy.erase-subject', z.strictObject({ erasureId: z.uuid() }))

/** Sets these locks apart from others of the database; arbitrary and fixed. */
const lockSpace = 746_174

const Addresses = z.object({ to: z.string().nullable(), all: z.array(z.string()) })

/**
 * The handler of `eraseSubject`. First all rows, in one transaction; then the note outside the database and the files,
 * which no transaction can take; then the letter with the receipt. Broken off at any point it goes on from there when it is run again, and of two that run at
 * once one does nothing.
 */
export async function carryOut(
  ctx: Ctx,
  parts: ErasureParts,
  { erasureId }: { readonly erasureId: string },
): Promise<void> {
  await ctx.db.connection().execute(async (db) => {
    const lock = sql`${lockSpace}::int, hashtext(${erasureId})`
    const { rows } = await sql<{ free: boolean }>`select pg_try_advisory_lock(${lock}) as free`.execute(db)
    if (!rows[0]?.free) return
    try {
      await inTransaction(ctx, (tx) => takeRows(tx, parts, erasureId))
      await finish(ctx, erasureId)
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(db)
    }
  })
}

async function takeRows(tx: TxCtx, parts: ErasureParts, erasureId: string): Promise<void> {
  const due = await findDue(tx, erasureId)
  if (!due) return
  for (const { lock } of parts.holders) await lock?.(tx, due)
  // Looked at again under the lock: they may have come back a moment ago.
  if (!(await findDue(tx, erasureId))) return
  const personId = due as Id<'person'>
  const addresses = {
    to: (await recipientOf(tx, personId))?.to ?? null,
    all: await readAddressesOf(tx, personId),
  }
  const sealed = await tx.vault.seal(tx.db, addressesPlace(erasureId), JSON.stringify(addresses))
  await tx.db
    .updateTable('privacy_erasures')
    .where('id', '=', erasureId)
    .set({ state: 'erased', subject_id: null, gone_id: personId, addresses: sealed })
    .execute()
  await takeAll(tx, parts, erasureId, personId)
}

/** Takes every row of a person and all work about them; notes under the erasure what went, and which files are to go. */
export async function takeAll(
  tx: TxCtx,
  parts: ErasureParts,
  erasureId: string,
  personId: Id<'person'>,
): Promise<void> {
  const numbers = await numbersOf(tx, parts.stores, personId)
  const username = await usernameOf(tx, personId)
  const aside: KeptAside[] = []
  for (const { keep } of parts.holders) aside.push(...((await keep?.(tx, personId)) ?? []))
  const files = new Set<string>()
  const erased = await eraseInside(watching(tx, files), parts, personId)
  const work = await removeQueued(tx.db, numbers)
  await tx.db
    .updateTable('privacy_erasures')
    .where('id', '=', erasureId)
    .set({ files: [...files] })
    .execute()

  const isNameKept = username !== null && (await isHeldForOther(tx, username))
  const kept = [
    ...(isNameKept ? [{ name: givenUpNames, count: 1, until: later(tx.clock.now(), heldDaysMax * dayMs) }] : []),
    ...longestOf(aside),
  ]
  await tx.db
    .insertInto('privacy_receipt_lines')
    .values(
      [
        ...erased.map(({ table, rows }) => ({ kind: 'rows', name: table, count: rows })),
        { kind: 'files', name: 'files', count: files.size },
        { kind: 'work', name: 'work', count: work },
        ...kept.map((one) => ({ kind: 'kept', ...one })),
      ].map((line) => ({ erasure_id: erasureId, ...line })),
    )
    .execute()
}

/** Each field once for each ground: where several keep it, until the last of their days. */
function longestOf(aside: readonly KeptAside[]): readonly KeptAside[] {
  const lines = new Map<string, KeptAside>()
  for (const one of aside) {
    const key = `${one.name} ${one.why}`
    const other = lines.get(key)
    if (!other || other.until < one.until) lines.set(key, one)
  }
  return [...lines.values()]
}

/** Whom an erasure whose time has come takes away; null where it is not due, was undone, or is over. */
async function findDue(tx: TxCtx, erasureId: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('privacy_erasures')
    .where('id', '=', erasureId)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', tx.clock.now())
    .select('subject_id')
    .executeTakeFirst()
  return row?.subject_id ?? null
}

/** Every number under which queued work may name a subject: theirs, and those of all rows that lead to them. */
async function numbersOf(tx: TxCtx, stores: readonly Store[], personId: string): Promise<readonly string[]> {
  const numbers = [personId]
  for (const store of tablesOfSubjects(stores)) {
    if (!('id' in store.columns) || store.name === 'privacy_erasures') continue
    const { rows } = await sql<{ id: string }>`
      select id::text from ${sql.table(store.name)} where ${concerns(stores, store, personId)}`.execute(tx.db)
    numbers.push(...rows.map(({ id }) => id))
  }
  return numbers
}

/**
 * The transaction with an eye on which files rooms let go of: they are removed by this work itself, which waits for them,
 * and not by other work some time.
 */
const watching = (tx: TxCtx, files: Set<string>): TxCtx => ({
  ...tx,
  async enqueue(job, payload, options) {
    if (job.name === collectBlob.name) files.add(collectBlob.payload.parse(payload).hash)
    else await tx.enqueue(job, payload, options)
  },
})

/** What no transaction can take, and the note outside the database; nothing where that is done. */
export async function finish(ctx: Ctx, erasureId: string): Promise<void> {
  const row = await ctx.db
    .selectFrom('privacy_erasures')
    .where('id', '=', erasureId)
    .where('state', '=', 'erased')
    .select(['asked_by', 'gone_id', 'addresses', 'files'])
    .executeTakeFirst()
  if (!row) return
  if (row.gone_id !== null) {
    // Before anybody is told that it is done. Only now: what was rolled back must not be noted.
    await noteErased(ctx.config.home, row.gone_id, ctx.clock.now())
    await ctx.db.updateTable('privacy_erasures').where('id', '=', erasureId).set({ gone_id: null }).execute()
  }
  // While a backup is made the files stay: `lookForDue` has this done again in a few minutes, and the receipt waits.
  if ((await collectAll(ctx, row.files)) > 0) return
  const text = row.addresses && (await ctx.vault.open(ctx.db, addressesPlace(erasureId), row.addresses, 'mail.account'))
  const { to, all } = text ? Addresses.parse(JSON.parse(text)) : { to: null, all: [] }
  for (const address of all) await removeLettersTo(ctx.config.home, address)
  if (to !== null) await sendReceipt(ctx, to, erasureId)
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .updateTable('privacy_erasures')
      .set({ state: 'done', done_at: tx.clock.now(), addresses: null, files: [] })
      .where('id', '=', erasureId)
      .execute()
    await tx.vault.shred(tx.db, erasureId)
    // About nobody: there is nobody any more.
    await appendAudit(tx, { kind: 'erasure-done', by: null, about: null, detail: { askedBy: row.asked_by } })
  })
}
