/**
 * The database: connections, migrations, transactions.
 *
 * Promises: the schema is exactly the numbered files of `migrations/`, each applied once, in order, unchanged since;
 * whoever serves or reads has the rights that the declarations give and no others.
 */
export { type Notices, type NoticesOptions, notify, openNotices } from './notices.ts'
export { type Connection, type Connections, type Database, type PooledConnection, openDatabase } from './open.ts'
export { type Readers, type ReadersOptions, openReaders } from './readers.ts'
export { type RoleNames, type Roles, connectionAs, findRights, keepRoles, roleNamesOf, rolesInSql } from './roles.ts'
export { type Migration, MigrationProblem, migrate, readMigrations } from './migrate.ts'
export { findColumns, findLinks, findParts } from './columns.ts'
export {
  type AppliedMigration,
  type SequenceState,
  type Snapshot,
  type TableShape,
  appliedMigrations,
  findTables,
  withSnapshot,
} from './snapshot.ts'
export { type RowsToLoad, anyRow, loadTables, otherConnections } from './load-tables.ts'
export type { DB } from './tables.generated.ts'
export { migrationStores } from './stores.ts'
