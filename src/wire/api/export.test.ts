import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import type { Member } from '#accounts/people'
import { hourMs, later } from '#platform/clock'
import { unzip } from '#test/zip'
import { type TestWire, openTestWire, uploaded } from '../wire.fixtures.ts'

interface Answer {
  readonly id: string
  readonly status: string
  readonly page: string
  readonly sizeBytes: number | null
  readonly progress: { readonly picturesDone: number; readonly picturesTotal: number }
}

let wire: TestWire
let ada: Member
let key: { readonly authorization: string }

before(async () => {
  wire = await openTestWire()
  ada = await wire.member('ada')
  key = await wire.keyOf(ada, 'me:read', 'images:read', 'images:write')
  await uploaded(wire, key, 1, { title: 'My only picture', visibility: 'private' })
})
after(() => wire.close())

const post = (headers: Readonly<Record<string, string>>) =>
  wire.ask({ method: 'POST', url: '/api/v1/me/export', headers })
const get = (url: string, headers: Readonly<Record<string, string>>) => wire.ask({ url, headers })

async function ready(id: string): Promise<Answer> {
  for (;;) {
    const answer = await get(`/api/v1/me/export/${id}`, key)
    assert.equal(answer.statusCode, 200)
    const made = answer.json<Answer>()
    if (made.status === 'ready') return made
    await sleep(30)
  }
}

describe('GET /me/data', () => {
  test('200: every value held, with why; of others nothing', async () => {
    const grace = await wire.member('grace')
    const answer = await get('/api/v1/me/data', key)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['cache-control'], 'no-store')
    const { format, username, stores } = answer.json<{
      format: string
      username: string
      stores: { store: string; columns: Record<string, { why: string }>; rows: Record<string, unknown>[] }[]
    }>()
    assert.deepEqual([format, username], ['vitrine-export/1', 'ada'])
    assert.ok(stores.some(({ rows }) => rows.some((row) => row['title'] === 'My only picture')))
    assert.ok(stores.every(({ columns }) => Object.values(columns).every(({ why }) => why !== '')))
    assert.ok(answer.body.includes('ada@example.org'), 'a sealed value is opened for whom it concerns')
    assert.equal(answer.body.includes(grace.personId), false)
  })

  test('401 without a key, 403 with one that lacks the scope', async () => {
    assert.equal((await get('/api/v1/me/data', {})).statusCode, 401)
    assert.equal((await get('/api/v1/me/data', await wire.keyOf(ada, 'images:read'))).statusCode, 403)
  })
})

describe('POST /me/export and GET /me/export/{id}', () => {
  test('202 with the address that tells how far it is, then 200; sent again under its key it is the same one', async () => {
    const first = await post({ ...key, 'idempotency-key': 'one' })
    assert.equal(first.statusCode, 202)
    const { id, page } = first.json<Answer>()
    assert.equal(first.headers['location'], new URL(`/api/v1/me/export/${id}`, wire.t.ctx.config.origin).href)
    assert.equal(new URL(page).pathname, '/privacy/my-data/export')
    const made = await ready(id)
    assert.deepEqual([made.progress.picturesDone, made.progress.picturesTotal], [1, 1])
    const again = await post({ ...key, 'idempotency-key': 'one' })
    assert.deepEqual([again.statusCode, again.json<Answer>().id], [200, id])
    const other = await post({ ...key, 'idempotency-key': 'two' })
    assert.equal(other.statusCode, 202)
    assert.notEqual(other.json<Answer>().id, id)
    await ready(other.json<Answer>().id)
    assert.equal((await post({ ...key, 'idempotency-key': 'no good' })).statusCode, 400)
  })

  test('401, 403, and 404 alike for what is somebody else’s, gone or no number', async () => {
    assert.equal((await post({})).statusCode, 401)
    assert.equal((await post(await wire.keyOf(ada, 'images:write'))).statusCode, 403)
    const { id } = (await post(key)).json<Answer>()
    await ready(id)
    const eve = await wire.keyOf(await wire.member('eve'), 'me:read')
    const answers = await Promise.all(
      [`/api/v1/me/export/${id}`, '/api/v1/me/export/exp_01h455vb4pex5vsknk084sn02q', '/api/v1/me/export/x'].map(
        (url) => get(url, eve),
      ),
    )
    for (const answer of answers) {
      assert.equal(answer.statusCode, 404)
      assert.equal(answer.json<{ code: string }>().code, 'export-not-found')
    }
  })
})

describe('GET /download/export/{id}', () => {
  test('200 for its owner who has signed in, kept nowhere; a part of it as well', async () => {
    const { id } = (await post(key)).json<Answer>()
    const { sizeBytes } = await ready(id)
    const browser = await wire.browserOf(ada)
    const answer = await get(`/download/export/${id}`, browser)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['cache-control'], 'private, no-store')
    assert.equal(answer.headers['content-type'], 'application/zip')
    assert.match(String(answer.headers['content-disposition']), /^attachment; filename="vitrine-export-[\d-]+\.zip"$/)
    assert.equal(answer.rawPayload.length, sizeBytes)
    const files = await unzip(answer.rawPayload)
    assert.ok(files.has('index.html'))
    const part = await get(`/download/export/${id}`, { ...browser, range: 'bytes=70000-70999' })
    assert.equal(part.statusCode, 206)
    assert.ok(part.rawPayload.equals(answer.rawPayload.subarray(70_000, 71_000)))
  })

  test('nobody else has it: not a visitor, not another member, not a key, not who proved it an hour ago', async () => {
    const { id } = (await post(key)).json<Answer>()
    await ready(id)
    const visitor = await get(`/download/export/${id}`, {})
    assert.deepEqual(
      [visitor.statusCode, visitor.headers['location']],
      [303, '/sign-in?to=%2Fprivacy%2Fmy-data%2Fexport'],
    )
    const byKey = await get(`/download/export/${id}`, key)
    assert.equal(byKey.statusCode, 303, 'a key is nobody here')
    const eve = await wire.browserOf(await wire.member('mallory'))
    assert.equal((await get(`/download/export/${id}`, eve)).statusCode, 404)
    const stale = await wire.browserOf(ada)
    const provenAt = later(wire.t.ctx.clock.now(), -hourMs)
    await wire.t.ctx.db.updateTable('accounts_sessions').set({ proven_at: provenAt }).execute()
    const old = await get(`/download/export/${id}`, stale)
    assert.deepEqual([old.statusCode, old.headers['location']], [303, '/confirm?to=%2Fprivacy%2Fmy-data%2Fexport'])
  })
})
