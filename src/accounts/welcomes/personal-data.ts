import { readAddressesOf } from '#accounts/addresses'
import type { DataHolder } from '#declaration'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { owner } from './stores.ts'
import { forgetWelcomes, indexOf } from './waiting-welcome.ts'

export const welcomeHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  /** Those that wait for a member who goes: each has a key of its own. */
  async erase(tx, subjectId) {
    const addresses = await readAddressesOf(tx, subjectId as Id<'person'>)
    if (addresses.length === 0) return
    const rows = await tx.db
      .selectFrom('accounts_welcomes')
      .where(
        'email_index',
        'in',
        addresses.map((email) => indexOf(tx, email)),
      )
      .select('id')
      .execute()
    await forgetWelcomes(
      tx,
      rows.map(({ id }) => id),
    )
  },
  /** By the room, so that the key goes with the row. */
  async retain(ctx) {
    return inTransaction(ctx, async (tx) => {
      const rows = await tx.db
        .selectFrom('accounts_welcomes')
        .where('expires_at', '<=', tx.clock.now())
        .select('id')
        .limit(1000)
        .forUpdate()
        .skipLocked()
        .execute()
      return forgetWelcomes(
        tx,
        rows.map(({ id }) => id),
      )
    })
  },
}
