import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import sharp from 'sharp'
import { openDatabase, migrate, readMigrations } from '#platform/db'
import { prepareQueue } from '#platform/jobs'
import { openLog } from '#platform/log'
import { type Postgres, startPostgres } from '#platform/postgres'
import { makeKey, makeMember, until } from '#test/people'
import { cutOut, photograph } from '#test/pictures'
import { type Product, killWhileStarting, startProduct } from '#test/product'
import { query } from '#test/residue'

/*
 * Twenty rounds of kill -9: eight while pictures are uploaded and deleted, six while a first start makes everything, six
 * while migrations run. What was acknowledged is there afterwards, what was deleted is not, and nothing is half visible.
 */

interface Image {
  readonly id: string
  readonly status: string
  readonly page: string
  readonly variants: readonly { readonly url: string; readonly width: number; readonly height: number }[]
}

describe('a server that is killed while pictures are uploaded and deleted', () => {
  const rounds = 8
  const senders = 4
  let product: Product
  let authorization = ''
  /** Every picture that was ever acknowledged and not asked to be deleted, in any round. */
  const acknowledged = new Set<string>()
  /** Those whose deletion was acknowledged, with the addresses they had. */
  const deleted = new Map<string, readonly string[]>()
  /** Those whose deletion was asked for and not answered: either is right, but wholly. */
  const contested = new Map<string, readonly string[]>()

  before(async () => {
    product = await startProduct()
    await makeMember(product, { username: 'ada' })
    authorization = await makeKey(product, 'ada')
  })
  after(() => product.remove())

  const ask = (path: string): Promise<Response> => fetch(new URL(path, product.origin), { headers: { authorization } })

  async function upload(seed: number): Promise<Image> {
    const bytes = seed % 2 ? await photograph(seed, 1200, 800) : await cutOut(seed, 1100)
    const form = new FormData()
    form.set('title', `picture ${seed}`)
    form.set('file', new Blob([new Uint8Array(bytes)]), 'x')
    const answer = await fetch(`${product.origin}/api/v1/images`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    })
    const image = (await answer.json()) as Image
    assert.ok([200, 201, 202].includes(answer.status), `${answer.status}`)
    acknowledged.add(image.id)
    return image
  }

  /** Every third picture is deleted again, every sixth without the time of undo. */
  async function takeBack(image: Image, seed: number): Promise<void> {
    const addresses = [image.page, `/api/v1/images/${image.id}`, ...image.variants.map(({ url }) => url)]
    acknowledged.delete(image.id)
    contested.set(image.id, addresses)
    const path = `/api/v1/images/${image.id}${seed % 6 === 0 ? '?now=true' : ''}`
    const { status } = await fetch(`${product.origin}${path}`, { method: 'DELETE', headers: { authorization } })
    assert.equal(status, 204)
    contested.delete(image.id)
    deleted.set(image.id, addresses)
  }

  /** Sends and deletes pictures until the server is gone; notes what was acknowledged. */
  async function send(round: number, sender: number): Promise<void> {
    for (let index = 0; ; index++) {
      const seed = round * 1000 + sender * 100 + index
      try {
        const image = await upload(seed)
        if (seed % 3 === 0) await takeBack(image, seed)
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error
        return
      }
    }
  }

  async function settled(id: string): Promise<Image> {
    for (let tries = 0; tries < 300; tries++) {
      const answer = await ask(`/api/v1/images/${id}`)
      assert.equal(answer.status, 200, `${id} was acknowledged`)
      const image = (await answer.json()) as Image
      if (image.status !== 'processing') return image
      await sleep(100)
    }
    return assert.fail(`${id} was not finished within 30 s`)
  }

  async function isWhole(image: Image): Promise<void> {
    assert.equal(image.status, 'ready', image.id)
    assert.ok(image.variants.length > 0, image.id)
    for (const { url, width, height } of image.variants) {
      const answer = await ask(url)
      assert.equal(answer.status, 200, url)
      // Decoded to the last pixel: a half file would not be.
      const { info } = await sharp(Buffer.from(await answer.arrayBuffer()), { failOn: 'warning' })
        .raw()
        .toBuffer({ resolveWithObject: true })
      assert.deepEqual([info.width, info.height], [width, height], url)
    }
  }

  async function listed(): Promise<readonly Image[]> {
    const images: Image[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = (await ask(`/api/v1/images?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`).then(
        (answer) => answer.json(),
      )) as { items: Image[]; nextCursor: string | null }
      images.push(...page.items)
      cursor = page.nextCursor
    }
    return images
  }

  for (let round = 1; round <= rounds; round++) {
    test(`round ${round}: what was acknowledged is there and whole, what was deleted is nowhere`, async () => {
      const [uploadsBefore, deletesBefore] = [acknowledged.size, deleted.size]
      const sending = Promise.all(Array.from({ length: senders }, (_, sender) => send(round, sender)))
      // In the midst of it, a little later each time: some are acknowledged, others on their way.
      await until('uploads and deletions are acknowledged', () => {
        return acknowledged.size >= uploadsBefore + 3 && deleted.size > deletesBefore
      })
      await sleep(90 * round)
      await product.kill()
      await sending
      product = await product.again()

      for (const id of acknowledged) await isWhole(await settled(id))
      const images = await listed()
      for (const image of images) await isWhole(image)
      const shown = new Set(images.map(({ id }) => id))
      for (const [id, addresses] of deleted) {
        assert.ok(!shown.has(id), `${id} is deleted and listed`)
        for (const address of addresses) assert.equal((await ask(address)).status, 404, `${address} is deleted`)
      }
      for (const [id, addresses] of contested) {
        const answers = await Promise.all(addresses.map((address) => ask(address).then(({ status }) => status)))
        assert.equal(new Set(answers).size, 1, `${id} is half deleted: ${answers.join()}`)
        assert.equal(shown.has(id), answers[0] === 200)
        if (answers[0] === 404) deleted.set(id, addresses)
        else acknowledged.add(id)
      }
      contested.clear()
      assert.ok(shown.size >= acknowledged.size)
      // What was received and not acknowledged before the kill is still being worked on.
      const left = (): string[] => readdirSync(join(product.home, 'blobs/incoming'))
      for (let tries = 0; tries < 300 && left().length > 0; tries++) await sleep(100)
      assert.deepEqual(left(), [], 'nothing half is left on disk')
      const { code, stdout } = await product.command(['doctor', '--json'])
      assert.equal(code, 0, stdout)
    })
  }
})

