import type { TxCtx } from '#platform/context'
import { appendAudit } from '#privacy/audit'
import { type Yes, entryOf, lockConsentsOf } from './consent.ts'
import { type Consentable, register as ours } from './register.ts'

/**
 * Takes a yes back: from the commit on it is one no longer, in every process. What was never given is taken back too,
 * and nothing happens.
 *
 * @returns whether there was one
 * @throws Refusal `consent-not-known`
 */
export async function withdrawConsent(tx: TxCtx, yes: Yes, register: readonly Consentable[] = ours): Promise<boolean> {
  const { what, purpose } = entryOf(register, yes.what)
  await lockConsentsOf(tx, yes.personId)
  const gone = await tx.db
    .updateTable('privacy_consents')
    .set({ withdrawn_at: tx.clock.now() })
    .where('person_id', '=', yes.personId)
    .where('what', '=', yes.what)
    .where('address_id', 'is not distinct from', yes.addressId ?? null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (gone.numUpdatedRows === 0n) return false
  const { personId: about, by = about } = yes
  await appendAudit(tx, { kind: 'consent-withdrawn', by, about, detail: { what, groups: [purpose] } })
  return true
}
