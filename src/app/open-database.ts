import { join } from 'node:path'
import { type Consumer, grantsOf } from '#declaration'
import { type Config, ConfigProblem } from '#platform/config'
import {
  type Connection,
  type Database,
  type Migration,
  type Readers,
  type ReadersOptions,
  connectionAs,
  keepRoles,
  migrate,
  openDatabase,
  openReaders,
  readMigrations,
} from '#platform/db'
import { prepareQueue } from '#platform/jobs'
import type { Log } from '#platform/log'
import type { Metrics } from '#platform/metrics'
import { type Postgres, startPostgres } from '#platform/postgres'
import { requireDeclared } from '#privacy/data-map'
import { allStores } from './stores.ts'
import { whatIsThere } from './what-is-there.ts'

/** The database, brought up to date and compared with the data map, with the rights of the running program. */
export interface HouseDatabase extends Database {
  readonly readers: Readers
  /** Null: each consumer has its role. Else the SQL by which somebody who may makes them; we act as the owner. */
  readonly rolesMissing: string | null
  /** The embedded server; null with DATABASE_URL. */
  readonly postgres: Postgres | null
  /** Runs `work` on a few connections of whoever everything belongs to. For copies of everything. */
  asOwner<Out>(work: (owner: Database) => Promise<Out>): Promise<Out>
}

interface Options {
  readonly config: Config
  readonly log: Log
  readonly metrics: Metrics
  readonly say: (line: string) => void
  readonly onDenied?: NonNullable<ReadersOptions['onDenied']>
}

const migrationsFolder = join(import.meta.dirname, '../../migrations')
/** The migrations that this version has. */
export const ownMigrations = (): readonly Migration[] => readMigrations(migrationsFolder)

interface Server {
  readonly postgres: Postgres | null
  /** As the owner of everything. */
  readonly connection: Connection
}

/** Starts or joins the embedded server, or finds the one of DATABASE_URL. */
async function findServer({ config, say }: Pick<Options, 'config' | 'say'>): Promise<Server> {
  const postgres = config.databaseUrl === undefined ? await startPostgres({ home: config.home, say }) : null
  const connection: Connection = postgres
    ? { ...postgres.connection, database: 'postgres' }
    : { connectionString: config.databaseUrl }
  return { postgres, connection }
}

/** Runs `work` on the database as it is, as its owner: before anything was migrated or given rights. */
export async function onBareDatabase<Out>(
  { config, log, say }: Omit<Options, 'metrics'>,
  work: (owner: Database) => Promise<Out>,
): Promise<Out> {
  const { postgres, connection } = await findServer({ config, say })
  try {
    return await asOwner(connection, log, work)
  } finally {
    await postgres?.stop()
  }
}

/**
 * Opens the database in two steps: as its owner, to migrate and to give each role its rights; then with the rights of
 * the running program, which can neither change tables nor give rights.
 *
 * @throws PostgresProblem, MigrationProblem, UndeclaredData
 * @throws ConfigProblem on a public site whose roles we may not make
 */
export async function openHouseDatabase({ config, log, metrics, say, onDenied }: Options): Promise<HouseDatabase> {
  const { postgres, connection } = await findServer({ config, say })
  // Only the embedded server surely lets roles sign in by a password that we choose.
  const secret = postgres?.connection.password
  try {
    const roles = await asOwner(connection, log, async (owner) => {
      await prepareQueue(owner.queuePool, log)
      const applied = await migrate(owner.pool, ownMigrations())
      if (applied.length > 0) say(`database brought up to ${applied.at(-1)}`)
      const kept = await keepRoles({ pool: owner.pool, grants: grantsOf(allStores), secret })
      requireDeclared(allStores, await whatIsThere(owner))
      return kept
    })
    if (!roles.there && config.isPublic) throw new ConfigProblem([rolesProblem(roles.sql)])
    const connectionOf = (role: Consumer): Connection =>
      roles.there ? connectionAs(connection, roles.names[role], secret) : connection
    const database = openDatabase({ connection: connectionOf('house'), connectionsMax: 20, log, metrics })
    try {
      if (roles.there) await requireRole(database, roles.names.house)
    } catch (error) {
      await database.close()
      throw error
    }
    const readers = openReaders({ connectionOf, log, ...(onDenied && { onDenied }) })
    return {
      ...database,
      readers,
      rolesMissing: roles.there ? null : roles.sql,
      postgres,
      asOwner: (work) => asOwner(connection, log, work),
      async close() {
        await readers.close()
        await database.close()
        await postgres?.stop()
      },
    }
  } catch (error) {
    await postgres?.stop()
    throw error
  }
}

/** Runs `work` on a few connections of whoever everything belongs to. */
async function asOwner<Out>(connection: Connection, log: Log, work: (owner: Database) => Promise<Out>): Promise<Out> {
  const owner = openDatabase({ connection, connectionsMax: 4, log })
  try {
    return await work(owner)
  } finally {
    await owner.close()
  }
}

/** What is in DATABASE_URL wins over what we ask for, so look whether we are who we mean to be. */
async function requireRole({ pool }: Database, role: string): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('select current_user::text as name')
  if (rows[0]?.name === role) return
  throw new ConfigProblem([
    `DATABASE_URL: the connection does not act as ${role}. Take \`options\` out of the address; a pooler in front must pass them on.`,
  ])
}

const rolesProblem = (sql: string): string =>
  `DATABASE_URL: its user may not make the roles by which a public site keeps its parts apart. Have whoever may run:\n${sql}`
