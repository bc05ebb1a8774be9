import { inTransaction } from '#platform/context'
import { appendAudit } from '#privacy/audit'
import { type BackupOptions, type BackupReport, writeBackup } from '#platform/backup'
import type { HouseDatabase } from './open-database.ts'
import type { OpenHouse } from './open-house.ts'
import { readVersion } from './version.ts'

/** Writes a backup of the house, and into the log of acts that there is one; see `writeBackup`. */
export async function backUp(
  { ctx, database, ring }: Pick<OpenHouse, 'ctx' | 'ring'> & { readonly database: Pick<HouseDatabase, 'asOwner'> },
  options: Omit<BackupOptions, 'version'>,
): Promise<BackupReport> {
  const report = await database.asOwner(({ pool }) =>
    writeBackup({ ctx, pool, ring }, { ...options, version: readVersion() }),
  )
  const { madeAt, rows, files } = report
  await inTransaction(ctx, (tx) =>
    appendAudit(tx, { kind: 'backup-made', by: null, about: null, detail: { madeAt, rows, files } }),
  )
  return report
}
