import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import { type Category, type Purpose, categories, purposes } from '#declaration'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, newId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { noteChange } from './note-change.ts'
import { keepContact } from './vendor-contact.ts'
import { readVendor } from './vendor-row.ts'
import { changesBetween, shortcomings, shortcomingsOf } from './vendor.rules.ts'
import { type VendorTerms, agreements } from './vendor.ts'

const words = (text: string): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== '')
const line = (max: number, ask: string) =>
  z
    .string({ error: ask })
    .trim()
    .min(1, { error: ask })
    .max(max, { error: `Use at most ${max} characters.` })
/** One of the declaration's words or several, as a form or a program sends them. */
const wordsOf = <Word extends string>(list: Readonly<Record<Word, string>>, ask: string) =>
  z
    .union([z.string().transform(words), z.array(z.string())], { error: ask })
    .pipe(z.array(z.enum(Object.keys(list) as [Word, ...Word[]], { error: ask })).min(1, { error: ask }))
    .transform((all) => [...new Set(all)].sort() as Word[])

const givenDay = z.iso.date({ error: 'Give a day, as 2026-01-31.' })
const perhapsDay = z
  .union([z.literal('').transform(() => null), z.null(), givenDay], { error: 'Give a day, as 2026-01-31.' })
  .default(null)

export const VendorInput = z.strictObject({
  name: line(120, 'Give the name of the company.'),
  does: line(500, 'Say in a sentence what it does for this site.'),
  categories: wordsOf<Category>(categories, 'Choose the kinds of data that it gets.'),
  purposes: wordsOf<Purpose>(purposes, 'Choose what it may use them for.'),
  region: line(80, 'Give the country in which it works on the data.'),
  hosts: z
    .string()
    .default('')
    .transform((text) => [...new Set(words(text.toLowerCase()))].sort())
    .pipe(
      z
        .array(
          z.string().regex(/^[a-z0-9.:[\]_-]{1,253}$/, { error: 'Give names of hosts, without https:// and port.' }),
        )
        .max(20, { error: 'Give at most 20 hosts.' }),
    ),
  agreement: z.enum(agreements, { error: 'Choose what was agreed.' }),
  fileHash: z
    .union(
      [
        z.literal('').transform(() => null),
        z.null(),
        z
          .string()
          .trim()
          .toLowerCase()
          .regex(/^[0-9a-f]{64}$/),
      ],
      { error: 'Give the 64 characters of its SHA-256, or leave it empty.' },
    )
    .default(null),
  signedOn: perhapsDay,
  endsOn: perhapsDay,
  reviewOn: givenDay,
  contactName: z.string().trim().max(120, { error: 'Use at most 120 characters.' }).default(''),
  contactEmail: z
    .union([z.literal(''), z.email()], { error: 'Give an e-mail address, or leave it empty.' })
    .default(''),
})
export type VendorInput = z.output<typeof VendorInput>

/** Who may see and change the register. */
export const vendorRoles = ['privacy_counsel', 'admin'] as const

export const vendorNotValid = (reasons: readonly (keyof typeof shortcomings)[]): Refusal =>
  new Refusal(
    'conflict',
    'vendor-not-valid',
    `This company may not get data yet. ${reasons.map((reason) => shortcomings[reason]).join(' ')}`,
  )

/** Adds a company as a draft: it gets nothing until it is activated. @throws Refusal those of `requireRole` */
export async function addVendor(ctx: Ctx, actor: Actor, input: VendorInput): Promise<{ readonly id: string }> {
  const { personId } = requireRole(actor, ...vendorRoles)
  const id = await inTransaction(ctx, (tx) => insertVendor(tx, input, personId))
  return { id: showId('vendor', id) }
}

/** The part of `addVendor` inside a transaction, without asking who adds. */
export async function insertVendor(
  tx: TxCtx,
  { contactName, contactEmail, ...terms }: VendorInput,
  byPersonId: Id<'person'> | null,
): Promise<Id<'vendor'>> {
  const id = newId<'vendor'>(tx)
  await tx.db
    .insertInto('privacy_vendors')
    .values({ id, ...columnsOf(terms), state: 'draft', created_at: tx.clock.now() })
    .execute()
  await keepContact(tx, id, { name: contactName, email: contactEmail })
  await noteChange(tx, { vendorId: id, version: 1, byPersonId, what: 'added', lines: changesBetween(null, terms) })
  return id
}

/**
 * Changes an entry. One that is active stays valid or is not changed: what is no longer true is ended. Of two who change
 * it at once the second is told, by the version that they read.
 *
 * @throws Refusal `vendor-changed-meanwhile`, `vendor-ended`, `vendor-not-valid`, `vendor-not-found`
 */
export async function editVendor(
  ctx: Ctx,
  actor: Actor,
  { id, version }: { readonly id: string; readonly version: number },
  { contactName, contactEmail, ...terms }: VendorInput,
): Promise<void> {
  const { personId } = requireRole(actor, ...vendorRoles)
  await inTransaction(ctx, async (tx) => {
    const before = await readVendor(tx, id, { lock: true })
    refuseStale(before, version)
    if (before.state === 'ended') {
      throw new Refusal('conflict', 'vendor-ended', 'This entry has ended and stays as it was. Add the company anew.')
    }
    const reasons = shortcomingsOf(terms, tx.config.operator.region, tx.clock.now())
    if (before.state === 'active' && reasons.length > 0) throw vendorNotValid(reasons)
    await tx.db
      .updateTable('privacy_vendors')
      .set({ ...columnsOf(terms), version: version + 1 })
      .where('id', '=', before.id)
      .execute()
    const isNewContact = await keepContact(tx, before.id, { name: contactName, email: contactEmail })
    const lines = [...changesBetween(before, terms), ...(isNewContact ? ['The contact was changed.'] : [])]
    await noteChange(tx, { vendorId: before.id, version: version + 1, byPersonId: personId, what: 'changed', lines })
  })
}

/** @throws Refusal `vendor-changed-meanwhile` */
export function refuseStale(before: { readonly version: number }, version: number): void {
  if (before.version === version) return
  throw new Refusal(
    'conflict',
    'vendor-changed-meanwhile',
    'Somebody else changed this entry meanwhile. Load the page again, look at it as it is now, and change that.',
  )
}

const columnsOf = (terms: VendorTerms) => ({
  name: terms.name,
  does: terms.does,
  categories: [...terms.categories],
  purposes: [...terms.purposes],
  region: terms.region,
  hosts: [...terms.hosts],
  agreement: terms.agreement,
  agreement_hash: terms.fileHash === null ? null : Buffer.from(terms.fileHash, 'hex'),
  signed_on: terms.signedOn,
  ends_on: terms.endsOn,
  review_on: terms.reviewOn,
})
