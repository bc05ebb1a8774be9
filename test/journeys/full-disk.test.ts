import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { type Image, type Key, keyFor, send } from './bad-input.fixtures.ts'

const megabyte = 1024 * 1024

/** Becomes the server, with a small disk of its own where the data folder is. */
const smallDisk = (home: string, megabytes: number): readonly string[] => [
  ...['unshare', '-Urm', 'sh', '-c'],
  `mount -t tmpfs -o size=${megabytes}m none "$0" && exec "$@"`,
  home,
]
const [first = '', ...rest] = smallDisk(tmpdir(), 1)
const canMount = spawnSync(first, [...rest, 'true']).status === 0

describe('a full disk', { skip: canMount ? false : 'this kernel allows no mounts in a user namespace' }, () => {
  let product: Product
  let key: Key
  const home = mkdtempSync(join(tmpdir(), 'vitrine-small-disk-'))
  const apart = mkdtempSync(join(tmpdir(), 'vitrine-keys-'))
  before(async () => {
    product = await startProduct({
      home,
      under: smallDisk(home, 220),
      environment: { VITRINE_KEYS: join(apart, 'keys.json') },
    })
    // Commands run where the small disk is.
    const inside = ['-U', '-m', '--preserve-credentials', '-t', String(product.pid)]
    key = await keyFor({ command: (args, input) => product.command(args, input, ['nsenter', ...inside]) }, 'ada')
  })
  after(async () => {
    await product.remove()
    rmSync(apart, { recursive: true, force: true })
  })

  /** The data folder as the server sees it. */
  const seen = (): string => join(`/proc/${product.pid}/root`, home)
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(seen())
    return bavail * bsize
  }

  test('an upload is refused with 507, what is there is served, and after room is made pictures are taken again', async (t) => {
    const early = await send(product, key, await cutOut(1, 900), 'x')
    assert.equal(early.status, 201)
    const image = (await early.json()) as Image
    const filler = join(seen(), 'filler')
    t.diagnostic(`${Math.round(freeBytes() / megabyte)} MB free of 220 with a database and a picture`)
    writeFileSync(filler, Buffer.alloc(Math.max(0, freeBytes() - 256 * 1024)))

    const large = await sharp(randomBytes(1200 * 900 * 3), { raw: { width: 1200, height: 900, channels: 3 } })
      .png()
      .toBuffer()
    assert.ok(large.length > megabyte)
    for (let tries = 0; tries < 5; tries++) {
      const answer = await send(product, key, large, 'x')
      const body = (await answer.json()) as { code: string }
      assert.deepEqual([answer.status, body.code], [507, 'storage-full'])
      assert.ok(Number(answer.headers.get('retry-after')) > 0)
    }
    // To the last byte: now nothing at all can be written.
    writeFileSync(join(seen(), 'filler-2'), Buffer.alloc(Math.max(0, freeBytes() - 4096)))
    const small = await send(product, key, await cutOut(2, 500), 'x')
    assert.equal(small.status, 507, await small.text())

    for (const url of [image.download, ...image.variants.map((variant) => variant.url)])
      assert.equal((await fetch(url)).status, 200, url)
    assert.equal((await fetch(`${product.origin}/api/v1/images/${image.id}`)).status, 200)
    assert.equal((await fetch(`${product.origin}/`)).status, 200)
    assert.equal((await fetch(`${product.origin}/readyz`)).status, 200)

    rmSync(filler)
    rmSync(join(seen(), 'filler-2'))
    const later = await send(product, key, large, 'x')
    assert.equal(later.status, 201, await later.text())
    const list = (await fetch(`${product.origin}/api/v1/images`).then((answer) => answer.json())) as { items: Image[] }
    assert.equal(list.items.length, 2, 'those that were taken, and nothing of those that were not')
  })
})
