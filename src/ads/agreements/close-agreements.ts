import type { ClosingPart } from '#accounts/organisations'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import type { AgreementRow } from './agreement.ts'
import { afterTheEnd, bindsAt } from './agreement.rules.ts'
import { lockOrganisation, readRows } from './agreement-row.ts'
import { noteStep } from './note-step.ts'
import { owner, setAside } from './personal-data.ts'

/**
 * What closing does here: whatever binds ends at once, as by notice of theirs without the days of it, since nothing is
 * served for an organisation that is closed; what waits for a signature falls away. The last payment and the deletion
 * follow by the parameters of what was agreed.
 */
export const agreementClosing: ClosingPart = {
  owner,
  async whatCloses(ctx, organisationId) {
    const now = ctx.clock.now()
    const rows = (await readRows(ctx, { organisationId })).filter((row) => isOpenAt(row, now))
    // One of a kind binds, and an organisation is of one kind.
    const binding = rows.find((row) => bindsAt(row, now))
    if (!binding) return [{ what: 'agreements', count: rows.length }]
    const { finalPaymentBy, dataGoneBy } = afterTheEnd(now, binding)
    return [{ what: 'agreements', count: rows.length, finalPaymentBy, dataGoneBy }]
  },
  close: endAll,
  async takeAway(tx, organisationId) {
    await setAside(tx, organisationId)
  },
}

const isOpenAt = ({ endsAt }: AgreementRow, now: Date): boolean => endsAt === null || endsAt > now

async function endAll(tx: TxCtx, organisationId: Id<'organisation'>): Promise<void> {
  await lockOrganisation(tx, organisationId)
  const now = tx.clock.now()
  const open = (await readRows(tx, { organisationId })).filter((row) => isOpenAt(row, now))
  for (const row of open) {
    const state = row.state === 'superseded' ? 'superseded' : 'ended'
    await tx.db.updateTable('ads_agreements').set({ state, ends_at: now }).where('id', '=', row.id).execute()
    if (state === 'ended') await noteStep(tx, row, 'ended', null, 'The organisation was closed.')
  }
}
