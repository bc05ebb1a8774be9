import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { cutOut, photograph } from '#test/pictures'
import { type Product, startProduct } from '#test/product'

interface Image {
  readonly id: string
  readonly status: string
  readonly width: number
  readonly variants: readonly { readonly url: string; readonly width: number; readonly height: number }[]
}

const rounds = 5
const senders = 4

describe('a server that is killed while pictures are uploaded', () => {
  let product: Product
  let authorization = ''
  /** Every id that was ever acknowledged, in any round. */
  const acknowledged = new Set<string>()

  before(async () => {
    product = await startProduct()
    await product.command(
      ['member', 'create', '--username', 'ada', '--email', 'ada@example.org', '--password-stdin', '--verified'],
      'a lantern in the fog\n',
    )
    const { stdout } = await product.command([
      'api-key',
      'create',
      '--member',
      'ada',
      '--scopes',
      'images:read,images:write',
      '--json',
    ])
    authorization = `Bearer ${(JSON.parse(stdout) as { key: string }).key}`
  })
  after(() => product.remove())

  const ask = (path: string): Promise<Response> => fetch(new URL(path, product.origin), { headers: { authorization } })

  /** Sends pictures until the server is gone; notes what was acknowledged. */
  async function send(round: number, sender: number): Promise<void> {
    for (let index = 0; ; index++) {
      const seed = round * 1000 + sender * 100 + index
      const bytes = seed % 2 ? await photograph(seed, 1200, 800) : await cutOut(seed, 1100)
      const form = new FormData()
      form.set('title', `picture ${seed}`)
      form.set('file', new Blob([new Uint8Array(bytes)]), 'x')
      try {
        const answer = await fetch(`${product.origin}/api/v1/images`, {
          method: 'POST',
          headers: { authorization },
          body: form,
        })
        const image = (await answer.json()) as Image
        assert.ok([200, 201, 202].includes(answer.status), `${answer.status}`)
        acknowledged.add(image.id)
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

  for (let round = 1; round <= rounds; round++) {
    test(`round ${round}: every acknowledged picture is there, whole, and no half one is visible`, async () => {
      const before = acknowledged.size
      const sending = Promise.all(Array.from({ length: senders }, (_, sender) => send(round, sender)))
      await sleep(2500 + 700 * round)
      await product.kill()
      await sending
      assert.ok(acknowledged.size > before, 'some uploads were acknowledged before the kill')
      product = await product.again()

      for (const id of acknowledged) await isWhole(await settled(id))
      let cursor: string | null = ''
      let seen = 0
      while (cursor !== null) {
        const page = (await ask(
          `/api/v1/images?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        ).then((answer) => answer.json())) as { items: Image[]; nextCursor: string | null }
        for (const image of page.items) {
          seen++
          await isWhole(image)
        }
        cursor = page.nextCursor
      }
      assert.ok(seen >= acknowledged.size)
      // What was received and not acknowledged before the kill is still being worked on.
      const left = (): string[] => readdirSync(join(product.home, 'blobs/incoming'))
      for (let tries = 0; tries < 300 && left().length > 0; tries++) await sleep(100)
      assert.deepEqual(left(), [], 'nothing half is left on disk')
      const { code, stdout } = await product.command(['doctor', '--json'])
      assert.equal(code, 0, stdout)
    })
  }
})
