import { createHash, createHmac } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { type ClientBase, type Pool, type PoolConfig, escapeIdentifier, escapeLiteral } from 'pg'
import { type Consumer, type FoundRights, type Grant, consumers, rightInWords } from '#declaration'

/** How a pool connects. */
export type Connection = Pick<
  PoolConfig,
  'connectionString' | 'host' | 'port' | 'user' | 'password' | 'database' | 'options'
>

export type RoleNames = Readonly<Record<Consumer, string>>

/** What PostgreSQL cuts a name to. */
const nameBytesMax = 63

/**
 * The roles of one database. Roles belong to a whole server, on which several Vitrines may have a database each: the
 * name of the database in the name keeps one from acting in the other.
 */
export const roleNamesOf = (database: string): RoleNames =>
  Object.fromEntries(consumers.map((consumer) => [consumer, nameOf(consumer, database)])) as RoleNames

function nameOf(consumer: Consumer, database: string): string {
  const name = `vitrine_${consumer}_${database}`
  if (Buffer.byteLength(name) <= nameBytesMax) return name
  return `vitrine_${consumer}_${createHash('sha256').update(database).digest('hex').slice(0, 32)}`
}

/** A role as we name them, of whatever database. */
const oursIsh = `^vitrine_(${consumers.join('|')})_`

/**
 * How a pool connects that has the rights of a role. With a secret (the embedded database) it signs in as the role, and
 * can never become more; without, it signs in as the owner and gives its rights up at once (`SET ROLE`).
 */
export function connectionAs(connection: Connection, role: string, secret: string | undefined): Connection {
  if (secret !== undefined) return { ...connection, user: role, password: passwordOf(role, secret) }
  return { ...connection, options: `-c role=${role.replaceAll(/[\\ ]/g, String.raw`\$&`)}` }
}

const passwordOf = (role: string, secret: string): string =>
  createHmac('sha256', secret).update(role).digest('base64url')

/** What whoever may make roles on the server has to run once, where the user of DATABASE_URL may not. */
export function rolesInSql(names: RoleNames, owner: string): string {
  return consumers
    .map((consumer) => escapeIdentifier(names[consumer]))
    .flatMap((role) => [`create role ${role} nologin;`, `grant ${role} to ${escapeIdentifier(owner)};`])
    .join('\n')
}

/** Any number of processes may start at once; one of them gives out the rights. Arbitrary and fixed. */
const lockKey = 7_461_726_964

export interface RolesOptions {
  readonly pool: Pool
  /** Every right there is to be. */
  readonly grants: readonly Grant[]
  /** From which the passwords of the roles are made, where they sign in themselves. */
  readonly secret?: string | undefined
}

/** The roles of this database, or the SQL that makes them where we may not. */
export type Roles =
  { readonly there: true; readonly names: RoleNames } | { readonly there: false; readonly sql: string }

/**
 * Sees to it that each consumer has its role, and each role exactly the rights of `grants`. Safe to repeat and to run in
 * several processes at once; where nothing has changed nothing is written.
 */
export async function keepRoles({ pool, grants, secret }: RolesOptions): Promise<Roles> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    const names = await makeRoles(client, secret)
    if (!names.there) return names
    const wanted = grants.map(rightInWords).sort()
    const found = [...(await rightsIn(client, names.names))].sort()
    if (wanted.join('\n') !== found.join('\n')) await renew(client, names.names, grants)
    await openQueue(client, names.names.house, grants)
    return names
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => {})
    client.release()
  }
}

interface Myself {
  readonly database: string
  readonly user: string
  readonly may_make: boolean
  readonly version: number
}

