import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Ended, type Product, runCommand } from '#test/product'
import { query } from '#test/residue'

/** What `backup --json` and `restore --json` answer. */
export interface BackupAnswer {
  readonly file: string
  readonly rows: number
  readonly files: number
  readonly missing: number
  readonly resumed: boolean
}
export interface RestoreAnswer {
  readonly rows: number
  readonly files: number
  readonly missing: number
  readonly unreadable: number
}

/** A backup of what runs, or the end of the test. */
export async function takeBackup(product: Product, file: string): Promise<BackupAnswer> {
  const { code, stdout, stderr } = await product.command(['backup', file, '--json'])
  assert.equal(code, 0, stderr)
  return JSON.parse(stdout) as BackupAnswer
}

/** Restores into a data folder where nothing runs. */
export const restoreInto = (
  place: { readonly home: string; readonly keys: string },
  file: string,
  more: readonly string[] = [],
): Promise<Ended> =>
  runCommand({ ...surroundings, VITRINE_HOME: place.home, VITRINE_KEYS: place.keys }, [
    'restore',
    file,
    '--json',
    ...more,
  ])

const surroundings = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LOG_LEVEL: 'warn' }

/** The code of a command that was refused. */
export const codeOf = ({ stderr }: Ended): string => {
  const line = stderr.split('\n').find((one) => one.startsWith('{')) ?? '{}'
  return (JSON.parse(line) as { code?: string }).code ?? stderr
}

/**
 * How many rows each table has, and a fingerprint of all of them; what a start, a backup or a restore itself changes left
 * out. Both are written into the log of acts: see `assertWholeLog`.
 */
export async function rowsOf(product: Pick<Product, 'home'>): Promise<Readonly<Record<string, string>>> {
  const tables = await query<{ name: string }>(
    product,
    `select format('%I.%I', schemaname, tablename) as name from pg_catalog.pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')
       and tablename not in ('platform_blob_holds', '_private_known_crontabs', '_private_tasks', 'privacy_audit_entries', 'privacy_audit_head')
       -- Written every minute by what runs.
       and tablename not like 'privacy_statistics_%' order by 1`,
  )
  const result: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await query<{ rows: string }>(
      product,
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as rows from ${name} t`,
    )
    result[name] = row?.rows ?? ''
  }
  return result
}

/** Every file of the store, but for those on their way: its name and its bytes. */
export function filesOf({ home }: Pick<Product, 'home'>): ReadonlyMap<string, Buffer> {
  const folder = join(home, 'blobs')
  if (!existsSync(folder)) return new Map()
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('incoming'))
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))]),
  )
}

/** Every act that was written down before the backup stands in the restored log, and the restore after them. */
export async function assertWholeLog(source: Pick<Product, 'home'>, restored: Pick<Product, 'home'>): Promise<void> {
  const acts = async (place: Pick<Product, 'home'>) => [
    ...(await query<{ kind: string; hash: string }>(
      place,
      `select kind, encode(hash, 'hex') as hash from privacy_audit_entries order by seq`,
    )),
  ]
  const [before, after] = [await acts(source), await acts(restored)]
  assert.equal(before.pop()?.kind, 'backup-made')
  assert.equal(after.pop()?.kind, 'backup-restored')
  assert.ok(before.length > 0)
  assert.deepEqual(after, before)
}
