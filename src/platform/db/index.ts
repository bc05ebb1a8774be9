/**
 * The database: connections, migrations, transactions.
 *
 * Promises: the schema is exactly the numbered files of `migrations/`, each applied once, in order, unchanged since.
 */
export { type Notices, type NoticesOptions, notify, openNotices } from './notices.ts'
export { type Database, openDatabase } from './open.ts'
export { type Migration, MigrationProblem, migrate, readMigrations } from './migrate.ts'
export { findColumns, findLinks, findParts } from './columns.ts'
export type { DB } from './tables.generated.ts'
export { migrationStores } from './stores.ts'
