import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { emptyDatabase } from '#test/house'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { type Image, type Key, keyFor, send } from './bad-input.fixtures.ts'

/** Programs that this process has started, and those that they have. */
function descendantsOf(pid: number): string[] {
  const found: string[] = []
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]
      if (Number(parent) !== pid) continue
      found.push(readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '), ...descendantsOf(Number(name)))
    } catch {
      // It ended meanwhile.
    }
  }
  return found
}
const databasesOf = (product: Product): string[] => descendantsOf(product.pid).filter((line) => /postgres/.test(line))

describe('a database of one’s own', () => {
  let product: Product
  let key: Key
  before(async () => {
    const { host, port, user, password, database } = await emptyDatabase()
    const url = `postgres://${user}:${String(password)}@/${database}?host=${encodeURIComponent(host ?? '')}&port=${port}`
    product = await startProduct({ environment: { DATABASE_URL: url } })
    key = await keyFor(product, 'ada')
  })
  after(() => product.remove())

  test('with DATABASE_URL everything works on that database, and no other is started', async () => {
    const answer = await send(product, key, await cutOut(1, 400), 'x')
    assert.equal(answer.status, 201)
    const image = (await answer.json()) as Image
    for (const { url } of image.variants) assert.equal((await fetch(url)).status, 200)
    assert.equal((await fetch(`${product.origin}/p/${image.id}`)).status, 200)
    assert.equal((await product.command(['doctor'])).code, 0)
    assert.deepEqual(databasesOf(product), [])
    assert.equal(existsSync(join(product.home, 'pg18')), false)

    await product.stop()
    product = await product.again()
    assert.equal(
      (await fetch(`${product.origin}/api/v1/images/${image.id}`)).status,
      200,
      'and is there after a restart',
    )
  })

  test('without it the embedded one is what the same look finds', async () => {
    const embedded = await startProduct()
    try {
      assert.ok(databasesOf(embedded).length > 0)
      assert.ok(existsSync(join(embedded.home, 'pg18')))
    } finally {
      await embedded.remove()
    }
  })

  test('a database that cannot be reached is said, and the end', async () => {
    const environment = { DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none' }
    await assert.rejects(startProduct({ environment }), (error: Error) => {
      assert.match(error.message, /ended with 3/)
      assert.doesNotMatch(error.message, /secret-word/)
      return true
    })
  })
})
