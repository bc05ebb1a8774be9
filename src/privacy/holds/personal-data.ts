import type { DataHolder, KeptAside, Store } from '#declaration'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { countOf, heldValues, textOf } from './held-values.ts'
import { dropEnded, heldPlace, readHolds, reasonPlace } from './hold-row.ts'
import { grounds } from './hold.ts'

/** What stays of a person by holds, read from the tables that are declared, and when it goes. */
export const holdHolder = (stores: readonly Store[]): DataHolder<Ctx, TxCtx> => ({
  owner: 'privacy/holds',
  keep: (tx, personId) => setAside(tx, stores, personId),
  retain: (ctx) => inTransaction(ctx, (tx) => dropEnded(tx)),
})

/** Copies what is held into each hold, under a key of the hold's own, and cuts the hold off from the person. */
async function setAside(tx: TxCtx, stores: readonly Store[], personId: string): Promise<readonly KeptAside[]> {
  await dropEnded(tx, { subjectId: personId })
  const kept: KeptAside[] = []
  for (const hold of await readHolds(tx, { subjectId: personId }, { lock: true })) {
    const values = await heldValues(tx, stores, personId, hold.fields)
    await tx.db
      .updateTable('privacy_holds')
      .set({
        subject_id: null,
        reason: await tx.vault.seal(tx.db, reasonPlace(hold.id), hold.reason),
        held: await tx.vault.seal(tx.db, heldPlace(hold.id), textOf(values)),
      })
      .where('id', '=', hold.id)
      .execute()
    for (const name of hold.fields) {
      const count = countOf(values, name)
      if (count > 0) kept.push({ name, count, why: grounds[hold.ground], until: hold.endsAt })
    }
  }
  return kept
}
