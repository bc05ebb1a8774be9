import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PoolConfig } from 'pg'
import { type Store, grantsOf, needsConsent, storesOf } from '#declaration'
import { systemChance } from '#platform/chance'
import { type FixedClock, fixedClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import type { Ctx } from '#platform/context'
import {
  type Database,
  type Readers,
  type RoleNames,
  connectionAs,
  keepRoles,
  openDatabase,
  openNotices,
  openReaders,
} from '#platform/db'
import { type Jail, openJail } from '#platform/jail'
import { type Handler, runDueJobs } from '#platform/jobs'
import { openEgress } from '#platform/egress'
import { openLog } from '#platform/log'
import type { Letter } from '#platform/mail'
import { openMetrics } from '#platform/metrics'
import { type OutsideOptions, openOutside } from '#platform/outside'
import { openDiskStorage } from '#platform/storage'
import { openThrottle } from '#platform/throttle'
import { openKeyRing, openVault } from '#platform/vault'
import { limits, pictureTasks } from '#library/ingest'
import { auditStores } from '#privacy/audit'
import { mayUse, mayWriteTo } from '#privacy/consent'

/** A house for one test file: real database, real disk, real decoder; a clock that stands still; mails caught. */
export interface TestHouse {
  readonly ctx: Ctx
  readonly clock: FixedClock
  /** Every letter sent so far. */
  readonly letters: Letter[]
  /** Every log line written so far. */
  readonly logLines: string[]
  readonly database: Database
  /** How to connect to this file's database with another pool. */
  readonly connection: PoolConfig
  /** The roles of this file's database, if it has any. */
  readonly roleNames: RoleNames | undefined
  /** Does queued work until none is due by the machine's clock; a failing piece fails the test. */
  runJobs(handlers: readonly Handler[]): Promise<void>
  close(): Promise<void>
}

export interface TestHouseOptions {
  /** The declarations of the rooms under test. */
  readonly stores?: readonly Store[]
  /** Whether the database has its roles, with the rights that `stores` give, so that `ctx.dbAs` works. */
  readonly roles?: boolean
  readonly environment?: Readonly<Record<string, string>>
  /** The web that people's addresses lead to; without it there is none. `#test/web` opens one. */
  readonly web?: Pick<OutsideOptions, 'resolver' | 'dial' | 'authorities'>
}

/** A web in which no name is known. */
const noWeb: NonNullable<TestHouseOptions['web']> = {
  resolver: { addresses: async () => [], texts: async () => [] },
  dial: () => {
    throw new Error('open the test house with a web')
  },
}

let count = 0

/** A new database of this run's server, empty unless a template is named; needs `--test-global-setup`. */
async function newDatabase(from: 'template1' | 'vitrine_template'): Promise<PoolConfig> {
  const given = process.env['VITRINE_TEST_POSTGRES']
  if (!given) throw new Error('run tests with npm test, or with --test-global-setup=test/kit/global-setup.ts')
  const server = JSON.parse(given) as PoolConfig
  const log = openLog({ level: 'warn' })
  const admin = openDatabase({ connection: { ...server, database: 'postgres' }, connectionsMax: 1, log })
  const database = `test_${process.pid}_${count++}`
  await admin.pool.query(`create database ${database} template ${from} strategy file_copy`)
  await admin.close()
  return { ...server, database }
}

/** A migrated database. */
export const cloneDatabase = (): Promise<PoolConfig> => newDatabase('vitrine_template')

/** A database in which nothing is. */
export const emptyDatabase = (): Promise<PoolConfig> => newDatabase('template1')

export async function openTestCtx({
  stores = [],
  roles = false,
  environment = {},
  web = noWeb,
}: TestHouseOptions = {}): Promise<TestHouse> {
  const home = await mkdtemp(join(tmpdir(), 'vitrine-house-'))
  const logLines: string[] = []
  const log = openLog({ level: 'debug', destination: { write: (line) => void logLines.push(line) } })
  const connection = await cloneDatabase()
  const metrics = openMetrics()
  const database = openDatabase({ connection, connectionsMax: 20, log, metrics })
  const made = roles ? await makeRoles(database, connection, stores) : null
  const clock = fixedClock()
  const letters: Letter[] = []
  const mailKinds = new Map(storesOf(stores, 'mail').map((store) => [store.name, store]))
  let jail: Jail | undefined

  // A test house speaks to nobody.
  const egress = openEgress({ stores, hosts: {}, gate: async () => ({ shut: 'this is a test' }) })
  const ctx: Ctx = {
    in: 'house',
    config: readConfig({ VITRINE_HOME: home, LOG_LEVEL: 'silent', ...environment }, home),
    clock,
    chance: systemChance,
    log,
    metrics,
    vault: openVault({
      ring: openKeyRing(join(home, 'keys.json'), { clock, chance: systemChance }),
      clock,
      chance: systemChance,
      // Acts are written down wherever one happens.
      stores: [...new Set([...stores, ...auditStores])],
      mayUse: (db, personId, purpose) => mayUse({ db }, personId, purpose),
    }),
    throttle: openThrottle({ chance: systemChance }),
    db: database.kysely,
    dbAs(reader) {
      if (!made) throw new Error('open the test house with `roles: true`')
      return made.readers.of(reader)
    },
    storage: await openDiskStorage(home, systemChance),
    post: {
      async send(letter) {
        const kind = mailKinds.get(letter.kind)
        if (!kind) throw new Error(`mail kind ${letter.kind} is not declared`)
        for (const purpose of kind.purposes) {
          if (needsConsent(kind.basis, purpose) && !(await mayWriteTo(ctx, letter.to, purpose))) return 'not-agreed'
        }
        letters.push(letter)
        return 'sent'
      },
    },
    egress,
    outside: openOutside({ egress, ...web }),
    notices: openNotices({ pool: database.pool, chance: systemChance, log }),
    // Opened on first use: most files never decode a picture.
    get jail() {
      jail ??= openJail({ module: pictureTasks, size: 2, timeoutMs: limits.timeMs, memoryBytes: limits.memoryBytes })
      return jail
    },
  }
  return {
    ctx,
    clock,
    letters,
    logLines,
    database,
    connection,
    roleNames: made?.names,
    runJobs: (handlers) => runDueJobs({ pool: database.queuePool, ctx, handlers }),
    async close() {
      await ctx.notices.stop()
      await jail?.close()
      await made?.readers.close()
      await database.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** As the start does it for the embedded database. */
async function makeRoles(
  { pool }: Database,
  connection: PoolConfig,
  stores: readonly Store[],
): Promise<{ readonly names: RoleNames; readonly readers: Readers }> {
  const secret = String(connection.password)
  const roles = await keepRoles({ pool, grants: grantsOf(stores), secret })
  if (!roles.there) throw new Error('the roles could not be made')
  const { names } = roles
  const log = openLog({ level: 'warn' })
  return {
    names,
    readers: openReaders({ connectionOf: (reader) => connectionAs(connection, names[reader], secret), log }),
  }
}

/** How many rows each table has, also those of the queue. */
export async function rowCounts(t: TestHouse): Promise<Readonly<Record<string, number>>> {
  const result: Record<string, number> = {}
  for (const table of await tableNames(t)) {
    const { rows } = await t.database.pool.query<{ count: bigint }>(`select count(*) from ${table}`)
    result[table] = Number(rows[0]?.count)
  }
  return result
}

/** Everything in the database as text: every column of every row of every table, also those of the queue. */
export async function dump(t: TestHouse): Promise<string> {
  const lines: string[] = []
  for (const table of await tableNames(t)) {
    const { rows } = await t.database.pool.query<{ line: string }>(
      `select row_to_json(x)::text as line from ${table} x`,
    )
    lines.push(...rows.map(({ line }) => `${table} ${line}`))
  }
  return lines.join('\n')
}

/** A value as it would stand in a dump: as it is, in another case, in hexadecimal, in base64. */
export const formsOf = (marker: string): readonly string[] => [
  marker,
  marker.toLowerCase(),
  Buffer.from(marker).toString('hex'),
  Buffer.from(marker).toString('base64').replace(/=+$/, ''),
]

async function tableNames(t: TestHouse): Promise<readonly string[]> {
  const { rows } = await t.database.pool.query<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_catalog.pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`)
  return rows.map(({ name }) => name)
}
