/**
 * The database: connections, migrations, transactions.
 *
 * Promises: the schema is exactly the numbered files of `migrations/`, each applied once, in order, unchanged since;
 * whoever serves or reads has the rights that the declarations give and no others.
 */
export { type Notices, type NoticesOptions, notify, openNotices } from './notices.ts'
export { type Connection, type Database, openDatabase } from './open.ts'
export { type Readers, openReaders } from './readers.ts'
export { type RoleNames, type Roles, connectionAs, findRights, keepRoles, roleNamesOf, rolesInSql } from './roles.ts'
export { type Migration, MigrationProblem, migrate, readMigrations } from './migrate.ts'
export { findColumns, findLinks, findParts } from './columns.ts'
export type { DB } from './tables.generated.ts'
export { migrationStores } from './stores.ts'
