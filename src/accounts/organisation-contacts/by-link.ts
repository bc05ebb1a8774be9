import * as z from 'zod'
import { sameAddress } from '#accounts/addresses'
import { lockOrganisation, readOrganisation } from '#accounts/organisations'
import { dayMs } from '#platform/clock'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { Limit } from '#platform/throttle'
import {
  type Contact,
  aboutContact,
  addContact,
  canBeCalled,
  cannotBeCalled,
  findContact,
  forgetContact,
  noteLeft,
  rewriteContact,
} from './contact.ts'
import { readContactToken } from './contact-link.ts'

/** Every change may write a letter to a stranger. */
const changesOfOne: Limit = { name: 'accounts.contact-changes', tries: 10, withinMs: dayMs }

const link = { token: z.string().min(1).max(200) }
export const ContactLinkInput = z.strictObject(link)
export type ContactLinkInput = z.output<typeof ContactLinkInput>

export const CorrectContactInput = z.strictObject({ ...link, ...aboutContact }).refine(canBeCalled, cannotBeCalled)
export type CorrectContactInput = z.output<typeof CorrectContactInput>

/** What a contact sees of themselves. */
export interface ContactShown extends Omit<Contact, 'contactId' | 'organisationId'> {
  readonly organisationName: string
}

/** A link that we did not make, and that of somebody who is gone, answer alike. */
const contactLinkExpired = (): Refusal =>
  new Refusal('not-found', 'contact-link-expired', 'Nothing is held under this link, or not any more.', { status: 410 })

/** Everything held on a contact, for whoever has the link from their letter. @throws Refusal `contact-link-expired` */
export async function contactByLink(ctx: Ctx, { token }: ContactLinkInput): Promise<ContactShown> {
  const { contactId: _, organisationId, ...shown } = await byToken(ctx, token)
  return { ...shown, organisationName: (await readOrganisation(ctx, organisationId)).name }
}

/**
 * Writes what a contact says is right. Where the address is another one they are told there again.
 *
 * @throws Refusal `contact-link-expired`, `too-many-tries`
 */
export async function correctContact(ctx: Ctx, { token, ...about }: CorrectContactInput): Promise<void> {
  await change(ctx, token, (tx, contact) =>
    rewriteContact(tx, contact.contactId, about, { tell: sameAddress(about.email) !== sameAddress(contact.email) }),
  )
}

/**
 * Puts somebody else in the place of a contact, of whom nothing stays: the link no longer works, and the other gets a
 * letter with one of their own.
 *
 * @throws Refusal `contact-link-expired`, `too-many-tries`
 */
export async function replaceContact(ctx: Ctx, { token, ...about }: CorrectContactInput): Promise<void> {
  await change(ctx, token, async (tx, { contactId, organisationId, kind }) => {
    await forgetContact(tx, contactId)
    await addContact(tx, organisationId, kind, about)
  })
}

/**
 * Erases a contact, who asks for it by their link, at once. The organisation sees that they left, and nothing of who it
 * was.
 *
 * @throws Refusal `contact-link-expired`
 */
export async function eraseContact(ctx: Ctx, { token }: ContactLinkInput): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const contact = await lockedByToken(tx, token)
    await forgetContact(tx, contact.contactId)
    await noteLeft(tx, contact)
  })
}

async function change(ctx: Ctx, token: string, write: (tx: TxCtx, contact: Contact) => Promise<void>): Promise<void> {
  const { contactId } = await byToken(ctx, token)
  await ctx.throttle.take(changesOfOne, contactId)
  await inTransaction(ctx, async (tx) => write(tx, await lockedByToken(tx, token)))
}

/** Looked at again under the lock of the organisation: it may be naming somebody else at this moment. */
async function lockedByToken(tx: TxCtx, token: string): Promise<Contact> {
  await lockOrganisation(tx, (await byToken(tx, token)).organisationId)
  return byToken(tx, token)
}

async function byToken(ctx: AnyCtx, token: string): Promise<Contact> {
  const contactId = readContactToken(ctx, token)
  const contact = contactId && (await findContact(ctx, { contactId }))
  if (!contact) throw contactLinkExpired()
  return contact
}