async function makeRoles(client: ClientBase, secret: string | undefined): Promise<Roles> {
  const { rows } = await client.query<Myself>(`
    select current_database() as database, current_user::text as user, r.rolsuper or r.rolcreaterole as may_make,
           current_setting('server_version_num')::int as version
    from pg_catalog.pg_roles r where r.rolname = current_user`)
  const [me] = rows
  if (!me) throw new Error('the database does not say who we are')
  const names = roleNamesOf(me.database)
  // Since 16 a member need not be allowed to take the role on.
  const kind = me.version >= 160_000 ? 'SET' : 'MEMBER'
  for (const name of Object.values(names)) {
    const role = escapeIdentifier(name)
    const found = await client.query<{ usable: boolean }>(
      `select pg_catalog.pg_has_role(current_user, oid, $2) and (rolcanlogin or $3) as usable
       from pg_catalog.pg_roles where rolname = $1`,
      [name, kind, secret === undefined],
    )
    if (found.rows[0]?.usable) continue
    if (!me.may_make) return { there: false, sql: rolesInSql(names, me.user) }
    const how = secret === undefined ? '' : `login password ${escapeLiteral(passwordOf(name, secret))}`
    if (found.rows.length === 0) await client.query(`create role ${role} ${how}`)
    else if (secret !== undefined) await client.query(`alter role ${role} ${how}`)
    if (secret === undefined) await client.query(`grant ${role} to ${escapeIdentifier(me.user)}`)
  }
  return { there: true, names }
}

const ident = (name: string): string => name.split('.').map(escapeIdentifier).join('.')

