import type { ClosingPart } from '#accounts/organisations'
import type { DataHolder } from '#declaration'
import { type AnyCtx, type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { readCreative } from './creative-row.ts'
import { forget, takeOut } from './delete-creative.ts'

export const owner = 'ads/creatives'

const creativesOf = ({ db }: AnyCtx, organisationId: string) =>
  db.selectFrom('ads_creatives').where('organisation_id', '=', organisationId).select('id').orderBy('id')

async function forgetAll(tx: TxCtx, organisationId: string): Promise<void> {
  const rows = await creativesOf(tx, organisationId).forUpdate().execute()
  await forget(
    tx,
    rows.map(({ id }) => id),
  )
}

/** Creatives are more than rows: their files go with them. */
export const creativeHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  erase: forgetAll,
  /** What was deleted and stayed for a signed order goes when the order does. */
  async retain(ctx) {
    return inTransaction(ctx, async (tx) => {
      const rows = await tx.db
        .selectFrom('ads_creatives as of')
        .where('of.withdrawn_at', 'is not', null)
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom('ads_order_line_creatives as named')
                .whereRef('named.creative_id', '=', 'of.id')
                .select('named.line_id'),
            ),
          ),
        )
        .select('of.id')
        .orderBy('of.id')
        .forUpdate()
        .execute()
      await forget(
        tx,
        rows.map(({ id }) => id),
      )
      return rows.length
    })
  },
}

/** With an organisation its creatives are shown no more; they go with it, 90 days later, those of signed orders too. */
export const creativeClosing: ClosingPart = {
  owner,
  whatCloses: async (ctx, organisationId) => [
    { what: 'creatives', count: (await creativesOf(ctx, organisationId).execute()).length },
  ],
  async close(tx, organisationId) {
    for (const { id } of await creativesOf(tx, organisationId).execute()) {
      const shown = showId('creative', id as Id<'creative'>)
      await takeOut(tx, await readCreative(tx, shown, organisationId, { lock: true }), null)
    }
  },
  async dropData(tx, organisationId) {
    await forgetAll(tx, organisationId)
    // What a publisher allowed and forbade.
    await tx.db.deleteFrom('ads_creative_consents').where('organisation_id', '=', organisationId).execute()
  },
  takeAway: forgetAll,
}
