import { existsSync, mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { limits, pictureTasks } from '#library/ingest'
import { flushDownloads } from '#library/search'
import { systemChance } from '#platform/chance'
import { systemClock } from '#platform/clock'
import type { Config } from '#platform/config'
import { type Ctx, inTransaction } from '#platform/context'
import { openNotices } from '#platform/db'
import type { Id } from '#platform/ids'
import { openJail } from '#platform/jail'
import { openEgress } from '#platform/egress'
import { openLog } from '#platform/log'
import { openPost } from '#platform/mail'
import { openMetrics } from '#platform/metrics'
import { openOutside } from '#platform/outside'
import { openDiskStorage } from '#platform/storage'
import { openThrottle } from '#platform/throttle'
import { type KeyRing, backupIdentity, openKeyRing, openVault, withKeyFile } from '#platform/vault'
import { type AuditEntry, appendAudit } from '#privacy/audit'
import { mayUse, mayWriteTo, noteUnsentLetter } from '#privacy/consent'
import { keepNotes } from '#privacy/erasure'
import { flushCounts } from '#privacy/statistics'
import { mayConnect } from '#privacy/vendors'
import { furnishHouse } from './furnish-house.ts'
import type { House } from './house.ts'
import { type HouseDatabase, openHouseDatabase } from './open-database.ts'
import { requireRestored } from './restore-mark.ts'
import { allStores } from './stores.ts'
import { hostsNamed } from './hosts-named.rules.ts'

/** A house that is open: everything is connected, nothing serves or works yet. */
export interface OpenHouse {
  readonly house: House
  readonly ctx: Ctx
  readonly database: HouseDatabase
  readonly ring: KeyRing
  /** Whether this process is the first in the data folder; then it may clear what a crash left. */
  readonly first: boolean
  close(): Promise<void>
}

export interface OpenOptions {
  readonly config: Config
  /** Told what takes long. */
  readonly say?: (line: string) => void
  /** Opens it although a restore is not finished: for who finishes it. */
  readonly restoring?: boolean
}

/**
 * Opens the house: database (started, joined or named by DATABASE_URL), migrations, roles, data map, keys, storage, mail.
 *
 * @throws PostgresProblem, MigrationProblem, UndeclaredData, ConfigProblem, RestoreUnfinished: each says what to do
 */
export async function openHouse({ config, say = () => {}, restoring = false }: OpenOptions): Promise<OpenHouse> {
  mkdirSync(config.home, { recursive: true, mode: 0o700 })
  if (!restoring) {
    requireRestored(config.home)
    await keepNotes(config.home)
  }
  const log = openLog({ level: config.logLevel })
  const metrics = openMetrics()
  const clock = systemClock
  const chance = systemChance

  /** Outside the transaction of whoever asked, so that it stays when that is rolled back. */
  const note = async (entry: AuditEntry): Promise<void> => {
    log.error('somebody asked for what may not be read', { code: entry.kind })
    await inTransaction(ctx, (tx) => appendAudit(tx, entry)).catch((error: unknown) =>
      log.error('an entry of the audit log could not be written', { error }),
    )
  }
  const onDenied = (reader: string, query: string): void =>
    void note({ kind: 'reader-denied', by: null, about: null, detail: { reader, query } })
  const database = await openHouseDatabase({ config, log, metrics, say, onDenied })
  let ctx: Ctx
  try {
    const openRing = (): KeyRing => openKeyRing(config.keysFile, { clock, chance })
    // Of two first starts at once one makes the file.
    const ring = existsSync(config.keysFile) ? openRing() : await withKeyFile(database.kysely, openRing)
    // From the first start on, so that a copy of the key file opens every backup.
    await backupIdentity(database.kysely, ring)
    const jail = openJail({
      module: pictureTasks,
      size: Math.max(1, Math.min(4, availableParallelism())),
      timeoutMs: limits.timeMs,
      memoryBytes: limits.memoryBytes,
    })
    const egress = openEgress({
      stores: allStores,
      hosts: hostsNamed(config),
      gate: (asked) => mayConnect({ db: database.kysely, clock, config }, asked),
    })
    ctx = {
      in: 'house',
      config,
      clock,
      chance,
      log,
      metrics,
      vault: openVault({
        ring,
        clock,
        chance,
        stores: allStores,
        onRefused: ({ column, subjectId, purpose }) =>
          note({ kind: 'purpose-refused', by: null, about: subjectId as Id<'person'>, detail: { column, purpose } }),
        mayUse: (db, personId, purpose) => mayUse({ db }, personId, purpose),
      }),
      throttle: openThrottle({ chance }),
      db: database.kysely,
      dbAs: database.readers.of,
      storage: await openDiskStorage(config.home, chance),
      post: openPost({
        config,
        stores: allStores,
        clock,
        chance,
        egress,
        metrics,
        mayWriteTo: (address, purpose) => mayWriteTo(ctx, address, purpose),
        onNotAgreed: (letter) => noteUnsentLetter(ctx, letter),
      }),
      egress,
      outside: openOutside({ egress }),
      jail,
      notices: openNotices({ pool: database.pool, chance, log }),
    }
    return {
      house: furnishHouse(ctx),
      ctx,
      database,
      ring,
      first: database.postgres !== null && !database.postgres.joined,
      async close() {
        await flushDownloads(ctx).catch((error: unknown) => log.warn('counts of downloads were lost', { error }))
        await flushCounts(ctx).catch((error: unknown) => log.warn('statistics were lost', { error }))
        await ctx.notices.stop()
        await jail.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close().catch(() => {})
    throw error
  }
}
