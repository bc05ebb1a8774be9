import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { standUnderLock } from '#accounts/organisations'
import { type Ctx, inTransaction } from '#platform/context'
import { businessText } from '#platform/free-text'
import type { Id } from '#platform/ids'
import { type SealedColumn, placeOf } from './billing.ts'

export const SaveBillingInput = z.strictObject({
  legalName: businessText('legalName')
    .trim()
    .min(1, { error: 'Give the name that stands on invoices.' })
    .max(200, { error: 'A name has at most 200 characters.' }),
  billingAddress: businessText('billingAddress')
    .trim()
    .min(1, { error: 'Give the address that stands on invoices.' })
    .max(500, { error: 'An address has at most 500 characters.' }),
  taxNumber: businessText('taxNumber').trim().max(40, { error: 'Such a number has at most 40 characters.' }).optional(),
})
export type SaveBillingInput = z.output<typeof SaveBillingInput>

/**
 * Writes what stands on invoices; what is left out is taken away. For owners and finance.
 *
 * @throws Refusal those of `standUnderLock`
 */
export async function saveBilling(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { legalName, billingAddress, taxNumber }: SaveBillingInput,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, 'finance')
    const seal = (column: SealedColumn, text: string): Promise<Buffer> =>
      tx.vault.seal(tx.db, placeOf(organisationId, column), text)
    const values = {
      legal_name: await seal('legal_name', legalName),
      billing_address: await seal('billing_address', billingAddress),
      tax_number: taxNumber ? await seal('tax_number', taxNumber) : null,
      changed_at: tx.clock.now(),
    }
    await tx.db
      .insertInto('accounts_organisation_billing')
      .values({ organisation_id: organisationId, ...values })
      .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(values))
      .execute()
  })
}
