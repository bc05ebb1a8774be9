import type { DataHolder } from '#declaration'
import type { Ctx, TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import type { ClosingPart } from '#accounts/organisations'
import { findContact, forgetContact, noteLeft } from './contact.ts'
import { owner } from './stores.ts'

export const contactHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  /** With an organisation go its contacts, each with a key of their own. Of a contact who goes it is noted that they left. */
  async erase(tx, subjectId) {
    const contact = await findContact(tx, { contactId: subjectId as Id<'contact'> })
    if (contact) await noteLeft(tx, contact)
    await forgetContactsOf(tx, subjectId)
  },
}

/** Nobody is asked for at an organisation that is closed: its contacts go at once, with their keys. */
export const contactClosing: ClosingPart = {
  owner,
  async whatCloses(ctx, organisationId) {
    const rows = await ctx.db
      .selectFrom('accounts_organisation_contacts')
      .where('organisation_id', '=', organisationId)
      .select('id')
      .execute()
    return [{ what: 'contacts', count: rows.length }]
  },
  async close(tx, organisationId) {
    await forgetContactsOf(tx, organisationId)
  },
  /** The last payment and the questions about it are the business of the others. */
  async dropData(tx, organisationId) {
    const technical = await tx.db
      .selectFrom('accounts_organisation_contacts')
      .where('organisation_id', '=', organisationId)
      .where('kind', '=', 'technical')
      .select('id')
      .executeTakeFirst()
    if (technical) await forgetContact(tx, technical.id as Id<'contact'>)
  },
}

async function forgetContactsOf(tx: TxCtx, organisationId: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('accounts_organisation_contacts')
    .where('organisation_id', '=', organisationId)
    .select('id')
    .execute()
  for (const { id } of rows) await forgetContact(tx, id as Id<'contact'>)
}
