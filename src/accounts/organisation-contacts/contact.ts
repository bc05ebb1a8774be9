import * as z from 'zod'
import { EmailAddress } from '#accounts/addresses'
import type { Channel } from '#accounts/organisations'
import type { AnyCtx, TxCtx } from '#platform/context'
import { Telephone, businessText } from '#platform/free-text'
import { type Id, newId } from '#platform/ids'
import { writeContactTold } from './contact-told.ts'

/** What somebody is asked about. Each is a role of the organisation too, whose people may name the contact. */
export const contactKinds = ['technical', 'orders', 'finance'] as const
export type ContactKind = (typeof contactKinds)[number]

/** What is held of a contact. */
export const aboutContact = {
  name: businessText('name')
    .trim()
    .min(1, { error: 'Say whom to ask for.' })
    .max(120, { error: 'A name has at most 120 characters.' }),
  email: EmailAddress,
  telephone: Telephone.optional(),
  preferredChannel: z.enum(['email', 'telephone']).default('email'),
}
export const AboutContact = z.strictObject(aboutContact)
export type AboutContact = z.output<typeof AboutContact>

export const canBeCalled = ({ preferredChannel, telephone }: Pick<AboutContact, 'preferredChannel' | 'telephone'>) =>
  preferredChannel !== 'telephone' || telephone !== undefined
export const cannotBeCalled = { path: ['telephone'], error: 'Give the number to call.' }

/** Whom to speak to, opened. */
export interface Contact {
  readonly contactId: Id<'contact'>
  readonly organisationId: Id<'organisation'>
  readonly kind: ContactKind
  readonly name: string
  readonly email: string
  readonly telephone: string | null
  readonly preferredChannel: Channel
  readonly createdAt: Date
  /** When they were told that they stand here; null until then. */
  readonly toldAt: Date | null
}

const placeOf = (contactId: string, column: string) => ({
  column: `accounts_organisation_contacts.${column}`,
  subjectId: contactId,
})

type By =
  { readonly contactId: Id<'contact'> } | { readonly organisationId: Id<'organisation'>; readonly kind: ContactKind }

/** A contact by their number, or by what they are asked about; null where there is none or they are gone. */
export async function findContact(ctx: AnyCtx, by: By): Promise<Contact | null> {
  const all = ctx.db.selectFrom('accounts_organisation_contacts')
  const row = await (
    'contactId' in by
      ? all.where('id', '=', by.contactId)
      : all.where('organisation_id', '=', by.organisationId).where('kind', '=', by.kind)
  )
    .select(['id', 'organisation_id', 'kind', 'name', 'email', 'telephone'])
    .select(['preferred_channel', 'created_at', 'told_at'])
    .executeTakeFirst()
  if (!row) return null
  const open = (column: string, sealed: Buffer): Promise<string | null> =>
    ctx.vault.open(ctx.db, placeOf(row.id, column), sealed, 'business.provide')
  const [name, email] = [await open('name', row.name), await open('email', row.email)]
  if (name === null || email === null) return null
  return {
    contactId: row.id as Id<'contact'>,
    organisationId: row.organisation_id as Id<'organisation'>,
    kind: row.kind as ContactKind,
    name,
    email,
    telephone: row.telephone && (await open('telephone', row.telephone)),
    preferredChannel: row.preferred_channel as Channel,
    createdAt: row.created_at,
    toldAt: row.told_at,
  }
}

/** Names somebody new, who is told by a letter. Nobody else stands in this place, and its organisation is locked. */
export async function addContact(
  tx: TxCtx,
  organisationId: Id<'organisation'>,
  kind: ContactKind,
  about: AboutContact,
): Promise<void> {
  const id = newId<'contact'>(tx)
  await tx.db
    .insertInto('accounts_organisation_contacts')
    .values({
      id,
      organisation_id: organisationId,
      kind,
      ...(await sealed(tx, id, about)),
      created_at: tx.clock.now(),
      told_at: null,
    })
    .execute()
  await tx.db
    .deleteFrom('accounts_organisation_contacts_left')
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', kind)
    .execute()
  await tx.enqueue(writeContactTold, { contactId: id }, { key: id })
}

/** Writes what is held of somebody who stays who they are. At an address that is another one they are told again. */
export async function rewriteContact(
  tx: TxCtx,
  contactId: Id<'contact'>,
  about: AboutContact,
  { tell }: { readonly tell: boolean },
): Promise<void> {
  await tx.db
    .updateTable('accounts_organisation_contacts')
    .where('id', '=', contactId)
    .set({ ...(await sealed(tx, contactId, about)), ...(tell ? { told_at: null } : {}) })
    .execute()
  if (tell) await tx.enqueue(writeContactTold, { contactId }, { key: contactId })
}

/** Takes a contact away, and what is left of them in copies with their key. @returns whether they were there */
export async function forgetContact(tx: TxCtx, contactId: Id<'contact'>): Promise<boolean> {
  const gone = await tx.db
    .deleteFrom('accounts_organisation_contacts')
    .where('id', '=', contactId)
    .returning('id')
    .executeTakeFirst()
  await tx.vault.shred(tx.db, contactId)
  return gone !== undefined
}

/** Notes that a contact took themselves away; the organisation sees that, and when. */
export async function noteLeft(tx: TxCtx, { organisationId, kind }: Pick<Contact, 'organisationId' | 'kind'>) {
  const left = { left_at: tx.clock.now() }
  await tx.db
    .insertInto('accounts_organisation_contacts_left')
    .values({ organisation_id: organisationId, kind, ...left })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'kind']).doUpdateSet(left))
    .execute()
}

async function sealed(tx: TxCtx, id: Id<'contact'>, { name, email, telephone, preferredChannel }: AboutContact) {
  return {
    name: await tx.vault.seal(tx.db, placeOf(id, 'name'), name),
    email: await tx.vault.seal(tx.db, placeOf(id, 'email'), email),
    telephone: telephone === undefined ? null : await tx.vault.seal(tx.db, placeOf(id, 'telephone'), telephone),
    preferred_channel: preferredChannel,
  }
}