/** Takes every right from our roles, and from those of a database that this one was copied from, and gives them anew. */
async function renew(client: ClientBase, names: RoleNames, grants: readonly Grant[]): Promise<void> {
  const schemas = [...new Set(['public', ...grants.map(({ on }) => (on.includes('.') ? on.split('.')[0]! : 'public'))])]
  const inSchemas = schemas.map(escapeIdentifier).join(', ')
  await client.query('begin')
  try {
    for (const role of await rolesWithRights(client)) {
      await client.query(`revoke all on all tables in schema ${inSchemas} from ${escapeIdentifier(role)}`)
      await client.query(`revoke all on schema ${inSchemas} from ${escapeIdentifier(role)}`)
    }
    await client.query('revoke create on schema public from public')
    const { rows } = await client.query<{ name: string }>('select current_database() as name')
    await client.query(`revoke temporary on database ${escapeIdentifier(rows[0]?.name ?? '')} from public`)
    for (const [who, role] of Object.entries(names)) {
      const own = grants.filter((grant) => grant.who === who)
      for (const schema of new Set(own.map(({ on }) => (on.includes('.') ? on.split('.')[0]! : 'public')))) {
        await client.query(`grant usage on schema ${escapeIdentifier(schema)} to ${escapeIdentifier(role)}`)
      }
      for (const [on, ofTable] of Map.groupBy(own, (grant) => grant.on)) {
        const columns = ofTable.flatMap(({ column }) => (column === null ? [] : [escapeIdentifier(column)]))
        const rights = [
          ...ofTable.flatMap(({ column, right }) => (column === null ? [right] : [])),
          ...(columns.length > 0 ? [`select (${columns.join(', ')})`] : []),
        ]
        await client.query(`grant ${rights.join(', ')} on ${ident(on)} to ${escapeIdentifier(role)}`)
      }
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Roles named as ours are that have rights in this database. */
async function rolesWithRights(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct r.rolname as name from pg_catalog.pg_shdepend d
     join pg_catalog.pg_roles r on r.oid = d.refobjid and d.refclassid = 'pg_catalog.pg_authid'::regclass
     where d.dbid = (select oid from pg_catalog.pg_database where datname = current_database())
       and d.deptype = 'a' and r.rolname ~ $1`,
    [oursIsh],
  )
  return rows.map(({ name }) => name)
}

/** The queue's tables show their rows to nobody but their owner, unless a policy says otherwise. */
async function openQueue(client: ClientBase, house: string, grants: readonly Grant[]): Promise<void> {
  const tables = new Set(grants.filter(({ on }) => on.includes('.')).map(({ on }) => on))
  for (const table of tables) {
    const { rows } = await client.query<{ closed: boolean }>(
      `select c.relrowsecurity and not exists (
         select from pg_catalog.pg_policy p where p.polrelid = c.oid and p.polroles = array[r.oid]) as closed
       from pg_catalog.pg_class c, pg_catalog.pg_roles r where c.oid = $1::regclass and r.rolname = $2`,
      [ident(table), house],
    )
    if (!rows[0]?.closed) continue
    await client.query(`drop policy if exists vitrine_house on ${ident(table)}`)
    await client.query(`create policy vitrine_house on ${ident(table)} to ${escapeIdentifier(house)} using (true)`)
  }
}

/**
 * Every right in this database that somebody other than its owner has: on tables and columns; to make things in a
 * schema; what our roles may beside that; what new tables would be given.
 */
const allRights = `
  with ours as (
    select key as who, oid, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication
    from json_each_text($1::json) join pg_catalog.pg_roles on rolname = value
  ), spaces as (
    select oid, nspname, nspacl, nspowner from pg_catalog.pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'
  ), things as (
    select c.oid, c.relacl, c.relowner, c.relkind,
           case s.nspname when 'public' then c.relname else s.nspname || '.' || c.relname end as "on"
    from pg_catalog.pg_class c join spaces s on s.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  ), given as (
    select x.grantee, x.privilege_type as "right", t."on", null as "column"
    from things t, aclexplode(t.relacl) x where x.grantee <> t.relowner
    union all
    select x.grantee, x.privilege_type, t."on", a.attname
    from things t join pg_catalog.pg_attribute a on a.attrelid = t.oid and not a.attisdropped, aclexplode(a.attacl) x
    where x.grantee <> t.relowner
    union all
    select x.grantee, x.privilege_type || ' in schema', s.nspname, null
    from spaces s, aclexplode(s.nspacl) x where x.grantee <> s.nspowner and x.privilege_type = 'CREATE'
    union all
    select x.grantee, x.privilege_type || ' by default', case d.defaclobjtype when 'r' then 'tables' else 'sequences' end, null
    from pg_catalog.pg_default_acl d, aclexplode(d.defaclacl) x
    where d.defaclobjtype in ('r', 'S') and x.grantee <> d.defaclrole
    union all
    select m.member, 'act as', r.rolname, null
    from pg_catalog.pg_auth_members m join pg_catalog.pg_roles r on r.oid = m.roleid where m.member in (select oid from ours)
    union all
    select oid, 'be', word, null from ours, lateral (values
      (rolsuper, 'superuser'), (rolcreaterole, 'maker of roles'), (rolcreatedb, 'maker of databases'),
      (rolbypassrls, 'above policies of rows'), (rolreplication, 'replica')) as w (has, word) where has
  )
  select coalesce(o.who, case g.grantee when 0 then 'everybody' else 'role ' || r.rolname end) as who,
         lower(g."right") as "right", g."on", g."column"
  from given g left join ours o on o.oid = g.grantee left join pg_catalog.pg_roles r on r.oid = g.grantee`

interface FoundRight {
  readonly who: string
  readonly right: string
  readonly on: string
  readonly column: string | null
}

async function rightsIn(client: ClientBase, names: RoleNames): Promise<readonly string[]> {
  const { rows } = await client.query<FoundRight>(allRights, [JSON.stringify(names)])
  return rows.map(rightInWords)
}

/** The rights in this database, as `rightDisagreements` compares them with the declared ones. */
export async function findRights<DB>(db: Kysely<DB>): Promise<FoundRights> {
  const { rows: databases } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  const names = roleNamesOf(databases[0]?.name ?? '')
  const [before = '', after = ''] = allRights.split('$1')
  const { rows } = await sql<FoundRight>`${sql.raw(before)}${JSON.stringify(names)}${sql.raw(after)}`.execute(db)
  const { rows: present } = await sql<{ name: string }>`
    select rolname as name from pg_catalog.pg_roles where rolname in (${sql.join(Object.values(names))})`.execute(db)
  const there = new Set(present.map(({ name }) => name))
  return { roles: consumers.filter((consumer) => there.has(names[consumer])), rights: rows.map(rightInWords) }
}
