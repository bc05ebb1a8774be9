import assert from 'node:assert/strict'
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { doors } from '#app'
import type { Member } from '#accounts/people'
import { type Ctx, inTransaction } from '#platform/context'
import { type Database, openDatabase, openNotices } from '#platform/db'
import type { HttpServer } from '#platform/http'
import { readId } from '#platform/ids'
import { openWire } from './open-wire.ts'
import { type TestWire, type UploadedImage, openTestWire, pathOf, uploaded } from './wire.fixtures.ts'

/** One that serves the same database and files, as another process does: with connections and a memory of its own. */
interface Process {
  readonly server: HttpServer
  readonly ctx: Ctx
  readonly port: number
}

let wire: TestWire
let ada: Member
let adas: { readonly authorization: string }
let database: Database
let here: Process
let there: Process
before(async () => {
  wire = await openTestWire()
  ada = await wire.member('ada')
  adas = await wire.keyOf(ada, 'images:read', 'images:write')
  here = { server: wire.server, ctx: wire.t.ctx, port: await wire.server.open({ port: 0, host: '127.0.0.1' }) }
  const { chance, log } = wire.t.ctx
  database = openDatabase({ connection: wire.t.connection, connectionsMax: 6, log })
  const notices = openNotices({ pool: database.pool, chance, log })
  const ctx: Ctx = { ...wire.t.ctx, db: database.kysely, notices }
  const server = await openWire({ house: { ...doors, ctx }, openSite: null })
  there = { server, ctx, port: await server.open({ port: 0, host: '127.0.0.1' }) }
})
after(async () => {
  await there.server.close()
  await there.ctx.notices.stop()
  await database.close()
  await wire.close()
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

async function ask({ port }: Process, path: string, { method = 'GET', headers = {} } = {}): Promise<Answer> {
  const message = await new Promise<IncomingMessage>((answered, failed) => {
    request({ port, host: '127.0.0.1', path, method, headers }, answered).on('error', failed).end()
  })
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return { status: message.statusCode ?? 0, headers: message.headers, body: Buffer.concat(chunks) }
}

const statusOf = async (process: Process, path: string): Promise<number> => (await ask(process, path)).status
const answeredBy = ({ server }: Process): number => server.hotBytes.counts().answered

const widthIn = ({ variants }: UploadedImage, wanted: number): string =>
  pathOf(variants.find(({ width, format }) => width === wanted && format === 'webp')?.url ?? 'http://x')

/** A public picture that both processes answer from memory. */
async function aHotPicture(seed: number): Promise<{ readonly id: string; readonly path: string }> {
  const image = await uploaded(wire, adas, seed)
  const path = widthIn(image, 320)
  for (const process of [here, there]) {
    await ask(process, path)
    const before = answeredBy(process)
    assert.equal(await statusOf(process, path), 200)
    assert.equal(answeredBy(process), before + 1, 'the second answer comes out of memory')
  }
  return { id: image.id, path }
}

/** Another process hears of it a moment later; nobody there was told yet that it is done. */
async function until(status: number, process: Process, path: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await statusOf(process, path)) === status) return
    await sleep(50)
  }
  assert.fail(`never ${status}`)
}

/** Without what differs from one answer to the next. */
function same({ status, headers: { date: _date, 'x-request-id': id, ...headers }, body }: Answer): unknown {
  assert.match(String(id), /^[\w-]{16}$/)
  return { status, headers, body: body.toString('base64') }
}

describe('an answer out of memory', () => {
  const cases = [
    ['GET', {}],
    ['HEAD', {}],
    ['GET', { 'if-none-match': 'its own' }],
    ['HEAD', { 'if-none-match': 'its own' }],
  ] as const
  for (const [index, [method, headers]] of cases.entries()) {
    test(`to ${method} ${JSON.stringify(headers)} is what the route would say, field by field`, async () => {
      const image = await uploaded(wire, adas, 40 + index)
      const path = widthIn(image, 160)
      // A query keeps it from the memory and means nothing for what is public.
      const usual = `${path}?x`
      const { headers: known } = await ask(here, path)
      const given = 'if-none-match' in headers ? { 'if-none-match': known.etag ?? '' } : {}
      const before = answeredBy(here)
      const fromRoute = await ask(here, usual, { method, headers: given })
      assert.equal(answeredBy(here), before)
      const fromMemory = await ask(here, path, { method, headers: given })
      assert.equal(answeredBy(here), before + 1)
      assert.deepEqual(same(fromMemory), same(fromRoute))
    })
  }

  test('never stands in for a range, an old tag, another method, a body or a second host', async () => {
    const { path } = await aHotPicture(11)
    const before = answeredBy(here)
    const range = await ask(here, path, { headers: { range: 'bytes=0-9' } })
    assert.deepEqual([range.status, range.body.length], [206, 10])
    assert.equal((await ask(here, path, { headers: { 'if-none-match': '"old"' } })).status, 200)
    assert.equal((await ask(here, path, { method: 'POST' })).status, 405)
    assert.equal((await ask(here, path, { method: 'HEAD', headers: { expect: '100-continue' } })).status, 200)
    assert.equal(answeredBy(here), before)
  })

  test('leaves no line in the log, and has a number of its own each time', async () => {
    const { path } = await aHotPicture(12)
    const lines = wire.t.logLines.length
    const numbers = new Set<unknown>()
    for (let n = 0; n < 5; n += 1) numbers.add((await ask(here, path)).headers['x-request-id'])
    assert.equal(numbers.size, 5)
    assert.deepEqual(
      wire.t.logLines.slice(lines).filter((line) => line.includes('/i/')),
      [],
    )
  })

  test('is never given of what is not public, or is large', async () => {
    const { kept } = here.server.hotBytes.counts()
    const hidden = await uploaded(wire, adas, 13, { visibility: 'unlisted' })
    assert.equal(await statusOf(here, widthIn(hidden, 320)), 200)
    assert.equal(here.server.hotBytes.counts().kept, kept)
  })
})

