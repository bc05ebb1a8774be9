import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import type { ContactKind } from './contact.ts'

/**
 * Whether somebody stands in a place, or took themselves away from it within 90 days, without who: for the rooms that say
 * what is missing and have looked who asks.
 */
export async function hasContact(
  { db }: AnyCtx,
  organisationId: Id<'organisation'>,
  kind: ContactKind,
): Promise<'named' | 'left' | 'none'> {
  const there = async (table: 'accounts_organisation_contacts' | 'accounts_organisation_contacts_left') =>
    db
      .selectFrom(table)
      .where('organisation_id', '=', organisationId)
      .where('kind', '=', kind)
      .select('organisation_id')
      .executeTakeFirst()
  if (await there('accounts_organisation_contacts')) return 'named'
  return (await there('accounts_organisation_contacts_left')) ? 'left' : 'none'
}
