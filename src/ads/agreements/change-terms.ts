import { type Actor, requireRole } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import { bindsAt, overAfterDays } from './agreement.rules.ts'
import { lockOrganisation, readRows } from './agreement-row.ts'
import { notInForce } from './end-agreement.ts'
import { type OfferAgreementInput, insertOffer, readOffer } from './offer-agreement.ts'
import { agreementRoles } from './who-may.ts'

/**
 * Offers changed terms. They hold once both sides have signed them, and not before the days for changes of the agreement
 * in force have passed; until then that one stays in force.
 *
 * @throws Refusal `agreement-not-in-force` also while it is under notice, `agreement-of-another-kind`,
 *   `organisation-not-found`, and those of `requireRole`
 */
export async function changeTerms(
  ctx: Ctx,
  actor: Actor,
  input: OfferAgreementInput,
): Promise<{ readonly id: string; readonly earliestAt: Date }> {
  const { personId } = requireRole(actor, ...agreementRoles)
  const offer = await readOffer(ctx, input)
  return inTransaction(ctx, async (tx) => {
    await lockOrganisation(tx, offer.organisationId)
    const now = tx.clock.now()
    const rows = await readRows(tx, offer)
    const binding = rows.find((row) => bindsAt(row, now))
    const latest = rows.find(({ state }) => state === 'in-force')
    if (!binding || !latest) throw notInForce()
    const afterNotice = overAfterDays(now, binding.changeDays)
    // Terms that were changed before and wait for their day come first.
    const earliestAt = latest.inForceAt !== null && latest.inForceAt > afterNotice ? latest.inForceAt : afterNotice
    return { id: await insertOffer(tx, offer, rows, earliestAt, personId), earliestAt }
  })
}
