import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expireRows, shownTo } from '#test/rights'
import { repeatsStores } from '#accounts/repeats'
import type { LightMyRequestResponse } from 'fastify'
import type { Member } from '#accounts/people'
import { doors } from '#app'
import { dayMs, minuteMs } from '#platform/clock'
import { type TestWire, type UploadedImage, aPng, codeOf, multipart, openTestWire, uploaded } from '../wire.fixtures.ts'

let wire: TestWire
let ada: Member
let adas: { readonly authorization: string }
before(async () => {
  wire = await openTestWire()
  ada = await wire.member('ada')
  adas = await wire.keyOf(ada, 'images:read', 'images:write')
})
after(() => wire.close())

const send = async (
  seed: number,
  name: string | null,
  { key = adas, title = 'Harp' }: { readonly key?: { readonly authorization: string }; readonly title?: string } = {},
): Promise<LightMyRequestResponse> => {
  const form = multipart([
    { name: 'title', value: title },
    { name: 'file', value: await aPng(seed) },
  ])
  const named = name === null ? {} : { 'idempotency-key': name }
  return wire.ask({ method: 'POST', url: '/api/v1/images', ...form, headers: { ...form.headers, ...key, ...named } })
}
const change = (method: 'PATCH' | 'DELETE', id: string, name: string | null, payload?: object) =>
  wire.ask({
    method,
    url: `/api/v1/images/${id}`,
    headers: { ...adas, ...(name === null ? {} : { 'idempotency-key': name }) },
    ...(payload ? { payload } : {}),
  })
const told = (answer: LightMyRequestResponse): unknown => [answer.statusCode, answer.json()]

test('an upload that is sent again under its key is answered as the first time, for a day', async () => {
  const first = await send(1, 'upload-1')
  assert.equal(first.statusCode, 201, first.body)
  assert.deepEqual(told(await send(1, 'upload-1')), told(first))
  // Negative control: without a key it is a second upload of the same file, and told so.
  const unnamed = await send(1, null)
  assert.deepEqual([unnamed.statusCode, unnamed.json().duplicate], [200, 'exact'])
  wire.t.clock.advanceMs(dayMs)
  assert.deepEqual((await send(1, 'upload-1')).json().duplicate, 'exact', 'the key is forgotten')
})

test('by a key that may write and not read, for a private picture too', async () => {
  const key = await wire.keyOf(ada, 'images:write')
  const form = multipart([
    { name: 'visibility', value: 'private' },
    { name: 'file', value: await aPng(2) },
  ])
  const headers = { ...form.headers, ...key, 'idempotency-key': 'private-1' }
  const ask = () => wire.ask({ method: 'POST', url: '/api/v1/images', ...form, headers })
  const first = await ask()
  assert.equal(first.statusCode, 201)
  assert.deepEqual(told(await ask()), told(first))
})

test('409: another request under the same key, whatever differs in it; the key of somebody else is another key', async () => {
  const first = await send(3, 'upload-3')
  for (const other of [
    await send(4, 'upload-3'),
    await send(3, 'upload-3', { title: 'Lute' }),
    await change('DELETE', first.json<UploadedImage>().id, 'upload-3'),
  ]) {
    assert.deepEqual([other.statusCode, codeOf(other)], [409, 'idempotency-key-reused'])
  }
  const grace = await wire.keyOf(await wire.member('grace'), 'images:write')
  assert.equal((await send(4, 'upload-3', { key: grace })).statusCode, 201)
})

test('a change is done once: sent again it does not undo what came after', async () => {
  const { id } = await uploaded(wire, adas, 5)
  assert.equal((await change('PATCH', id, 'title-1', { title: 'First' })).json().title, 'First')
  await change('PATCH', id, null, { title: 'Second' })
  assert.equal((await change('PATCH', id, 'title-1', { title: 'First' })).json().title, 'Second')
  // Negative control.
  assert.equal((await change('PATCH', id, null, { title: 'First' })).json().title, 'First')
})

test('a delete is acknowledged again', async () => {
  const { id } = await uploaded(wire, adas, 6)
  assert.equal((await change('DELETE', id, 'delete-1')).statusCode, 204)
  assert.equal((await change('DELETE', id, 'delete-1')).statusCode, 204)
  assert.equal((await change('DELETE', id, null)).statusCode, 404)
})

test('what was refused may be sent again under its key', async () => {
  const { id } = await uploaded(wire, adas, 7)
  await change('DELETE', id, null)
  assert.equal((await change('PATCH', id, 'late-1', { title: 'Late' })).statusCode, 404)
  await doors.images.restoreImage(wire.t.ctx, ada, { id })
  assert.equal((await change('PATCH', id, 'late-1', { title: 'Late' })).statusCode, 200)
})

test('of many at once one is done; the others are told to wait or what became of it', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => send(8, 'race-1')))
  const made = answers.filter(({ statusCode }) => statusCode === 201)
  const waiting = answers.filter(({ statusCode }) => statusCode === 409)
  assert.equal(made.length + waiting.length, 6)
  assert.equal(new Set(made.map((answer) => answer.json<UploadedImage>().id)).size, 1)
  for (const answer of waiting) {
    assert.equal(codeOf(answer), 'idempotency-key-in-use')
    assert.equal(answer.headers['retry-after'], '2')
  }
})

test('one that broke off is taken over by the next under its key, after a minute', async () => {
  const { ctx, clock } = wire.t
  await send(9, 'broken-1')
  await ctx.db.updateTable('accounts_repeats').set({ outcome: null, image_id: null, began_at: clock.now() }).execute()
  assert.equal(codeOf(await send(9, 'broken-1')), 'idempotency-key-in-use')
  clock.advanceMs(minuteMs)
  assert.equal((await send(9, 'broken-1')).json().duplicate, 'exact')
})

test('400: a key that is none', async () => {
  for (const name of ['', 'two words', 'x'.repeat(256), 'ü']) {
    const answer = await send(10, name)
    assert.deepEqual([answer.statusCode, codeOf(answer)], [400, 'idempotency-key-not-understood'], name)
  }
})

test('no key and no answer is kept, only hashes and what became of which picture; a day later nothing', async () => {
  const { ctx, clock } = wire.t
  await send(11, 'secret-name-1', { title: 'Secret title' })
  const dump = JSON.stringify(await ctx.db.selectFrom('accounts_repeats').selectAll().execute())
  assert.doesNotMatch(dump, /secret/i)
  assert.ok((await shownTo(ctx, repeatsStores, ada.personId))[0]?.rows.length)
  assert.equal(await expireRows(ctx, repeatsStores), 0)
  clock.advanceMs(dayMs)
  assert.ok(await expireRows(ctx, repeatsStores))
  assert.deepEqual((await shownTo(ctx, repeatsStores, ada.personId))[0]?.rows, [])
})
