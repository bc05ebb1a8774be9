/** What a person's rights come to, asked of the declarations of the rooms under test. */
import type { DataHolder, Store } from '#declaration'
import type { Ctx, TxCtx } from '#platform/context'
import { heldOn } from '#privacy/access'
import { erasePerson } from '#privacy/erasure'
import { expire } from '#privacy/retention'

type Holders = readonly DataHolder<Ctx, TxCtx>[]

/** The rows that would be shown to a person, table by table. */
export async function shownTo(
  ctx: Ctx,
  stores: readonly Store[],
  personId: string,
): Promise<readonly { readonly store: string; readonly rows: readonly Readonly<Record<string, unknown>>[] }[]> {
  return (await heldOn(ctx, stores, personId)).map(({ store, rows }) => ({ store: store.name, rows }))
}

/** Takes away what is past its time. */
export const expireRows = (ctx: Ctx, stores: readonly Store[], holders: Holders = []): Promise<number> =>
  expire(ctx, stores, holders)

/** Takes a person out of the rooms under test. */
export const erase = (
  ctx: Ctx,
  stores: readonly Store[],
  personId: string,
  holders: Holders = [],
): ReturnType<typeof erasePerson> => erasePerson(ctx, { stores, holders }, personId)
