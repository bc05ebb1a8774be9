import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { storesOf } from '#declaration'
import { allStores } from '#app'
import { connectionAs, roleNamesOf } from '#platform/db'
import { startPostgres } from '#platform/postgres'
import { goodPassword, makeKey, makeMember, until, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

const address = '203.0.113.77'
const tables = ['privacy_statistics_days', 'privacy_statistics_hours']

interface Counted {
  readonly counted: string
  readonly pattern: string
  readonly times: string
}

describe('statistics of a running product', () => {
  let product: Product
  let picture: string
  const requestIds: string[] = []
  const cookies = new Map<string, string>()

  const ask = async (path: string, who?: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(`${product.origin}${path}`, {
      redirect: 'manual',
      ...init,
      headers: {
        'x-forwarded-for': address,
        'user-agent': 'MarkerBrowser/99',
        accept: 'text/html',
        origin: product.origin,
        ...(who && { cookie: cookies.get(who) ?? '' }),
      },
    })
    requestIds.push(answer.headers.get('x-request-id') ?? '')
    // To its end: an answer is counted when it has been given.
    const { status, headers } = answer
    return new Response((await answer.text()) || null, { status, headers })
  }
  async function signInAs(username: string): Promise<void> {
    const body = new URLSearchParams({ login: username, password: goodPassword })
    const answer = await ask('/sign-in', undefined, { method: 'POST', body })
    assert.equal(answer.status, 303)
    cookies.set(username, (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '')
  }
  /** Whatever is in memory is written when the product stops. */
  async function restart(): Promise<void> {
    await product.stop()
    product = await product.again()
  }
  const counted = (): Promise<readonly Counted[]> =>
    query<Counted>(
      product,
      'select counted, pattern, sum(times)::text as times from privacy_statistics_hours group by 1, 2',
    )
  const timesOf = async (pattern: string): Promise<number> =>
    Number((await counted()).find((row) => row.pattern === pattern)?.times ?? 0)

  /** Connects as the role that the statistics have, by the password that the product itself uses. */
  async function asStatistics<Out>(work: (ask: (sql: string) => Promise<string>) => Promise<Out>): Promise<Out> {
    const joined = await startPostgres({ home: product.home })
    const connection = { ...joined.connection, database: 'postgres' }
    const role = roleNamesOf('postgres').statistics
    const client = new pg.Client(connectionAs(connection, role, joined.connection.password))
    await client.connect()
    try {
      return await work(async (sql) => {
        try {
          await client.query(sql)
          return 'answered'
        } catch (error) {
          return String((error as { code?: string }).code)
        }
      })
    } finally {
      await client.end()
      await joined.stop()
    }
  }

  before(async () => {
    product = await startProduct({ environment: { LOG_LEVEL: 'debug', TRUSTED_PROXIES: '127.0.0.1, ::1' } })
    for (const username of ['ada', 'grace', 'boss']) await makeMember(product, { username })
    await product.command(['staff', 'create', '--username', 'boss', '--roles', 'admin'])
    const key = await makeKey(product, 'ada')
    picture = new URL((await uploadBy(product, key, await cutOut(1, 300), { title: 'Copper kettle' })).page).pathname
    for (const username of ['ada', 'grace', 'boss']) await signInAs(username)
    await query(product, `update accounts_sessions set proof = '{password,code}'`)
  })
  after(() => product.remove())

  test('count what was used, and hold nothing of who used it (promise: G-67)', async () => {
    const before = await timesOf('/p/[id]/[[slug]]')
    for (let time = 0; time < 7; time++) assert.equal((await ask(picture, 'ada')).status, 200)
    for (let time = 0; time < 5; time++) assert.equal((await ask(picture, 'grace')).status, 200)
    assert.equal((await ask(`${picture}?markerquery=1`)).status, 200)
    const signIns = await timesOf('POST /sign-in')
    await signInAs('ada')
    await restart()
    assert.equal((await timesOf('/p/[id]/[[slug]]')) - before, 13, 'of all three together')
    assert.ok((await timesOf('POST /sign-in')) > signIns, 'functions too')

    for (const table of tables) {
      const rows = await query<{ line: string }>(product, `select row_to_json(x)::text as line from ${table} x`)
      assert.ok(rows.length > 0)
      for (const { line } of rows) {
        const { counted: kind, pattern, times, day, hour, ...others } = JSON.parse(line) as Record<string, unknown>
        assert.deepEqual(others, {}, line)
        assert.match(String(kind), /^(page|function)$/)
        assert.match(String(pattern), /^([A-Z]+ )?\/[\w[\]@./=:-]*$/)
        assert.ok(Number.isInteger(times))
        // No time is finer than an hour.
        assert.match(String(day ?? hour), /^\d{4}-\d\d-\d\d(T\d\d:00:00\+00:00)?$/)
      }
      const [{ all } = { all: '' }] = await query<{ all: string }>(
        product,
        `select json_agg(x)::text as all from ${table} x`,
      )
      for (const mark of ['ada', 'grace', 'kettle', 'markerquery', 'MarkerBrowser', address, ...requestIds]) {
        if (mark !== '') assert.ok(!all.includes(mark), `${table} knows ${mark}`)
      }
    }
  })

  test('no copy of the database can tell which pages somebody saw (promise: G-77)', async () => {
    for (let time = 0; time < 7; time++) assert.equal((await ask(picture, 'ada')).status, 200)
    for (let time = 0; time < 5; time++) assert.equal((await ask(picture, 'grace')).status, 200)
    await restart()
    // As a restored backup has it: every row of every table, as text.
    const names = await query<{ name: string }>(
      product,
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    )
    const knowing: string[] = []
    for (const { name } of names) {
      const rows = await query(product, `select 1 from ${name} t where position('/p/[id]' in t::text) > 0 limit 1`)
      if (rows.length > 0) knowing.push(name.replace('public.', ''))
    }
    assert.deepEqual(knowing, tables, 'only sums know of pages')
    // Ada saw it seven times and Grace five: the rows are the same as if one of them had seen all.
    const rows = await query<{ n: number }>(
      product,
      `select count(*)::int as n from privacy_statistics_days where pattern = '/p/[id]/[[slug]]' group by day, counted`,
    )
    assert.ok(rows.length > 0)
    for (const { n } of rows) assert.equal(n, 1, 'one row a day, whoever it was')
    for (const id of requestIds.filter((one) => one !== '').slice(0, 3)) {
      for (const { name } of names) {
        const found = await query(product, `select 1 from ${name} t where position($1 in t::text) > 0 limit 1`, [id])
        assert.deepEqual(found, [], `${name} keeps request ${id}`)
      }
    }
  })

  test('cannot be joined with an account: no column, type or link in common, and no right to read one (promise: G-76)', async () => {
    const columns = await query<{ table: string; column: string; type: string }>(
      product,
      `select table_name as table, column_name as column, udt_name as type from information_schema.columns
       where table_schema = 'public' and (table_name like 'accounts%' or table_name like 'privacy_statistics%')`,
    )
    const ours = columns.filter(({ table }) => tables.includes(table))
    const theirs = columns.filter(({ table }) => !tables.includes(table))
    assert.ok(ours.length === 8 && theirs.length > 50)
    const common = ours.filter(({ column }) => theirs.some((one) => one.column === column))
    assert.deepEqual(common, [])
    assert.deepEqual(
      new Set(ours.map(({ type }) => type)),
      new Set(['text', 'int8', 'date', 'timestamptz']),
      'no number of anything',
    )
    const links = await query(
      product,
      `select 1 from pg_constraint k join pg_class c on c.oid in (k.conrelid, k.confrelid)
       where k.contype = 'f' and c.relname like 'privacy_statistics%'`,
    )
    assert.deepEqual(links, [])

    await asStatistics(async (answerTo) => {
      for (const { table, column } of theirs) {
        assert.equal(await answerTo(`select "${column}" from ${table} limit 0`), '42501', `${table}.${column}`)
      }
      for (const { table, column } of ours) {
        assert.equal(await answerTo(`select "${column}" from ${table} limit 0`), 'answered', 'the negative control')
      }
    })
  })

  test('are read by a role that cannot reach the single lines of the log (promise: G-16)', async () => {
    // The log of requests is what the program says on standard error; no table holds a line of it.
    await ask('/')
    await until('a line of the log', () => product.said().includes('"msg":"answered"'))
    assert.ok(product.said().includes('"msg":"answered"'), 'there is a log')
    await asStatistics(async (answerTo) => {
      for (const sql of [
        "select pg_read_file('postmaster.pid')",
        "select pg_ls_dir('.')",
        "create temporary table lines (line text); copy lines from '/proc/self/environ'",
        "copy (select 1) to program 'true'",
        'set role vitrine',
        'select query from pg_stat_activity, accounts_sessions',
        'select payload from graphile_worker._private_jobs',
      ]) {
        assert.equal(await answerTo(sql), '42501', sql)
      }
      // Nor a log in the form of a table, of which there is one for each store that says so.
      for (const { name } of storesOf(allStores, 'table').filter(({ log }) => log)) {
        assert.equal(await answerTo(`select count(*) from ${name}`), '42501', name)
      }
      for (const { name } of storesOf(allStores, 'table').filter(({ name }) => !tables.includes(name))) {
        assert.equal(await answerTo(`select 1 from ${name} limit 0`), '42501', name)
      }
      assert.equal(await answerTo('select times from privacy_statistics_days'), 'answered', 'the negative control')
    })
  })

  test('show no figure below ten: not on the page, not as JSON, not as CSV, not by the hours of a day (promise: G-24)', async () => {
    const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)
    for (const [pattern, hours] of [
      ['/upload', [3, 20, 31]],
      ['/my', [4, 5]],
      ['/terms', [11, 12]],
    ] as const) {
      for (const [hour, times] of hours.entries()) {
        const values = [pattern, `${day}T0${hour}:00:00Z`, times]
        await query(product, `insert into privacy_statistics_hours values ('page', $1, $2, $3)`, values)
      }
      const sum = hours.reduce((all: number, times) => all + times, 0)
      await query(product, `insert into privacy_statistics_days values ('page', $1, $2, $3)`, [pattern, day, sum])
    }
    const get = async (path: string): Promise<string> => {
      const answer = await ask(path, 'boss')
      assert.equal(answer.status, 200, path)
      return answer.text()
    }
    type Shown = { columns: string[]; rows: { pattern: string; cells: (number | null)[] }[] }
    const days = JSON.parse(await get('/staff/statistics.json')) as Shown
    const cellOf = (pattern: string): number | null | undefined =>
      days.rows.find((row) => row.pattern === pattern)?.cells[days.columns.indexOf(day)]
    assert.deepEqual([cellOf('/upload'), cellOf('/terms'), cellOf('/my')], [54, 23, undefined])
    const hours = JSON.parse(await get(`/staff/statistics.json?day=${day}`)) as Shown
    assert.deepEqual(hours.rows.find(({ pattern }) => pattern === '/upload')?.cells.slice(0, 4), [null, null, 31, null])
    for (const { rows } of [days, hours]) {
      for (const { cells } of rows) for (const cell of cells) assert.ok(cell === null || cell >= 10, String(cell))
    }
    for (const asked of ['', `?day=${day}`]) {
      const csv = await get(`/staff/statistics.csv${asked}`)
      assert.match(csv, /<10/)
      for (const line of csv.trim().split('\n').slice(1)) {
        assert.match(line, /^[^,]+(,(<10|[1-9]\d+))+$/, line)
      }
      const page = (await get(`/staff/statistics${asked}`)).replaceAll(/<!--.*?-->/g, '')
      const cells = [...page.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, text = '']) =>
        text.replaceAll(/<[^>]+>/g, '').trim(),
      )
      assert.ok(cells.length > 0)
      for (const cell of cells) assert.match(cell, /^(&lt;10less than 10|[1-9][\d,]+)$/, cell)
    }
    // No filter that would take one figure from another.
    for (const asked of [
      '?pattern=/upload',
      '?from=2026-01-01',
      '?day=2026-01',
      `?day=${new Date().toISOString().slice(0, 10)}`,
    ]) {
      assert.equal((await ask(`/staff/statistics.json${asked}`, 'boss')).status, 404, asked)
    }
    assert.equal((await ask('/staff/statistics', 'ada')).status, 404, 'and for staff alone')
  })

  test('know no network address, and their role cannot read what is kept of sign-ins (promise: G-78)', async () => {
    assert.equal((await ask(picture, 'grace')).status, 200)
    await restart()
    assert.ok(
      (await counted()).some(({ pattern }) => pattern.startsWith('/p/[id]')),
      'the negative control',
    )
    for (const name of tables) {
      assert.deepEqual(await query(product, `select 1 from ${name} t where position($1 in t::text) > 0`, [address]), [])
    }
    await asStatistics(async (answerTo) => {
      const join = `select s.* from accounts_sessions s, privacy_statistics_hours h where date_trunc('hour', s.created_at) = h.hour`
      assert.equal(await answerTo(join), '42501')
    })
  })
})
