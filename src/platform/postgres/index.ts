/**
 * The embedded PostgreSQL: a real one, under the data folder, nothing to install.
 *
 * Promises: it listens on a socket of its owner alone; it ends when its parent does, however that ends; a second
 * process joins the one that runs; a data folder that cannot be used is named with what to do.
 */
export { postgresStores } from './stores.ts'
export { type Postgres, type PostgresOptions, PostgresProblem, startPostgres } from './start.ts'
