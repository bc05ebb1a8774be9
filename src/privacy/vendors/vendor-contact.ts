import type { Ctx, TxCtx } from '#platform/context'
import { type Id, newId } from '#platform/ids'

/** Whom to speak to at a company; empty where nobody is named. */
export interface VendorContact {
  readonly name: string
  readonly email: string
}

const placeOf = (subjectId: string, column: keyof VendorContact) => ({
  column: `privacy_vendor_contacts.${column}`,
  subjectId,
})

/** The contact of a company, opened to speak to them; null where there is none, or they were erased. */
export async function readContact(
  ctx: Pick<Ctx, 'db' | 'vault'> | Pick<TxCtx, 'db' | 'vault'>,
  vendorId: Id<'vendor'>,
): Promise<(VendorContact & { readonly subjectId: string }) | null> {
  const row = await ctx.db
    .selectFrom('privacy_vendor_contacts')
    .where('vendor_id', '=', vendorId)
    .select(['subject_id', 'name', 'email'])
    .executeTakeFirst()
  if (!row) return null
  const name = await ctx.vault.open(ctx.db, placeOf(row.subject_id, 'name'), row.name, 'vendors.check')
  const email = await ctx.vault.open(ctx.db, placeOf(row.subject_id, 'email'), row.email, 'vendors.check')
  return name === null || email === null ? null : { subjectId: row.subject_id, name, email }
}

/**
 * Makes this the contact of a company. Somebody else than before is somebody else: the old row goes and its key with it.
 *
 * @returns whether anything changed
 */
export async function keepContact(tx: TxCtx, vendorId: Id<'vendor'>, contact: VendorContact): Promise<boolean> {
  const before = await readContact(tx, vendorId)
  if ((before?.name ?? '') === contact.name && (before?.email ?? '') === contact.email) return false
  if (before) await forgetContact(tx, before.subjectId)
  if (contact.name === '' && contact.email === '') return true
  const subjectId = newId<'vendor-contact'>(tx)
  await tx.db
    .insertInto('privacy_vendor_contacts')
    .values({
      subject_id: subjectId,
      vendor_id: vendorId,
      name: await tx.vault.seal(tx.db, placeOf(subjectId, 'name'), contact.name),
      email: await tx.vault.seal(tx.db, placeOf(subjectId, 'email'), contact.email),
      added_at: tx.clock.now(),
    })
    .execute()
  return true
}

/** Takes a contact away, and what is left of them in copies with their key. */
export async function forgetContact(tx: TxCtx, subjectId: string): Promise<void> {
  await tx.db.deleteFrom('privacy_vendor_contacts').where('subject_id', '=', subjectId).execute()
  await tx.vault.shred(tx.db, subjectId)
}
