import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { businessText } from '#accounts/organisations'
import { Refusal } from '#platform/refusal'
import type { AgreementRow } from './agreement.ts'
import { type AfterTheEnd, afterTheEnd, bindsAt, overAfterDays } from './agreement.rules.ts'
import { readRow, readRowToChange, readRows } from './agreement-row.ts'
import { noteStep } from './note-step.ts'
import { giveWay } from './offer-agreement.ts'
import { requireBinding } from './who-may.ts'

const agreement = z.string().max(60)
const side = z.enum(['them', 'us'], { error: 'Say for which side.' })

export const GiveNoticeInput = z.strictObject({ agreement, side })
export type GiveNoticeInput = z.output<typeof GiveNoticeInput>

export const EndAgreementInput = z.strictObject({
  agreement,
  side,
  reason: businessText('reason')
    .trim()
    .min(10, { error: 'Say why in at least 10 characters.' })
    .max(1000, { error: 'Use at most 1000 characters.' }),
})
export type EndAgreementInput = z.output<typeof EndAgreementInput>

export const notInForce = (): Refusal =>
  new Refusal('conflict', 'agreement-not-in-force', 'There is no agreement in force, or it is about to end already.')

/**
 * Gives notice for one side. The agreement ends with the last of its days of notice; changed terms that nobody has signed
 * fall away.
 *
 * @returns what follows, by the parameters of the agreement
 * @throws Refusal `agreement-not-found`, `agreement-not-in-force`, and those of `requireRoleIn`, `requireRole` and
 *   `requireProven`
 */
export async function giveNotice(ctx: Ctx, actor: Actor, input: GiveNoticeInput): Promise<AfterTheEnd> {
  await requireBinding(ctx, actor, await readRow(ctx, input.agreement), input.side)
  return inTransaction(ctx, async (tx) => {
    const asked = await readRowToChange(tx, input.agreement)
    const { personId } = await requireBinding(tx, actor, asked, input.side)
    const now = tx.clock.now()
    const { binding, latest } = await inForceOf(tx, asked)
    if (!latest) throw notInForce()
    const endsAt = overAfterDays(now, binding.noticeDays)
    await giveWay(tx, asked)
    await tx.db
      .updateTable('ads_agreements')
      .set({ state: 'notice', notice_by: input.side, notice_at: now, ends_at: endsAt })
      .where('id', '=', latest.id)
      .execute()
    await cutShort(tx, latest, endsAt)
    await noteStep(tx, latest, 'notice', personId)
    return afterTheEnd(endsAt, binding)
  })
}

/**
 * Ends an agreement at once, for one side and with a reason, or takes back an offer that is not in force.
 *
 * @returns what follows, or null where nothing was in force
 * @throws Refusal those of `giveNotice`
 */
export async function endAgreement(ctx: Ctx, actor: Actor, input: EndAgreementInput): Promise<AfterTheEnd | null> {
  await requireBinding(ctx, actor, await readRow(ctx, input.agreement), input.side)
  return inTransaction(ctx, async (tx) => {
    const asked = await readRowToChange(tx, input.agreement)
    const { personId } = await requireBinding(tx, actor, asked, input.side)
    const now = tx.clock.now()
    const isOffer = asked.state === 'offered' || asked.state === 'signed'
    const inForce = isOffer ? null : await inForceOf(tx, asked)
    const ending = inForce?.latest ?? inForce?.binding ?? asked
    await tx.db
      .updateTable('ads_agreements')
      .set({ state: 'ended', ends_at: now })
      .where('id', '=', ending.id)
      .execute()
    if (!isOffer) {
      await giveWay(tx, asked)
      await cutShort(tx, ending, now)
    }
    await noteStep(tx, ending, 'ended', personId, input.reason)
    return inForce && afterTheEnd(now, inForce.binding)
  })
}

/**
 * What binds now, and the version whose end is not in sight: another one where changed terms wait for their day, none
 * under notice.
 */
async function inForceOf(
  tx: TxCtx,
  asked: AgreementRow,
): Promise<{ readonly binding: AgreementRow; readonly latest: AgreementRow | undefined }> {
  const rows = await readRows(tx, asked)
  const binding = rows.find((row) => bindsAt(row, tx.clock.now()))
  if (!binding) throw notInForce()
  return { binding, latest: rows.find(({ state }) => state === 'in-force') }
}

/** Whatever of the same kind would bind longer ends as well. */
async function cutShort(
  tx: TxCtx,
  { organisationId, kind }: Pick<AgreementRow, 'organisationId' | 'kind'>,
  endsAt: Date,
): Promise<void> {
  await tx.db
    .updateTable('ads_agreements')
    .set({ ends_at: endsAt })
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', kind)
    .where('ends_at', '>', endsAt)
    .execute()
}
