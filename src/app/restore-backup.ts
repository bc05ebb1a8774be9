import { existsSync, mkdirSync } from 'node:fs'
import { type ReadBackup, loadFiles, loadRows, readBackup } from '#platform/backup'
import { systemChance } from '#platform/chance'
import { systemClock } from '#platform/clock'
import type { Config } from '#platform/config'
import { type Database, anyRow, appliedMigrations, migrate, otherConnections } from '#platform/db'
import { prepareQueue } from '#platform/jobs'
import { type Log, openLog } from '#platform/log'
import { Refusal } from '#platform/refusal'
import {
  type KeyRing,
  type Keys,
  countLostKeys,
  dropLostKeys,
  openKeyRing,
  openVault,
  putKeyFile,
  readKit,
  ringOfKeys,
} from '#platform/vault'
import { adoptNotes } from '#privacy/erasure'
import { onBareDatabase, ownMigrations } from './open-database.ts'
import { openHouse } from './open-house.ts'
import { putRestoreMark, removeRestoreMark, restoreMark } from './restore-mark.ts'
import { afterRestore } from './restored.ts'
import { allStores } from './stores.ts'

export interface RestoreOptions {
  readonly config: Config
  readonly file: string
  /** The text of a recovery kit, where there is no key file; one is made of it. */
  readonly kit?: string
  /** The folder that tells who was erased, of the old data folder, where that is not in the new one. */
  readonly erased?: string
  /** Told what takes long. */
  readonly say?: (line: string) => void
  readonly onStep?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

export interface RestoreReport {
  readonly madeAt: string
  /** The version that made the backup. */
  readonly vitrine: string
  readonly tables: number
  readonly rows: number
  readonly files: number
  /** Files that rows name and that were missing when the backup was made already. */
  readonly missing: number
  /** People whose sealed values could not be opened any more, since the master keys of that time are destroyed. */
  readonly unreadable: number
  /** What the operator should know. */
  readonly told: readonly string[]
}

/**
 * Brings a backup back into an empty installation: of the same version, or of a newer one, which then migrates it.
 *
 * The backup is read to its end before anything is changed. Cut off, it can be begun again with the same file, and nothing
 * starts on what is there until it is finished.
 *
 * @throws Refusal `keys-not-found`, `keys-are-there`, `kit-not-understood`, `backup-…`, `erased-not-found`, `server-running`, `not-empty`,
 *   `database-newer`
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const { config, file, erased, say = () => {}, onStep, signal } = options
  const kit = options.kit === undefined ? null : keysOfKit(config, options.kit)
  const ring = kit ? ringOfKeys(kit) : keysOf(config)
  const vault = openVault({ ring, clock: systemClock, chance: systemChance, stores: [] })
  say('reading the backup to its end')
  const identity = ring.backup()
  if (identity === null) throw keysNotFound(config)
  const backup = await readBackup(file, { identity, vault })
  requireKnownMigrations(backup)
  mkdirSync(config.home, { recursive: true, mode: 0o700 })
  // Before the rows, so that a restore that is begun again without the folder still knows them.
  if (erased !== undefined) await adoptNotes(config.home, erased)
  // Only now, when the kit has opened the backup.
  if (kit) putKeyFile(config.keysFile, kit)

  const log = openLog({ level: config.logLevel })
  await onBareDatabase({ config, log, say }, (owner) => bringRows(config, owner, backup, log, say))

  const open = await openHouse({ config, say, restoring: true })
  try {
    await dropLostKeys(open.ctx.db, open.ring, open.ctx.clock.now())
    // Counted as they stand: an attempt that was cut off may have dropped them.
    const unreadable = await countLostKeys(open.ctx.db)
    const { missing } = await loadFiles(open.ctx, backup, {
      ...(onStep ? { onStep } : {}),
      ...(signal ? { signal } : {}),
    })
    const told: string[] = []
    for (const step of afterRestore) {
      const sentence = await step.run(open.ctx, { madeAt: new Date(backup.manifest.madeAt) })
      if (sentence !== null) told.push(sentence)
    }
    removeRestoreMark(config.home)
    const { madeAt, vitrine, tables, rows, files } = backup.manifest
    return { madeAt, vitrine, tables, rows, files, missing, unreadable, told }
  } finally {
    await open.close()
  }
}

function keysOf(config: Config): KeyRing {
  if (!existsSync(config.keysFile)) throw keysNotFound(config)
  return openKeyRing(config.keysFile, { clock: systemClock, chance: systemChance })
}

function keysOfKit(config: Config, text: string): Keys {
  if (existsSync(config.keysFile)) {
    throw new Refusal(
      'conflict',
      'keys-are-there',
      `There is a key file ${config.keysFile} already. Restore without --kit, or move that file away first.`,
    )
  }
  return readKit(text)
}

const keysNotFound = ({ keysFile }: Config): Refusal =>
  new Refusal(
    'not-found',
    'keys-not-found',
    `A backup opens only with the keys of the installation that made it. Put its key file to ${keysFile}, or name its recovery kit with --kit.`,
  )

/** The migrations of the backup are the first of ours, unchanged. */
function requireKnownMigrations(backup: ReadBackup): void {
  const own = ownMigrations()
  const isKnown = backup.database.migrations.every(
    ({ name, checksum }, index) => own[index]?.name === name && own[index].checksum === checksum,
  )
  if (isKnown) return
  throw new Refusal(
    'conflict',
    'backup-newer',
    `This backup was made by Vitrine ${backup.manifest.vitrine}, which knows more than this version. Restore it with that one.`,
  )
}

/** Leaves the rows of the backup in the database, or nothing has changed there. */
async function bringRows(
  config: Config,
  database: Database,
  backup: ReadBackup,
  log: Log,
  say: (line: string) => void,
): Promise<void> {
  const { pool, queuePool } = database
  if ((await otherConnections(pool)) > 0) {
    throw new Refusal('conflict', 'server-running', 'Vitrine runs on this database. Stop it first.')
  }
  const marked = restoreMark(config.home)
  const isEmpty = await holdsNobody(database)
  if (marked !== null && marked !== backup.id) {
    throw new Refusal(
      'conflict',
      'other-restore-unfinished',
      'A restore of another backup was cut off here. Finish that one first.',
    )
  }
  // Under its mark rows can only be those of this backup: they came all at once, and what is missing are files.
  if (!isEmpty && marked === backup.id) return
  if (!isEmpty) {
    throw new Refusal(
      'conflict',
      'not-empty',
      'There are people or pictures here already. A backup is restored into an empty installation: name another VITRINE_HOME, or another DATABASE_URL.',
    )
  }
  const wanted = backup.database.migrations.length
  if ((await appliedMigrations(pool)).length > wanted) {
    throw new Refusal(
      'conflict',
      'database-newer',
      'This database is empty, but newer than the backup. Restore before the first start: name another VITRINE_HOME, or another DATABASE_URL.',
    )
  }
  putRestoreMark(config.home, backup.id)
  await prepareQueue(queuePool, log)
  await migrate(pool, ownMigrations().slice(0, wanted))
  say(`bringing back ${backup.manifest.rows} rows`)
  await loadRows(pool, backup)
}

/** Whether no table that holds something of people, and none of files, has a row. */
function holdsNobody({ pool }: Database): Promise<boolean> {
  const names = allStores.flatMap((store) =>
    store.kind === 'table' && (store.subject !== 'none' || store.owner === 'platform/blobs') ? [store.name] : [],
  )
  return anyRow(pool, names).then((any) => !any)
}
