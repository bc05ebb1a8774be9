import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { PoolConfig } from 'pg'
import { limits, pictureTasks } from '#library/ingest'
import { flushDownloads } from '#library/search'
import { systemChance } from '#platform/chance'
import { systemClock } from '#platform/clock'
import type { Config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { type Database, migrate, openDatabase, openNotices, readMigrations } from '#platform/db'
import { openJail } from '#platform/jail'
import { prepareQueue } from '#platform/jobs'
import { openLog } from '#platform/log'
import { openPost } from '#platform/mail'
import { openMetrics } from '#platform/metrics'
import { type Postgres, startPostgres } from '#platform/postgres'
import { openDiskStorage } from '#platform/storage'
import { openThrottle } from '#platform/throttle'
import { type KeyRing, openKeyRing, openVault } from '#platform/vault'
import { requireDeclared } from '#privacy/data-map'
import { furnishHouse } from './furnish-house.ts'
import type { House } from './house.ts'
import { allStores } from './stores.ts'
import { whatIsThere } from './what-is-there.ts'

/** A house that is open: everything is connected, nothing serves or works yet. */
export interface OpenHouse {
  readonly house: House
  readonly ctx: Ctx
  readonly database: Database
  readonly ring: KeyRing
  /** Whether this process is the first in the data folder; then it may clear what a crash left. */
  readonly first: boolean
  close(): Promise<void>
}

export interface OpenOptions {
  readonly config: Config
  /** Told what takes long. */
  readonly say?: (line: string) => void
}

const migrationsFolder = join(import.meta.dirname, '../../migrations')

/**
 * Opens the house: database (started, joined or named by DATABASE_URL), migrations, data map, keys, storage, mail.
 *
 * @throws PostgresProblem, MigrationProblem, UndeclaredData: each says what to do
 */
export async function openHouse({ config, say = () => {} }: OpenOptions): Promise<OpenHouse> {
  mkdirSync(config.home, { recursive: true, mode: 0o700 })
  const log = openLog({ level: config.logLevel })
  const metrics = openMetrics()
  const clock = systemClock
  const chance = systemChance

  const postgres: Postgres | null =
    config.databaseUrl === undefined ? await startPostgres({ home: config.home, say }) : null
  const connection: PoolConfig = postgres
    ? { ...postgres.connection, database: 'postgres' }
    : { connectionString: config.databaseUrl }
  const database = openDatabase({ connection, connectionsMax: 20, log, metrics })
  try {
    await prepareQueue(database.queuePool, log)
    const applied = await migrate(database.pool, readMigrations(migrationsFolder))
    if (applied.length > 0) say(`database brought up to ${applied.at(-1)}`)
    requireDeclared(allStores, await whatIsThere(database))
    const ring = openKeyRing(config.keysFile, { clock, chance })
    const jail = openJail({
      module: pictureTasks,
      size: Math.max(1, Math.min(4, availableParallelism())),
      timeoutMs: limits.timeMs,
      memoryBytes: limits.memoryBytes,
    })
    const ctx: Ctx = {
      in: 'house',
      config,
      clock,
      chance,
      log,
      metrics,
      vault: openVault({ ring, clock, chance, stores: allStores }),
      throttle: openThrottle({ chance }),
      db: database.kysely,
      storage: await openDiskStorage(config.home, chance),
      post: openPost({ config, stores: allStores, clock, chance, metrics }),
      jail,
      notices: openNotices({ pool: database.pool, chance, log }),
    }
    return {
      house: furnishHouse(ctx),
      ctx,
      database,
      ring,
      first: postgres !== null && !postgres.joined,
      async close() {
        await flushDownloads(ctx).catch((error: unknown) => log.warn('counts of downloads were lost', { error }))
        await ctx.notices.stop()
        await jail.close()
        await database.close()
        await postgres?.stop()
      },
    }
  } catch (error) {
    await database.close().catch(() => {})
    await postgres?.stop()
    throw error
  }
}
