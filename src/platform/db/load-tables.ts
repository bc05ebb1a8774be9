import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pool, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { SequenceState, TableShape } from './snapshot.ts'

export interface RowsToLoad {
  readonly tables: readonly TableShape[]
  readonly sequences: readonly SequenceState[]
  /** The rows of a table, in the text format of COPY. */
  readonly read: (table: TableShape) => AsyncIterable<Buffer>
}

interface ForeignKey {
  readonly table: string
  readonly name: string
  readonly definition: string
}

interface Trigger {
  readonly table: string
  readonly name: string
  readonly state: string
}

/**
 * Replaces every row of the tables by those that are given, in one transaction: all of them are there afterwards, or
 * nothing has changed.
 *
 * Foreign keys are taken off and put on again at the end, which checks every row; triggers of ours rest meanwhile, since
 * what they would do was done when the rows were first written. The owner of the tables may do all that.
 *
 * @returns how many rows came in
 */
export async function loadTables(pool: Pool, { tables, sequences, read }: RowsToLoad): Promise<number> {
  const client = await pool.connect()
  let broken = true
  try {
    await client.query('begin')
    const keys = await foreignKeys(client)
    const triggers = await ownTriggers(client)
    for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
    for (const { table, name } of triggers) await client.query(`alter table ${table} disable trigger ${name}`)
    if (tables.length > 0) await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`)
    let rows = 0
    for (const table of tables) {
      const into = client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`))
      await pipeline(Readable.from(read(table)), into)
      rows += into.rowCount
    }
    for (const { name, lastValue, isCalled } of sequences) {
      await client.query('select setval($1::regclass, $2::bigint, $3)', [name, lastValue, isCalled])
    }
    for (const { table, name, state } of triggers) {
      await client.query(`alter table ${table} enable ${stateWords[state] ?? ''} trigger ${name}`)
    }
    for (const { table, name, definition } of keys) {
      await client.query(`alter table ${table} add constraint ${name} ${definition}`)
    }
    await client.query('commit')
    // The planner knows nothing of tables that were just filled.
    await client.query('analyze')
    broken = false
    return rows
  } finally {
    client.release(broken)
  }
}

/** As `tgenabled` of pg_trigger says it. */
const stateWords: Readonly<Record<string, string>> = { A: 'always', R: 'replica' }

/** Those that are no part of another, as they are on a partition. */
async function foreignKeys(client: PoolClient): Promise<readonly ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select format('%I.%I', n.nspname, c.relname) as "table", quote_ident(k.conname) as name,
           pg_get_constraintdef(k.oid) as definition
    from pg_catalog.pg_constraint k
    join pg_catalog.pg_class c on c.oid = k.conrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1, 2`)
  return rows
}

async function ownTriggers(client: PoolClient): Promise<readonly Trigger[]> {
  const { rows } = await client.query<Trigger>(`
    select format('%I.%I', n.nspname, c.relname) as "table", quote_ident(t.tgname) as name, t.tgenabled as state
    from pg_catalog.pg_trigger t
    join pg_catalog.pg_class c on c.oid = t.tgrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled <> 'D'
    order by 1, 2`)
  return rows
}

/** Whether any of these tables has a row. @param names as they stand in a query; those that do not exist have none */
export async function anyRow(pool: Pool, names: readonly string[]): Promise<boolean> {
  const there = new Set(
    (await pool.query<{ name: string }>('select relname as name from pg_catalog.pg_class')).rows.map(
      ({ name }) => name,
    ),
  )
  for (const name of names) {
    if (!there.has(name)) continue
    const { rowCount } = await pool.query(`select 1 from "${name}" limit 1`)
    if (rowCount !== 0) return true
  }
  return false
}

/** How many other connections of Vitrine this database has at the moment. For who has opened one so far. */
export async function otherConnections(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`
    select count(*)::int as count from pg_catalog.pg_stat_activity
    where datname = current_database() and application_name in ('vitrine', 'vitrine-queue') and pid <> pg_backend_pid()`)
  return rows[0]?.count ?? 0
}
