import type { Pool, PoolClient } from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/** A table with the columns that are stored; what PostgreSQL computes from them is not among them. */
export interface TableShape {
  /** Quoted and with its schema, as it stands in a query. */
  readonly name: string
  /** Quoted, in their order. */
  readonly columns: readonly string[]
}

/** A migration that a database has had. */
export interface AppliedMigration {
  readonly name: string
  readonly checksum: string
}

/** Where a sequence stands. */
export interface SequenceState {
  /** Quoted and with its schema. */
  readonly name: string
  readonly lastValue: string
  readonly isCalled: boolean
}

/** Everything that is stored in a database at one moment. */
export interface Snapshot {
  readonly migrations: readonly AppliedMigration[]
  readonly tables: readonly TableShape[]
  readonly sequences: readonly SequenceState[]
  /** The rows of a table, in the text format of COPY; how many they were is known after the last. */
  readonly read: (table: TableShape) => AsyncIterable<Buffer> & { readonly rowCount: number }
}

/** What an extension brings is made again with it. */
const ours = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and not exists (
  select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

const tablesSql = `
  select format('%I.%I', n.nspname, c.relname) as name,
         array_agg(quote_ident(a.attname) order by a.attnum) as columns
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relkind = 'r' and ${ours}
  group by n.nspname, c.relname order by 1`

const sequencesSql = `
  select format('%I.%I', n.nspname, c.relname) as name
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'S' and ${ours} order by 1`

/** Every table there is, of every schema but PostgreSQL's own. */
export async function findTables(client: Pool | PoolClient): Promise<readonly TableShape[]> {
  return (await client.query<TableShape>(tablesSql)).rows
}

/** The migrations that a database has had, in order; none where it was never migrated. */
export async function appliedMigrations(client: Pool | PoolClient): Promise<readonly AppliedMigration[]> {
  const { rows: found } = await client.query<{ there: string | null }>(
    `select to_regclass('platform_migrations')::text as there`,
  )
  if (!found[0]?.there) return []
  const { rows } = await client.query<AppliedMigration>('select name, checksum from platform_migrations order by name')
  return rows
}

/**
 * Shows `work` the database as it is at one moment, however long that takes and whatever is written meanwhile: all is
 * read in one transaction that sees nothing of what commits after it began.
 */
export async function withSnapshot<Out>(pool: Pool, work: (snapshot: Snapshot) => Promise<Out>): Promise<Out> {
  const client = await pool.connect()
  let broken = true
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables = await findTables(client)
    const sequences: SequenceState[] = []
    for (const { name } of (await client.query<{ name: string }>(sequencesSql)).rows) {
      const { rows } = await client.query<SequenceState>(
        `select last_value::text as "lastValue", is_called as "isCalled" from ${name}`,
      )
      if (rows[0]) sequences.push({ name, lastValue: rows[0].lastValue, isCalled: rows[0].isCalled })
    }
    const out = await work({
      migrations: await appliedMigrations(client),
      tables,
      sequences,
      read: ({ name, columns }) => client.query(copyTo(`copy ${name} (${columns.join(', ')}) to stdout`)),
    })
    await client.query('commit')
    broken = false
    return out
  } finally {
    // A connection in the midst of a copy is of no use to the next.
    client.release(broken)
  }
}
