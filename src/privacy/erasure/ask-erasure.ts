import * as z from 'zod'
import { type Actor, requireMember } from '#accounts/people'
import { confirmOwner } from '#accounts/sign-in'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { appendAudit } from '#privacy/audit'
import { eraseSubject } from './carry-out.ts'
import { type AskedBy, type ErasureParts, graceDays } from './erasure.ts'
import { writeErasureNews } from './letters.ts'
import { receiptPath } from './receipt.ts'

export const AskErasureInput = z.strictObject({
  /** Left out by who has no password. */
  current: z.string().min(1, { error: 'Give your password, so that nobody else can do this.' }).max(1000).optional(),
  /** `later`: after the time in which it can be undone. */
  when: z.enum(['later', 'now'], { error: 'Choose when.' }).default('later'),
})
export type AskErasureInput = z.output<typeof AskErasureInput>

/** An erasure that was asked for. */
export interface AskedErasure {
  readonly dueAt: Date
  /** The path of the page that tells what became of it. */
  readonly receipt: string
}

/**
 * Hides everything of whoever has signed in and proved that it is them, signs them out everywhere and ends their keys, at
 * once; and takes it all away for good after seven days, or now. Until it is taken away it can be undone.
 *
 * An account whose address is not proven has nothing to come back to: it goes now.
 *
 * @throws Refusal `erasure-asked` where it is on its way already, and those of `confirmOwner`
 */
export async function askErasure(
  ctx: Ctx,
  parts: ErasureParts,
  actor: Actor,
  { current, when }: AskErasureInput,
): Promise<AskedErasure> {
  const { personId } = await confirmOwner(ctx, actor, current)
  const isNow = when === 'now' || requireMember(actor).status === 'unverified'
  return inTransaction(ctx, (tx) => beginErasure(tx, parts, personId, 'self', isNow ? 0 : graceDays))
}

/**
 * The same without a question, for whoever decided that they may. Of two at once for the same person one is refused.
 *
 * @throws Refusal `erasure-asked`
 */
export async function beginErasure(
  tx: TxCtx,
  { holders }: ErasureParts,
  personId: Id<'person'>,
  askedBy: AskedBy,
  inDays: number,
): Promise<AskedErasure> {
  // The person first: whoever undoes or carries out takes the locks in this order too.
  for (const { lock } of holders) await lock?.(tx, personId)
  const now = tx.clock.now()
  const row = { id: newId(tx), due_at: later(now, inDays * dayMs) }
  const made = await tx.db
    .insertInto('privacy_erasures')
    .values({
      ...row,
      subject_kind: 'member',
      subject_id: personId,
      asked_by: askedBy,
      asked_at: now,
      state: 'waiting',
    })
    .onConflict((conflict) => conflict.column('subject_id').where('subject_id', 'is not', null).doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) {
    throw new Refusal('conflict', 'erasure-asked', 'This account is about to be erased already.')
  }
  for (const { hide } of holders) await hide?.(tx, personId)
  if (inDays === 0) await tx.enqueue(eraseSubject, { erasureId: row.id }, { key: row.id })
  else await tx.enqueue(writeErasureNews, { erasureId: row.id, news: 'asked' })
  const by = askedBy === 'self' ? personId : null
  await appendAudit(tx, { kind: 'erasure-asked', by, about: personId, detail: { askedBy } })
  return { dueAt: row.due_at, receipt: receiptPath(tx, row.id) }
}
