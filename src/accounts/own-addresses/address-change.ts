import type { AnyCtx, TxCtx } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { later } from '#platform/clock'
import { endLinksTo, linkLifeMs } from '#accounts/letters'
import { type AddressChange, changesUndoneBy } from './address-change.rules.ts'

export interface OpenChange extends AddressChange {
  readonly fromAddressId: Id<'address'>
  readonly toAddressId: Id<'address'> | null
  readonly undoUntil: Date
}

/** The changes of a person that can still be undone. */
export async function openChanges(ctx: AnyCtx, personId: Id<'person'>): Promise<readonly OpenChange[]> {
  const rows = await ctx.db
    .selectFrom('accounts_address_changes')
    .where('person_id', '=', personId)
    .where('undo_until', '>', ctx.clock.now())
    .select(['id', 'from_address_id', 'to_address_id', 'changed_at', 'undo_until'])
    .execute()
  return rows.map((row) => ({
    changeId: row.id,
    fromAddressId: row.from_address_id as Id<'address'>,
    toAddressId: row.to_address_id as Id<'address'> | null,
    changedAt: row.changed_at,
    undoUntil: row.undo_until,
  }))
}

/** Until when an address may undo that another one took its place, or null where it may not. */
export function undoUntil(addressId: Id<'address'>, open: readonly OpenChange[]): Date | null {
  const ends = open.filter(({ fromAddressId }) => fromAddressId === addressId).map(({ undoUntil }) => undoUntil)
  return ends.toSorted((a, b) => a.getTime() - b.getTime()).at(-1) ?? null
}

/**
 * Notes that one address took the place of another, which may undo it for 7 days.
 *
 * Where the new one could itself undo what came after it, this is such an undo by hand: the addresses in between get no
 * say, the one that is left now included, and its own link still takes all of them away. The addresses are locked.
 */
export async function noteChange(
  tx: TxCtx,
  personId: Id<'person'>,
  { from, to }: { readonly from: Id<'address'>; readonly to: Id<'address'> },
): Promise<void> {
  const undone = changesUndoneBy(to, await openChanges(tx, personId))
  if (undone.length > 0) return passTo(tx, to, undone)
  const now = tx.clock.now()
  await tx.db
    .insertInto('accounts_address_changes')
    .values({
      id: newId<'addressChange'>(tx),
      person_id: personId,
      from_address_id: from,
      to_address_id: to,
      changed_at: now,
      undo_until: later(now, linkLifeMs.undo),
    })
    .execute()
}

/** Makes changes those of one address: the others that they were of can undo nothing any more. */
async function passTo(tx: TxCtx, addressId: Id<'address'>, changes: readonly OpenChange[]): Promise<void> {
  const others = changes.filter(({ fromAddressId }) => fromAddressId !== addressId)
  if (others.length === 0) return
  await endLinksTo(
    tx,
    'undo',
    others.map(({ fromAddressId }) => fromAddressId),
  )
  await tx.db
    .updateTable('accounts_address_changes')
    .set({ from_address_id: addressId })
    .where(
      'id',
      'in',
      others.map(({ changeId }) => changeId),
    )
    .execute()
}

/** Forgets changes, and with them the links that would undo them. */
export async function endChanges(tx: TxCtx, changes: readonly OpenChange[]): Promise<void> {
  if (changes.length === 0) return
  await endLinksTo(
    tx,
    'undo',
    changes.map(({ fromAddressId }) => fromAddressId),
  )
  await tx.db
    .deleteFrom('accounts_address_changes')
    .where(
      'id',
      'in',
      changes.map(({ changeId }) => changeId),
    )
    .execute()
}
