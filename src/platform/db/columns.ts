import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { FoundColumn, FoundLink, FoundPart } from '#declaration'

/**
 * Every column of every table, view, materialised view and foreign table of this database, except those of PostgreSQL
 * itself. A table of another schema is reported with its schema in front, so that it cannot hide.
 */
export async function findColumns<DB>(db: Kysely<DB>): Promise<readonly FoundColumn[]> {
  const { rows } = await sql<FoundColumn>`
    select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as "table",
           a.attname as "column", pg_catalog.format_type(a.atttypid, a.atttypmod) as "type",
           -- Also what an expression or a condition of the index looks at.
           array(select i.relname::text from pg_catalog.pg_depend d
                 join pg_catalog.pg_class i on i.oid = d.objid and i.relkind in ('i', 'I')
                 where d.classid = 'pg_catalog.pg_class'::regclass and d.refclassid = d.classid
                   and d.refobjid = c.oid and d.refobjsubid = a.attnum order by 1) as indexes
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_class c on c.oid = a.attrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1, a.attnum`.execute(db)
  return rows
}

/**
 * Everything in this database that is no table and may hold, copy, change or send away rows, except what is PostgreSQL's
 * own. What an extension brings is the extension's; a sequence of a column is the column's.
 */
export async function findParts<DB>(db: Kysely<DB>): Promise<readonly FoundPart[]> {
  const { rows } = await sql<FoundPart>`
    with ours as (
      select oid, nspname as schema from pg_catalog.pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema'
    ), brought as (
      select classid, objid from pg_catalog.pg_depend where deptype = 'e'
    )
    select 'extension' as part, extname::text as name, '' as schema from pg_catalog.pg_extension
    where extname <> 'plpgsql'
    union all
    select 'schema', schema, '' from ours where schema <> 'public'
    union all
    select 'function', p.proname, o.schema from pg_catalog.pg_proc p join ours o on o.oid = p.pronamespace
    where (p.tableoid, p.oid) not in (table brought)
    union all
    -- Of a library only where both are: a trigger of ours on its table, or on ours with its function, is not.
    select 'trigger', c.relname || '.' || t.tgname,
           case when p.pronamespace = c.relnamespace then o.schema else 'public' end
    from pg_catalog.pg_trigger t
    join pg_catalog.pg_class c on c.oid = t.tgrelid
    join pg_catalog.pg_proc p on p.oid = t.tgfoid
    join ours o on o.oid = c.relnamespace
    where not t.tgisinternal
    union all
    select 'rule', c.relname || '.' || r.rulename, o.schema
    from pg_catalog.pg_rewrite r
    join pg_catalog.pg_class c on c.oid = r.ev_class
    join ours o on o.oid = c.relnamespace
    where r.rulename <> '_RETURN'
    union all
    select 'type', t.typname, o.schema from pg_catalog.pg_type t join ours o on o.oid = t.typnamespace
    left join pg_catalog.pg_class c on c.oid = t.typrelid
    where (t.typtype in ('e', 'd', 'r') or c.relkind = 'c') and (t.tableoid, t.oid) not in (table brought)
    union all
    select 'sequence', c.relname, o.schema from pg_catalog.pg_class c join ours o on o.oid = c.relnamespace
    where c.relkind = 'S' and not exists (
      select from pg_catalog.pg_depend d
      where d.classid = c.tableoid and d.objid = c.oid and d.refobjsubid > 0 and d.deptype in ('a', 'i'))
    union all
    select 'policy', c.relname || '.' || p.polname, o.schema
    from pg_catalog.pg_policy p
    join pg_catalog.pg_class c on c.oid = p.polrelid
    join ours o on o.oid = c.relnamespace
    union all
    select 'text-search', c.cfgname, o.schema from pg_catalog.pg_ts_config c join ours o on o.oid = c.cfgnamespace
    where (c.tableoid, c.oid) not in (table brought)
    union all
    select 'text-search', d.dictname, o.schema from pg_catalog.pg_ts_dict d join ours o on o.oid = d.dictnamespace
    where (d.tableoid, d.oid) not in (table brought)
    union all
    select 'event-trigger', evtname, '' from pg_catalog.pg_event_trigger
    union all
    select 'publication', pubname, '' from pg_catalog.pg_publication
    union all
    select 'subscription', s.subname, '' from pg_catalog.pg_subscription s
    join pg_catalog.pg_database d on d.oid = s.subdbid
    where d.datname = current_database()
    union all
    -- A physical one serves a standby, which is a backup: the operator's.
    select 'replication-slot', slot_name, '' from pg_catalog.pg_replication_slots
    where slot_type = 'logical' and database = current_database()
    union all
    select 'foreign-server', srvname, '' from pg_catalog.pg_foreign_server
    union all
    select 'large-object', 'of any kind', '' where exists (select from pg_catalog.pg_largeobject_metadata)
    order by 1, 2`.execute(db)
  return rows
}

/** Every column that points at a row of another table. */
export async function findLinks<DB>(db: Kysely<DB>): Promise<readonly FoundLink[]> {
  const { rows } = await sql<FoundLink>`
    select f.relname as "table", a.attname as "column", t.relname as "to"
    from pg_catalog.pg_constraint k
    join pg_catalog.pg_class f on f.oid = k.conrelid
    join pg_catalog.pg_class t on t.oid = k.confrelid
    join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
    where k.contype = 'f'
    order by 1, 2, 3`.execute(db)
  return rows
}
