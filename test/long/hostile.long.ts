import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#platform/db'
import { cutOut, photograph } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { hostileFiles, payload } from '../corpora/hostile.ts'
import {
  type Image,
  type Key,
  besideDatabase,
  contentsOf,
  formOf,
  formType,
  keyFor,
  memoryOf,
  nothingMore,
  send,
} from '../journeys/bad-input.fixtures.ts'

const megabyte = 1024 * 1024

describe('a corpus of hostile files', () => {
  let product: Product
  let key: Key
  let beside: Database & { readonly end: () => Promise<void> }
  before(async () => {
    product = await startProduct()
    key = await keyFor(product, 'ada')
    beside = await besideDatabase(product.home)
  })
  after(async () => {
    await beside.end()
    await product.remove()
  })
  const remove = (id: string) =>
    fetch(`${product.origin}/api/v1/images/${id}?now=true`, { method: 'DELETE', headers: key })

  test('each gets its answer, what is refused leaves nothing, and the server grows by less than 100 MB', async (t) => {
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, memoryOf(product.pid).now)), 50).unref()
    const warm = async (seed: number): Promise<void> => {
      const answer = await send(product, key, await photograph(seed, 2400, 1600), 'x')
      assert.ok(answer.status === 201 || answer.status === 202, String(answer.status))
      await remove(((await answer.json()) as Image).id)
    }
    for (let seed = 1; seed <= 6; seed++) await warm(seed)
    // Hostile ones come several at once too.
    await Promise.all([7, 8, 9, 10, 11, 12, 13, 14].map(warm))
    await sleep(1000)
    const untouched = await contentsOf(beside, product.home)
    const files = await hostileFiles()
    assert.ok(files.length >= 25)

    // What honest pictures take at most; at one moment it is a matter of when garbage was collected.
    const baseline = most
    const wrong: string[] = []
    for (const { name, bytes, expect, why } of files) {
      const answer = await send(product, key, bytes, name)
      const { id, code = 'accepted', variants = [], download } = (await answer.json()) as Image
      const status = answer.status === 202 ? 201 : answer.status
      if (status !== expect.status || code !== expect.code) {
        wrong.push(`${name} (${why}): ${answer.status} ${code}, not ${expect.status} ${expect.code}`)
      }
      if (id === undefined) continue
      for (const url of [download, ...variants.map((variant) => variant.url)]) {
        const served = await fetch(url, { headers: key }).then(async (got) => Buffer.from(await got.arrayBuffer()))
        assert.ok(!served.includes(payload), `${name}: what came along is served at ${url}`)
      }
      assert.equal((await remove(id)).status, 204)
    }
    // 100 MB at once and in pieces, and many bad ones at the same time.
    assert.equal((await send(product, key, Buffer.alloc(100 * megabyte), 'x')).status, 413)
    const bad = files.filter(({ expect, bytes }) => expect.status !== 201 && bytes.length < megabyte)
    await Promise.all(bad.map(({ bytes, name }) => send(product, key, bytes, name).then((answer) => answer.text())))
    clearInterval(watch)
    const grownMb = Math.round((most - baseline) / megabyte)
    t.diagnostic(
      `${files.length} files; ${Math.round(baseline / megabyte)} MB with honest ones, ${grownMb} MB more at most`,
    )
    assert.deepEqual(wrong, [])
    await nothingMore(() => contentsOf(beside, product.home), untouched)
    assert.ok(grownMb < 100, `grew by ${grownMb} MB`)
    assert.equal((await fetch(`${product.origin}/readyz`)).status, 200)
  })

  test('a sender that drips, one that stalls and one that never ends its head are let go, and others are served meanwhile', async () => {
    const { port } = new URL(product.origin)
    const post = `POST /api/v1/images HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${key.authorization}\r\nContent-Type: ${formType['content-type']}\r\nContent-Length: 1000000\r\n\r\n`
    const start = formOf([['name="file"; filename="x"', await cutOut(1, 300)]]).subarray(0, 500)
    const untouched = await contentsOf(beside, product.home)
    const began = performance.now()
    const talkSlowly = (first: Buffer | string, more: string | null): Promise<{ heard: string; afterMs: number }> =>
      new Promise((done) => {
        const socket = connect(Number(port), 'localhost')
        let heard = ''
        socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')))
        socket.on('error', () => {})
        socket.write(first)
        const drip = more === null ? undefined : setInterval(() => socket.write(more), 500)
        socket.on('close', () => {
          clearInterval(drip)
          done({ heard, afterMs: performance.now() - began })
        })
        setTimeout(() => socket.destroy(), 90_000).unref()
        // One that is told no may still go on talking; here it stops then.
        socket.on('data', () => clearInterval(drip))
      })
    const open = Promise.all([
      talkSlowly(Buffer.concat([Buffer.from(post), start]), 'x'),
      talkSlowly(Buffer.concat([Buffer.from(post), start]), null),
      talkSlowly('GET / HTTP/1.1\r\nHost: localhost\r\n', 'X: y\r\n'),
    ])
    for (let n = 0; n < 10; n++) {
      assert.equal((await fetch(`${product.origin}/healthz`)).status, 200)
      await sleep(100)
    }
    const [dripping, stalled, headless] = await open
    assert.match(dripping.heard, /^HTTP\/1\.1 408 [^]*upload-too-slow/)
    assert.equal(stalled.heard, '', 'silence is answered by silence')
    assert.match(headless.heard, /^(HTTP\/1\.1 408 [^]*request-too-slow|$)/)
    for (const { afterMs } of [dripping, stalled, headless]) assert.ok(afterMs < 80_000, `${afterMs} ms`)
    await nothingMore(() => contentsOf(beside, product.home), untouched)
  })
})
