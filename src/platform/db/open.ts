import { Kysely, type LogEvent, PostgresDialect } from 'kysely'
import { Pool, type PoolClient, types } from 'pg'
import type { Log } from '#platform/log'
import { type Metrics, counter, gauge, histogram } from '#platform/metrics'
import type { Connection } from './roles.ts'
import type { DB } from './tables.generated.ts'

export type { Connection } from './roles.ts'
/** For who speaks to the database itself, as a copy of everything does. */
export type Connections = Pool
export type PooledConnection = PoolClient

export interface Database {
  readonly pool: Pool
  /** The same database for the job queue, which brings its own idea of a bigint. */
  readonly queuePool: Pool
  readonly kysely: Kysely<DB>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly connection: Connection
  readonly connectionsMax: number
  readonly log: Log
  readonly metrics?: Metrics
  /** A query that takes longer is logged. 200 unless told. */
  readonly slowQueryMs?: number
}

/** Two listen, one for the background; one shows that this process lives; the others fetch work and report on it. */
const queueConnectionsMax = 8

const querySeconds = histogram('vitrine_database_query_seconds', 'How long a query took.', [
  ...[0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
])
const slowQueries = counter('vitrine_database_slow_queries_total', 'Queries that the log tells of as slow.')
const pools = ['house', 'queue'] as const
const openConnections = gauge('vitrine_database_open_connections', 'Connections to the database.', {
  pool: pools,
  state: ['busy', 'idle'],
})
const waitingQueries = gauge('vitrine_database_waiting_queries', 'Queries that wait for a connection.', { pool: pools })

function watchPools(metrics: Metrics, watched: Readonly<Record<(typeof pools)[number], Pool>>): void {
  metrics.watch(openConnections, () =>
    pools.flatMap((name) => {
      const { totalCount, idleCount } = watched[name]
      return [
        { labels: { pool: name, state: 'idle' as const }, value: idleCount },
        { labels: { pool: name, state: 'busy' as const }, value: totalCount - idleCount },
      ]
    }),
  )
  metrics.watch(waitingQueries, () =>
    pools.map((name) => ({ labels: { pool: name }, value: watched[name].waitingCount })),
  )
}

/**
 * A query as one line. Values are $1, $2 already; texts in quotes are left out as well, so that not even one that was
 * written into a query by mistake gets into the log.
 */
export const withoutValues = (text: string): string =>
  text
    .replaceAll(/'(?:[^']|'')*'/g, "'…'")
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 2000)

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
export const poolTypes = { getTypeParser: getTypeParser as typeof types.getTypeParser }

/**
 * Opens a pool of connections. A connection that breaks is logged and replaced; without these two handlers Node would
 * end the process, and one of them must sit on each client, since a checked-out client does not report to the pool.
 */
export function openDatabase({
  connection,
  connectionsMax,
  log,
  metrics,
  slowQueryMs = 200,
}: DatabaseOptions): Database {
  const pool = new Pool({ ...connection, max: connectionsMax, types: poolTypes, application_name: 'vitrine' })
  const queuePool = new Pool({ ...connection, max: queueConnectionsMax, application_name: 'vitrine-queue' })
  let closing = false
  const broke = (error: Error): void => {
    if (!closing) log.warn('a database connection broke', { error })
  }
  for (const one of [pool, queuePool]) {
    one.on('error', broke)
    one.on('connect', (client) => client.on('error', broke))
  }
  const told = ({ query, queryDurationMillis: durationMs }: LogEvent): void => {
    metrics?.observe(querySeconds, {}, durationMs / 1000)
    if (durationMs < slowQueryMs) return
    metrics?.count(slowQueries, {})
    log.warn('slow query', { durationMs: Math.round(durationMs), sql: withoutValues(query.sql) })
  }
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), log: told })
  if (metrics) watchPools(metrics, { house: pool, queue: queuePool })
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
