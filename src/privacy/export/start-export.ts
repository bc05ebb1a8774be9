import { createHash } from 'node:crypto'
import * as z from 'zod'
import { type Actor, requireActive } from '#accounts/people'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { defineJob } from '#platform/jobs'
import type { Limit } from '#platform/throttle'
import { type ExportView, exportColumns, exportView, makeWithinMs } from './export.ts'
import { appendAudit } from '#privacy/audit'
import { dropExport } from './drop-export.ts'

/** Makes the zip. In the background: it takes minutes where much is held, and must hold up no upload. */
export const makeExport = defineJob(
  'privacy.make-export',
  z.strictObject({ exportId: z.uuid().transform((id) => id as Id<'export'>) }),
  { background: true },
)

/** Each is as much work as everything the person has; who needs more than this a day has a program that went wrong. */
const perPerson: Limit = { name: 'privacy.exports', tries: 20, withinMs: dayMs }

/**
 * Begins an export of everything held on whoever asks. One that is being made is the answer to a second request; one that
 * is ready makes place for the new one.
 *
 * @param repeatKey a name that a program gave to its request: as long as the export of the same name is there, it is the
 * answer, ready or not
 * @throws Refusal `too-many-tries`, those of `requireActive`
 */
export async function startExport(
  ctx: Ctx,
  actor: Actor,
  { repeatKey }: { readonly repeatKey?: string } = {},
): Promise<{ readonly isNew: boolean; readonly export: ExportView }> {
  const { personId } = requireActive(actor, 'me:read')
  const repeatHash = repeatKey === undefined ? null : createHash('sha256').update(repeatKey).digest()
  for (;;) {
    const there = await ctx.db
      .selectFrom('privacy_exports')
      .where('person_id', '=', personId)
      .select(exportColumns)
      .executeTakeFirst()
    const isAnswer =
      there &&
      there.expires_at > ctx.clock.now() &&
      (there.status === 'working' || (repeatHash !== null && there.repeat_hash?.equals(repeatHash) === true))
    if (isAnswer) return { isNew: false, export: exportView(there) }
    await ctx.throttle.take(perPerson, personId)
    const made = await inTransaction(ctx, async (tx) => {
      if (there) await dropExport(tx, there.id)
      return insertExport(tx, personId, repeatHash)
    })
    if (made) return { isNew: true, export: made }
  }
}

/** Null where another request was quicker. */
async function insertExport(tx: TxCtx, personId: Id<'person'>, repeatHash: Buffer | null): Promise<ExportView | null> {
  const exportId = newId<'export'>(tx)
  const now = tx.clock.now()
  const row = await tx.db
    .insertInto('privacy_exports')
    .values({
      id: exportId,
      person_id: personId,
      repeat_hash: repeatHash,
      created_at: now,
      expires_at: later(now, makeWithinMs),
    })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .returning(exportColumns)
    .executeTakeFirst()
  if (!row) return null
  await tx.enqueue(makeExport, { exportId }, { key: exportId })
  await appendAudit(tx, { kind: 'export-made', by: personId, about: personId, detail: {} })
  return exportView(row)
}
