import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { openSealed, sealing } from '#privacy/export'

const chunk = 64 * 1024
const seal = (key: Buffer, plain: Buffer): Promise<Buffer> =>
  buffer(Readable.from(pieces(plain), { objectMode: false }).pipe(sealing(key)))

/** In pieces that fit no chunk. */
function* pieces(plain: Buffer): Generator<Buffer> {
  for (let at = 0; at < plain.length; at += 10_007) yield plain.subarray(at, at + 10_007)
}

const open = (key: Buffer, sealed: Buffer, size: number, range?: { start: number; end: number }): Promise<Buffer> =>
  buffer(openSealed(({ start, end }) => Readable.from(pieces(sealed.subarray(start, end + 1))), key, size, range))

describe('a sealed file', () => {
  const sizes = [0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 17]

  test('gives back every byte, whatever its length', async () => {
    for (const size of sizes) {
      const [key, plain] = [randomBytes(32), randomBytes(size)]
      const sealed = await seal(key, plain)
      assert.equal(sealed.length, size + 16 * Math.max(1, Math.ceil(size / chunk)), String(size))
      assert.ok((await open(key, sealed, size)).equals(plain), String(size))
    }
  })

  test('gives any part of it alone', async () => {
    const [key, plain] = [randomBytes(32), randomBytes(3 * chunk + 17)]
    const sealed = await seal(key, plain)
    const at = [0, 1, chunk - 1, chunk, 2 * chunk + 5, plain.length - 1]
    for (const start of at) {
      for (const end of at.filter((one) => one >= start)) {
        const part = await open(key, sealed, plain.length, { start, end })
        assert.ok(part.equals(plain.subarray(start, end + 1)), `${start} to ${end}`)
      }
    }
  })

  test('does not open where a bit was changed, a chunk moved, left out or cut off, or with another key', async () => {
    const [key, plain] = [randomBytes(32), randomBytes(2 * chunk + 100)]
    const sealed = await seal(key, plain)
    const [first, second, rest] = [
      sealed.subarray(0, chunk + 16),
      sealed.subarray(chunk + 16, 2 * chunk + 32),
      sealed.subarray(2 * chunk + 32),
    ]
    const changed = Buffer.from(sealed)
    changed[chunk] = (changed[chunk] ?? 0) ^ 1
    const wrong: readonly (readonly [string, Buffer, number?])[] = [
      ['a bit was changed', changed],
      ['two chunks changed places', Buffer.concat([second, first, rest])],
      ['the last chunk is missing', Buffer.concat([first, second])],
      ['the last chunk is missing, and the length says so', Buffer.concat([first, second]), 2 * chunk],
      ['nothing is there', Buffer.alloc(0)],
    ]
    for (const [what, bytes, size = plain.length] of wrong) await assert.rejects(open(key, bytes, size), Error, what)
    await assert.rejects(open(randomBytes(32), sealed, plain.length))
    assert.equal(sealed.includes(plain.subarray(0, 32)), false)
  })
})
