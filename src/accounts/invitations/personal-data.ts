import { readAddressesOf } from '#accounts/addresses'
import type { ClosingPart } from '#accounts/organisations'
import type { DataHolder } from '#declaration'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { forgetInvitations, indexOf } from './invitation.ts'
import { owner } from './stores.ts'

export const invitationHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  /** Those of an organisation that goes, and those that wait for a member who goes: each has a key of its own. */
  async erase(tx, subjectId) {
    const addresses = await readAddressesOf(tx, subjectId as Id<'person'>)
    const indexes = addresses.map((email) => indexOf(tx, email))
    const rows = await tx.db
      .selectFrom('accounts_invitations')
      .where((where) =>
        where.or([
          where('organisation_id', '=', subjectId),
          ...(indexes.length > 0 ? [where('email_index', 'in', indexes)] : []),
        ]),
      )
      .select('id')
      .execute()
    await forgetInvitations(
      tx,
      rows.map(({ id }) => id),
    )
  },
  /** By the room, so that the key goes with the row. */
  async retain(ctx) {
    return inTransaction(ctx, async (tx) => {
      const rows = await tx.db
        .selectFrom('accounts_invitations')
        .where('expires_at', '<=', tx.clock.now())
        .select('id')
        .limit(1000)
        .forUpdate()
        .skipLocked()
        .execute()
      return forgetInvitations(
        tx,
        rows.map(({ id }) => id),
      )
    })
  },
}

/** Nobody joins an organisation that is closed. */
export const invitationClosing: ClosingPart = {
  owner,
  async whatCloses(ctx, organisationId) {
    return [{ what: 'invitations', count: (await idsOf(ctx, organisationId)).length }]
  },
  async close(tx, organisationId) {
    await forgetInvitations(tx, await idsOf(tx, organisationId))
  },
}

async function idsOf({ db }: AnyCtx, organisationId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('accounts_invitations')
    .where('organisation_id', '=', organisationId)
    .select('id')
    .execute()
  return rows.map(({ id }) => id)
}
