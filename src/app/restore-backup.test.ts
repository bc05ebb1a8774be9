import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { writeBackup } from '#platform/backup'
import { readConfig } from '#platform/config'
import { migrate, openDatabase } from '#platform/db'
import { prepareQueue } from '#platform/jobs'
import { openLog } from '#platform/log'
import { openKeyRing } from '#platform/vault'
import { emptyDatabase, openTestCtx } from '#test/house'
import { ownMigrations } from './open-database.ts'
import { restoreBackup } from './restore-backup.ts'

describe('a backup of an older version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-older-'))
  after(() => rmSync(folder, { recursive: true }))

  test('comes back into a database of DATABASE_URL and is migrated there; one of a newer version is refused', async () => {
    const t = await openTestCtx()
    const log = openLog({ level: 'warn' })
    const old = openDatabase({ connection: await emptyDatabase(), connectionsMax: 4, log })
    const target = await emptyDatabase()
    const files = ownMigrations()
    const firstWithBackups = files.findIndex(({ name }) => name.endsWith('_holds')) + 1
    assert.ok(firstWithBackups > 0 && firstWithBackups < files.length, 'there have been migrations since')
    try {
      await prepareQueue(old.queuePool, log)
      await migrate(old.pool, files.slice(0, firstWithBackups))
      const personId = '01890000-0000-7000-8000-000000000001'
      await old.pool.query(
        `insert into platform_subject_keys (subject_id, wrapped, master_id, created_at) values ($1, '\\x01', 'long ago', '2026-01-01')`,
        [personId],
      )
      const ring = openKeyRing(t.ctx.config.keysFile, t.ctx)
      const file = join(folder, 'older.backup')
      await writeBackup({ ctx: { ...t.ctx, db: old.kysely }, pool: old.pool, ring }, { file, version: '0.0.9' })
      const newer = join(folder, 'newer.backup')
      await migrate(old.pool, files)
      await old.pool.query(`insert into platform_migrations (name, checksum) values ('9999_later', 'x')`)
      await writeBackup({ ctx: { ...t.ctx, db: old.kysely }, pool: old.pool, ring }, { file: newer, version: '9.9.9' })

      const { host, port, user, password, database } = target
      const url = `postgres://${user}:${String(password)}@/${database}?host=${encodeURIComponent(host ?? '')}&port=${port}`
      const config = readConfig(
        {
          VITRINE_HOME: join(folder, 'home'),
          VITRINE_KEYS: t.ctx.config.keysFile,
          DATABASE_URL: url,
          LOG_LEVEL: 'warn',
        },
        folder,
      )
      await assert.rejects(restoreBackup({ config, file: newer }), { code: 'backup-newer' })
      const report = await restoreBackup({ config, file })
      assert.deepEqual([report.vitrine, report.unreadable], ['0.0.9', 1])

      const restored = openDatabase({ connection: target, connectionsMax: 1, log })
      const { rows } = await restored.pool.query('select name from platform_migrations order by name')
      assert.deepEqual(
        rows,
        files.map(({ name }) => ({ name })),
      )
      assert.deepEqual((await restored.pool.query('select subject_id from platform_lost_keys')).rows, [
        { subject_id: personId },
      ])
      await restored.close()
    } finally {
      await old.close()
      await t.close()
    }
  })
})
