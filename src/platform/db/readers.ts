import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import type { Reader } from '#declaration'
import type { Log } from '#platform/log'
import { type Connection, poolTypes } from './open.ts'
import type { DB } from './tables.generated.ts'

/** The database as each reader sees it. */
export interface Readers {
  readonly of: (reader: Reader) => Kysely<DB>
  close(): Promise<void>
}

/** They work in the background; what waits for them is a page of staff. */
const connectionsMax = 2

/** Opens a pool for a reader when it is first asked for. @param connectionOf how to connect with the reader's rights */
export function openReaders(connectionOf: (reader: Reader) => Connection, log: Log): Readers {
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
      const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
      opened.set(reader, kysely)
      return kysely
    },
    async close() {
      await Promise.all([...opened.values()].map((kysely) => kysely.destroy()))
      opened.clear()
    },
  }
}
