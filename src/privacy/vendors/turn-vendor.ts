import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { noteChange } from './note-change.ts'
import { refuseStale, vendorNotValid, vendorRoles } from './save-vendor.ts'
import { forgetContact, readContact } from './vendor-contact.ts'
import { readVendor } from './vendor-row.ts'
import { shortcomingsOf } from './vendor.rules.ts'
import type { Vendor } from './vendor.ts'

export const TurnVendorInput = z.strictObject({ id: z.string(), version: z.coerce.number().int() })
export type TurnVendorInput = z.output<typeof TurnVendorInput>

/**
 * Lets a company get data from now on, in every process at once.
 *
 * @throws Refusal `vendor-not-valid` (a file, a date, an agreement about transfers is missing), `vendor-not-draft`,
 *   `vendor-changed-meanwhile`, `vendor-not-found`
 */
export async function activateVendor(ctx: Ctx, actor: Actor, { id, version }: TurnVendorInput): Promise<void> {
  const { personId } = requireRole(actor, ...vendorRoles)
  await inTransaction(ctx, async (tx) => {
    const vendor = await readVendor(tx, id, { lock: true })
    refuseStale(vendor, version)
    await turnActive(tx, vendor, personId)
  })
}

/** The part of `activateVendor` inside a transaction, without asking who does it. */
export async function turnActive(tx: TxCtx, vendor: Vendor, byPersonId: Id<'person'> | null): Promise<void> {
  if (vendor.state !== 'draft') {
    throw new Refusal('conflict', 'vendor-not-draft', 'Only a draft can be activated.')
  }
  const reasons = shortcomingsOf(vendor, tx.config.operator.region, tx.clock.now())
  if (reasons.length > 0) throw vendorNotValid(reasons)
  await tx.db
    .updateTable('privacy_vendors')
    .set({ state: 'active', activated_at: tx.clock.now(), version: vendor.version + 1 })
    .where('id', '=', vendor.id)
    .execute()
  await noteChange(tx, { vendorId: vendor.id, version: vendor.version + 1, byPersonId, what: 'activated', lines: [] })
}

/**
 * Ends what was agreed: the company gets nothing from now on, in every process at once. Its contact goes; what was agreed
 * and when stays, to be shown.
 *
 * @throws Refusal `vendor-ended`, `vendor-changed-meanwhile`, `vendor-not-found`
 */
export async function endVendor(ctx: Ctx, actor: Actor, { id, version }: TurnVendorInput): Promise<void> {
  const { personId } = requireRole(actor, ...vendorRoles)
  await inTransaction(ctx, async (tx) => {
    const vendor = await readVendor(tx, id, { lock: true })
    refuseStale(vendor, version)
    if (vendor.state === 'ended') throw new Refusal('conflict', 'vendor-ended', 'This entry has ended already.')
    await tx.db
      .updateTable('privacy_vendors')
      .set({ state: 'ended', ended_at: tx.clock.now(), version: vendor.version + 1 })
      .where('id', '=', vendor.id)
      .execute()
    const contact = await readContact(tx, vendor.id)
    if (contact) await forgetContact(tx, contact.subjectId)
    await noteChange(tx, {
      vendorId: vendor.id,
      version: vendor.version + 1,
      byPersonId: personId,
      what: 'ended',
      lines: [],
    })
  })
}

/** By what a new entry is found after it was written in the same transaction. */
export const activateNew = async (tx: TxCtx, id: Id<'vendor'>, shown: string): Promise<void> => {
  const vendor = await readVendor(tx, shown, { lock: true })
  if (vendor.id === id) await turnActive(tx, vendor, null)
}