describe('a picture that everybody could see', () => {
  const { deleteImage, editImage, EditImageInput } = doors.images
  const acts: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
    deleted: (id) => deleteImage(here.ctx, ada, { id }),
    'deleted for good': (id) => deleteImage(here.ctx, ada, { id, now: true }),
    'made private': (id) => editImage(here.ctx, ada, EditImageInput.parse({ id, visibility: 'private' })),
    'given other bytes': (id) =>
      inTransaction(here.ctx, async (tx) => {
        await tx.db.updateTable('library_images').set({ version: 2 }).where('id', '=', uuidOf(id)).execute()
        await tx.tell(doors.images.pictureChanged, id)
      }),
  }
  for (const [index, [what, act]] of Object.entries(acts).entries()) {
    test(`and is ${what} is gone before that is acknowledged here, and from other processes too (promise: G-36)`, async () => {
      const { id, path } = await aHotPicture(20 + index)
      await act(id)
      assert.equal(await statusOf(here, path), 404)
      await until(404, there, path)
    })
  }

  test('and is deleted in another process is gone here', async () => {
    const { id, path } = await aHotPicture(30)
    await doors.images.deleteImage(there.ctx, ada, { id })
    assert.equal(await statusOf(there, path), 404)
    await until(404, here, path)
  })

  test('and whose deletion is rolled back is there still', async () => {
    const { id, path } = await aHotPicture(31)
    await assert.rejects(
      inTransaction(here.ctx, async (tx) => {
        await tx.tell(doors.images.pictureChanged, id)
        throw new Error('no')
      }),
    )
    assert.equal(await statusOf(here, path), 200)
    assert.equal(await statusOf(there, path), 200)
  })

  test('and goes while it is being read is not remembered', async () => {
    const image = await uploaded(wire, adas, 32)
    const path = widthIn(image, 320)
    const { hotBytes } = here.server
    const ticket = hotBytes.ticket()
    await doors.images.deleteImage(here.ctx, ada, { id: image.id })
    hotBytes.keep(ticket, path, image.id, { etag: '""', fields: {}, body: Buffer.from('stale') })
    assert.equal(await statusOf(here, path), 404)
    hotBytes.keep(hotBytes.ticket(), path, image.id, { etag: '""', fields: {}, body: Buffer.from('stale') })
    assert.equal((await ask(here, path)).body.toString(), 'stale', 'the negative control')
    here.ctx.notices.tellHere(doors.images.pictureChanged, image.id)
  })

  test('is not answered from memory by a process that does not hear, until it hears again', async () => {
    const { id, path } = await aHotPicture(33)
    const { pool } = wire.t.database
    const ended = await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and query = 'select pg_notify($1, $2)'`,
    )
    assert.ok((ended.rowCount ?? 0) >= 2)
    // Nobody is told of this: what lies in memory goes because the connection is found gone.
    await doors.images.deleteImage(here.ctx, ada, { id })
    assert.equal(await statusOf(here, path), 404)
    await until(404, there, path)

    const other = await uploaded(wire, adas, 34)
    for (const process of [here, there]) {
      const again = widthIn(other, 320)
      for (let tries = 0; tries < 500 && !process.ctx.notices.hears(); tries += 1) await sleep(20)
      await ask(process, again)
      const before = answeredBy(process)
      await ask(process, again)
      assert.equal(answeredBy(process), before + 1)
    }
  })
})

const uuidOf = (idText: string): string => readId('image', idText) ?? ''
