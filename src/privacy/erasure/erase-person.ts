import { sql } from 'kysely'
import { type Store, type TableStore, groundOf, tablesOfSubjects } from '#declaration'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type DB, findLinks } from '#platform/db'
import { concerns, countIn } from '#privacy/access'
import type { ErasureParts } from './erasure.ts'
import { childrenFirst } from './order.rules.ts'

/** What was taken away: how many rows of which table. Never a value. */
export interface Erased {
  readonly table: string
  readonly rows: number
}

/**
 * Erases a person: each room lets go of what is more than rows, then every row that leads to them goes or is cut off
 * from them as its declaration says, then their key is destroyed. All in one transaction.
 *
 * @returns what went, table by table, only those in which there was something
 */
export async function erasePerson(ctx: Ctx, parts: ErasureParts, personId: string): Promise<readonly Erased[]> {
  return inTransaction(ctx, (tx) => eraseInside(tx, parts, personId))
}

/** The same as part of a larger transaction. */
export async function eraseInside(
  tx: TxCtx,
  { stores, holders }: ErasureParts,
  personId: string,
): Promise<readonly Erased[]> {
  for (const { lock } of holders) await lock?.(tx, personId)
  const tables = childrenFirst(tablesOfSubjects(stores), await findLinks<DB>(tx.db))
  const erased: Erased[] = []
  for (const store of tables) erased.push({ table: store.name, rows: await countIn(tx, stores, store, personId) })
  for (const { erase } of holders) await erase?.(tx, personId)
  for (const store of tables) await takeRows(tx, stores, store, personId)
  await tx.vault.shred(tx.db, personId)
  return erased.filter(({ rows }) => rows > 0)
}

async function takeRows(tx: TxCtx, stores: readonly Store[], store: TableStore, personId: string): Promise<void> {
  const where = concerns(stores, store, personId)
  if (store.erase === 'delete-row') {
    await sql`delete from ${sql.table(store.name)} where ${where}`.execute(tx.db)
    return
  }
  const emptied = Object.entries(store.columns)
    .filter(([, datum]) => groundOf(store, datum).erase === 'set-null')
    .map(([column]) => sql`${sql.ref(column)} = null`)
  if (emptied.length === 0) throw new Error(`${store.name} leads to people, and nothing of it is erased with them`)
  await sql`update ${sql.table(store.name)} set ${sql.join(emptied)} where ${where}`.execute(tx.db)
}
