import type { StaffRole } from '#accounts/roles'
import type { AnyCtx, TxCtx } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { notFound } from '#platform/refusal'
import type { Hold, HoldGround } from './hold.ts'

/** Who places and lifts holds, and reads what is held. */
export const holdRoles = ['privacy_counsel', 'admin'] as const satisfies readonly StaffRole[]
export type HoldRole = (typeof holdRoles)[number]

/** Where the reason is sealed: for the person, and once they are gone under the number of the hold. */
export const reasonPlace = (subjectId: string): { readonly column: string; readonly subjectId: string } => ({
  column: 'privacy_holds.reason',
  subjectId,
})
/** Where the values that stay are sealed. */
export const heldPlace = (holdId: string): { readonly column: string; readonly subjectId: string } => ({
  column: 'privacy_holds.held',
  subjectId: holdId,
})

/** Holds in force, the newest first. One that has ended or was lifted is not among them, also before it is removed. */
export async function readHolds(
  { db, vault, clock }: Pick<AnyCtx, 'db' | 'vault' | 'clock'>,
  by: { readonly id?: Id<'hold'>; readonly subjectId?: string } = {},
  { lock = false } = {},
): Promise<readonly Hold[]> {
  let query = db
    .selectFrom('privacy_holds')
    .select(['id', 'subject_id', 'ground', 'reason', 'fields', 'approved_as', 'made_at', 'ends_at', 'held'])
    .where('ends_at', '>', clock.now())
    .where('lifted_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
  if (by.id !== undefined) query = query.where('id', '=', by.id)
  if (by.subjectId !== undefined) query = query.where('subject_id', '=', by.subjectId)
  const rows = await (lock ? query.forUpdate() : query).execute()
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id as Id<'hold'>,
      subjectId: row.subject_id as Id<'person'> | null,
      ground: row.ground as HoldGround,
      reason: (await vault.open(db, reasonPlace(row.subject_id ?? row.id), row.reason, 'law.prove')) ?? '',
      fields: row.fields,
      approvedAs: row.approved_as as HoldRole,
      madeAt: row.made_at,
      endsAt: row.ends_at,
      held: row.held,
    })),
  )
}

/** A hold in force. @throws Refusal `hold-not-found` */
export async function readHold(
  ctx: Pick<AnyCtx, 'db' | 'vault' | 'clock'>,
  shown: string,
  { lock = false } = {},
): Promise<Hold> {
  const id = readId('hold', shown)
  const [found] = id === null ? [] : await readHolds(ctx, { id }, { lock })
  if (!found) throw notFound('hold-not-found', 'There is no such hold. It may have ended, or somebody lifted it.')
  return found
}

/** Takes away holds that have ended or were lifted, each with its key. @returns how many */
export async function dropEnded(tx: TxCtx, { subjectId }: { readonly subjectId?: string } = {}): Promise<number> {
  let query = tx.db
    .selectFrom('privacy_holds')
    .where((where) => where.or([where('ends_at', '<=', tx.clock.now()), where('lifted_at', 'is not', null)]))
    .select('id')
  if (subjectId !== undefined) query = query.where('subject_id', '=', subjectId)
  const rows = await query.forUpdate().execute()
  for (const { id } of rows) {
    await tx.db.deleteFrom('privacy_holds').where('id', '=', id).execute()
    await tx.vault.shred(tx.db, id)
  }
  return rows.length
}