describe('a first start that is killed', () => {
  // From before the database is made to after the site is up; the last ones are ready already on a quick machine.
  for (const [round, momentsMs] of [
    [1, [60, 250]],
    [2, [400, 700]],
    [3, [900, 1200]],
    [4, [150, 1600]],
    [5, [2000, 500]],
    [6, [1000, 1000, 1000]],
  ] as const) {
    test(`round ${round}: after ${momentsMs.join(' and ')} ms; the next start makes everything`, async () => {
      const home = mkdtempSync(join(tmpdir(), 'vitrine-first-'))
      for (const ms of momentsMs) await killWhileStarting({ home }, sleep(ms))
      const product = await startProduct({ home })
      try {
        await makeMember(product, { username: 'ada' })
        const left = readdirSync(home).filter((name) => name.includes('.new-'))
        assert.deepEqual(left, [], 'nothing unfinished is left')
        const { code, stdout } = await product.command(['doctor', '--json'])
        assert.equal(code, 0, stdout)
      } finally {
        await product.remove()
      }
    })
  }
})

describe('a migration that is killed', () => {
  const migrations = readMigrations(join(import.meta.dirname, '../../migrations'))
  /** What was released first: every later migration must lead from here. */
  const releasedFirst = 3

  /** A data folder as the first release left it, with a member in it. */
  async function oldHouse(): Promise<{ readonly home: string; readonly postgres: Postgres }> {
    const home = mkdtempSync(join(tmpdir(), 'vitrine-old-'))
    mkdirSync(home, { recursive: true })
    const postgres = await startPostgres({ home })
    const database = openDatabase({
      connection: { ...postgres.connection, database: 'postgres' },
      connectionsMax: 2,
      log: openLog({ level: 'warn' }),
    })
    await prepareQueue(database.queuePool, openLog({ level: 'warn' }))
    await migrate(database.pool, migrations.slice(0, releasedFirst))
    await database.pool.query(
      `insert into accounts_people (id, username, status, created_at)
       values ('0193c000-0000-7000-8000-000000000001', 'ada', 'active', '2026-11-01')`,
    )
    await database.close()
    return { home, postgres }
  }

  async function isWell(home: string): Promise<void> {
    const product = await startProduct({ home })
    try {
      const applied = await query<{ name: string }>(product, 'select name from platform_migrations order by name')
      assert.deepEqual(
        applied.map(({ name }) => name),
        migrations.map(({ name }) => name),
      )
      assert.deepEqual(await query(product, 'select username, status from accounts_people'), [
        { username: 'ada', status: 'active' },
      ])
      const { code, stdout } = await product.command(['doctor', '--json'])
      assert.equal(code, 0, stdout)
    } finally {
      await product.stop()
    }
  }

  for (const table of ['accounts_people', 'accounts_sessions', 'platform_migrations']) {
    test(`while it waits for ${table}: the next start goes on from where it was`, async () => {
      const { home, postgres } = await oldHouse()
      const holder = new pg.Client({ ...postgres.connection, database: 'postgres' })
      await holder.connect()
      // Whoever changes the table, or refers to it, waits for us.
      await holder.query(`begin; lock table ${table} in share row exclusive mode`)
      const waits = async (): Promise<void> => {
        for (let tries = 0; tries < 600; tries++) {
          const { rows } = await holder.query(
            `select 1 from pg_locks where not granted and relation = '${table}'::regclass`,
          )
          if (rows.length > 0) return
          await sleep(25)
        }
        assert.fail(`no migration waited for ${table}`)
      }
      const { wasReady } = await killWhileStarting({ home }, waits())
      assert.equal(wasReady, false)
      await holder.query('rollback')
      await holder.end()
      await isWell(home)
      await postgres.stop()
      rmSync(home, { recursive: true, force: true })
    })
  }

  for (const ms of [250, 450, 650]) {
    test(`after ${ms} ms, its database with it: the next start goes on from where it was`, async () => {
      const { home, postgres } = await oldHouse()
      await postgres.stop()
      await killWhileStarting({ home }, sleep(ms))
      await isWell(home)
      rmSync(home, { recursive: true, force: true })
    })
  }
})
