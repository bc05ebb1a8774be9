import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { FoundColumn } from '#declaration'

/**
 * Every column of every table, view and materialised view of this database, except those of PostgreSQL itself and of
 * the job queue (whose payloads are declared one by one as jobs). A table of another schema is reported with its
 * schema in front, so that it cannot hide.
 */
export async function findColumns<DB>(db: Kysely<DB>): Promise<readonly FoundColumn[]> {
  const { rows } = await sql<FoundColumn>`
    select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as "table",
           a.attname as "column"
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_class c on c.oid = a.attrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
      and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and n.nspname not like 'pg_toast%'
      and n.nspname not like 'pg_temp_%'
    order by 1, a.attnum`.execute(db)
  return rows
}
