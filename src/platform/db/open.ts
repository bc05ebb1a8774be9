import { Kysely, PostgresDialect } from 'kysely'
import { Pool, type PoolConfig, types } from 'pg'
import type { Log } from '#platform/log'
import type { DB } from './tables.generated.ts'

export interface Database {
  readonly pool: Pool
  /** The same database for the job queue, which brings its own idea of a bigint. */
  readonly queuePool: Pool
  readonly kysely: Kysely<DB>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly connection: Pick<PoolConfig, 'connectionString' | 'host' | 'port' | 'user' | 'password' | 'database'>
  readonly connectionsMax: number
  readonly log: Log
}

/** Two listen, one for the background; one shows that this process lives; the others fetch work and report on it. */
const queueConnectionsMax = 8

const int8Oid = 20
const dateOid = 1082

/**
 * bigint columns are read as `bigint`, since money and counts pass 2^53; a date stays the text `2026-01-31`, since it
 * has no time and no zone. Everything else as `pg` does.
 */
const getTypeParser = (oid: number, format: 'text' | 'binary' = 'text'): unknown => {
  if (format === 'text' && oid === int8Oid) return BigInt
  if (format === 'text' && oid === dateOid) return String
  return types.getTypeParser(oid, format)
}
const typeParsers = { getTypeParser: getTypeParser as typeof types.getTypeParser }

/**
 * Opens a pool of connections. A connection that breaks is logged and replaced; without these two handlers Node would
 * end the process, and one of them must sit on each client, since a checked-out client does not report to the pool.
 */
export function openDatabase({ connection, connectionsMax, log }: DatabaseOptions): Database {
  const pool = new Pool({ ...connection, max: connectionsMax, types: typeParsers, application_name: 'vitrine' })
  const queuePool = new Pool({ ...connection, max: queueConnectionsMax, application_name: 'vitrine-queue' })
  let closing = false
  const broke = (error: Error): void => {
    if (!closing) log.warn('a database connection broke', { error })
  }
  for (const one of [pool, queuePool]) {
    one.on('error', broke)
    one.on('connect', (client) => client.on('error', broke))
  }
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    pool,
    queuePool,
    kysely,
    async close() {
      closing = true
      await kysely.destroy()
      // Kysely ends the pool only if it has made a query.
      if (!pool.ended) await pool.end()
      await queuePool.end()
    },
  }
}
