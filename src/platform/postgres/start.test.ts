import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Postgres, PostgresProblem, startPostgres } from '#platform/postgres'

const homes: string[] = []
const newHome = (name = 'vitrine-pg-'): string => {
  const home = mkdtempSync(join(tmpdir(), name))
  homes.push(home)
  return home
}

async function ask(postgres: Postgres, query: string): Promise<unknown> {
  const client = new Client({ ...postgres.connection, database: 'postgres' })
  await client.connect()
  const { rows } = await client.query({ text: query, rowMode: 'array' })
  await client.end()
  return rows[0]?.[0]
}

const postmaster = (home: string): number =>
  Number(readFileSync(join(home, 'pg18/postmaster.pid'), 'utf8').split('\n')[0])

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 250; tries++, await sleep(20)) if (await condition()) return
  assert.fail(`not within 5 s: ${what}`)
}

/** Another process that starts PostgreSQL in `home` and says so. */
async function elsewhere(home: string): Promise<ChildProcess> {
  const program = `import { startPostgres } from '#platform/postgres'
    const pg = await startPostgres({ home: process.argv[1], settings: { fsync: 'off' } })
    console.log('up'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, home], {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

describe('the embedded PostgreSQL', () => {
  after(() => {
    for (const home of homes) rmSync(home, { recursive: true, force: true })
  })

  test('starts in an empty folder, keeps what was committed, and is durable by default', async () => {
    const home = newHome()
    const first = await startPostgres({ home })
    assert.equal(await ask(first, 'show fsync'), 'on')
    assert.equal(await ask(first, 'show data_checksums'), 'on')
    assert.equal(await ask(first, 'show listen_addresses'), '')
    await ask(first, 'create table kept as select 42 as n')
    await first.stop()
    const again = await startPostgres({ home })
    assert.equal(await ask(again, 'select n from kept'), 42)
    await again.stop()
  })

  test('a second process joins; when the first is killed it leaves no orphan, and the second takes over', async () => {
    const home = newHome()
    const owner = await elsewhere(home)
    const pid = postmaster(home)
    const joined = await startPostgres({ home, settings: { fsync: 'off' } })
    assert.equal(joined.joined, true)
    assert.equal(await ask(joined, 'select 1'), 1)
    owner.kill('SIGKILL')
    await until(() => !lives(pid), 'the killed parent took its PostgreSQL along')
    await until(async () => (await ask(joined, 'select 2').catch(() => 0)) === 2, 'the second process took over')
    assert.notEqual(postmaster(home), pid)
    await joined.stop()
  })

  test('a data folder of another version is refused with what to do', async () => {
    const home = newHome()
    await (await startPostgres({ home, settings: { fsync: 'off' } })).stop()
    writeFileSync(join(home, 'pg18/PG_VERSION'), '17\n')
    await assert.rejects(startPostgres({ home }), (error) => {
      assert.ok(error instanceof PostgresProblem)
      assert.match(error.message, /made by PostgreSQL 17.*backup/s)
      return true
    })
  })

  test('a data folder that cannot be written is refused with what to do', async () => {
    const file = join(newHome(), 'file')
    writeFileSync(file, '')
    await assert.rejects(startPostgres({ home: join(file, 'home') }), /cannot be written. Set VITRINE_HOME/)
  })

  test('a folder too deep for a socket still works', async () => {
    const home = join(newHome(), 'deep-'.repeat(24))
    const postgres = await startPostgres({ home, settings: { fsync: 'off' } })
    assert.equal(await ask(postgres, 'select 3'), 3)
    await postgres.stop()
  })

  test('two first starts at once end with one database for both', async () => {
    const home = newHome()
    const [one, two] = await Promise.all([elsewhere(home), elsewhere(home)])
    const third = await startPostgres({ home })
    assert.equal(third.joined, true)
    assert.equal(await ask(third, 'select 4'), 4)
    await third.stop()
    one.kill()
    two.kill()
  })
})
