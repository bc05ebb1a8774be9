import { Kysely, type LogEvent, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import type { Reader } from '#declaration'
import type { Log } from '#platform/log'
import { type Connection, poolTypes, withoutValues } from './open.ts'
import type { DB } from './tables.generated.ts'

/** The database as each reader sees it. */
export interface Readers {
  readonly of: (reader: Reader) => Kysely<DB>
  close(): Promise<void>
}

/** They work in the background; what waits for them is a page of staff. */
const connectionsMax = 2

export interface ReadersOptions {
  /** How to connect with the rights of a reader. */
  readonly connectionOf: (reader: Reader) => Connection
  readonly log: Log
  /** Told when PostgreSQL denied a reader what it asked for; the query has no values in it. */
  readonly onDenied?: (reader: Reader, query: string) => void
}

/** As PostgreSQL says that a right is missing. */
const insufficientPrivilege = '42501'

/** Opens a pool for a reader when it is first asked for. */
export function openReaders({ connectionOf, log, onDenied }: ReadersOptions): Readers {
  const opened = new Map<Reader, Kysely<DB>>()
  return {
    of(reader) {
      const known = opened.get(reader)
      if (known) return known
      const pool = new Pool({
        ...connectionOf(reader),
        max: connectionsMax,
        types: poolTypes,
        application_name: `vitrine-${reader}`,
      })
      const broke = (error: Error): void => log.warn('a database connection broke', { error })
      pool.on('error', broke)
      pool.on('connect', (client) => client.on('error', broke))
      const told = (event: LogEvent): void => {
        if (event.level !== 'error') return
        if ((event.error as { code?: string }).code === insufficientPrivilege) {
          onDenied?.(reader, withoutValues(event.query.sql))
        }
      }
      const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), log: told })
      opened.set(reader, kysely)
      return kysely
    },
    async close() {
      await Promise.all([...opened.values()].map((kysely) => kysely.destroy()))
      opened.clear()
    },
  }
}
