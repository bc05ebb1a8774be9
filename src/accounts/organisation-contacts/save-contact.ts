import * as z from 'zod'
import { sameAddress } from '#accounts/addresses'
import type { Actor } from '#accounts/members'
import { mayAs, requireRoleIn, standUnderLock } from '#accounts/organisations'
import { dayMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import type { Limit } from '#platform/throttle'
import {
  type Contact,
  type ContactKind,
  aboutContact,
  addContact,
  canBeCalled,
  cannotBeCalled,
  contactKinds,
  findContact,
  forgetContact,
  rewriteContact,
} from './contact.ts'

/** For whoever would have us write to strangers. */
const ofOrganisation: Limit = { name: 'accounts.name-contact', tries: 20, withinMs: dayMs }

export const SaveContactInput = z
  .strictObject({ kind: z.enum(contactKinds), ...aboutContact })
  .refine(canBeCalled, cannotBeCalled)
export type SaveContactInput = z.output<typeof SaveContactInput>

/**
 * Names whom to speak to, who gets one letter about it. Another address is somebody else: of whoever stood there before
 * nothing stays. An owner may, and whoever has the role of that name.
 *
 * @throws Refusal `too-many-tries`, and those of `standUnderLock`
 */
export async function saveContact(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { kind, ...about }: SaveContactInput,
): Promise<void> {
  await requireRoleIn(ctx, actor, organisationId, kind)
  await ctx.throttle.take(ofOrganisation, organisationId)
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, kind)
    const before = await findContact(tx, { organisationId, kind })
    if (before && sameAddress(before.email) === sameAddress(about.email)) {
      await rewriteContact(tx, before.contactId, about, { tell: false })
      return
    }
    await takeAway(tx, organisationId, kind)
    await addContact(tx, organisationId, kind, about)
  })
}

export const RemoveContactInput = z.strictObject({ kind: z.enum(contactKinds) })
export type RemoveContactInput = z.output<typeof RemoveContactInput>

/** Forgets whom to speak to. What is gone already is no mistake. @throws Refusal those of `standUnderLock` */
export async function removeContact(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { kind }: RemoveContactInput,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, kind)
    await takeAway(tx, organisationId, kind)
  })
}

/** By the row and not by what can be read of it: one whose key is gone makes room too. */
async function takeAway(
  tx: Parameters<typeof forgetContact>[0],
  organisationId: Id<'organisation'>,
  kind: ContactKind,
): Promise<void> {
  const row = await tx.db
    .selectFrom('accounts_organisation_contacts')
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', kind)
    .select('id')
    .executeTakeFirst()
  if (row) await forgetContact(tx, row.id as Id<'contact'>)
}

/** One place for a contact, as the people of an organisation see it. */
export interface ContactPlace {
  readonly kind: ContactKind
  /** Null where nobody is named, and for whoever has neither the role of that name nor owns the organisation. */
  readonly contact: Omit<Contact, 'contactId' | 'organisationId'> | null
  readonly isNamed: boolean
  /** When the last one took themselves away, and nobody was named since. */
  readonly leftAt: Date | null
}

/** Whom to speak to at an organisation, each place once. @throws Refusal those of `requireRoleIn` */
export async function listContacts(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<readonly ContactPlace[]> {
  const { roles } = await requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read')
  const left = await ctx.db
    .selectFrom('accounts_organisation_contacts_left')
    .where('organisation_id', '=', organisationId)
    .select(['kind', 'left_at'])
    .execute()
  return Promise.all(
    contactKinds.map(async (kind) => {
      const found = await findContact(ctx, { organisationId, kind })
      const leftAt = left.find((row) => row.kind === kind)?.left_at ?? null
      if (!found || !mayAs(roles, [kind])) return { kind, contact: null, isNamed: found !== null, leftAt }
      const { contactId: _, organisationId: __, ...contact } = found
      return { kind, contact, isNamed: true, leftAt }
    }),
  )
}
