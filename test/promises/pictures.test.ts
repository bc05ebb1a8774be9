import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { type UploadedImage, makeKey, makeMember, signInBy, until, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

const realName = 'Augusta Byron-Marker'
const email = 'augusta.marker@example.org'

describe('pictures that are kept for their owner', () => {
  let product: Product
  let browser: Browser
  let authorization = ''
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada', email })
    await makeMember(product, { username: 'grace' })
    authorization = await makeKey(product, 'ada')
    await query(product, `update accounts_people set display_name = $1 where username = 'ada'`, [realName])
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const status = (path: string, headers: Record<string, string> = {}): Promise<number> =>
    fetch(new URL(path, product.origin), { headers, redirect: 'manual' }).then((answer) => answer.status)
  const files = (): readonly string[] =>
    ['blobs'].flatMap((folder) =>
      readdirSync(join(product.home, folder), { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [entry.name] : [],
      ),
    )

  test('a picture is attributed by user name; no page and no answer has the address or the real name (promise: G-26)', async () => {
    const image = await uploadBy(product, authorization, await cutOut(11, 700), { title: 'Analytical engine' })
    assert.deepEqual(image.author, { username: 'ada' })
    await query(product, `update accounts_people set profile_public = false where username = 'ada'`)
    for (const path of [
      image.page,
      `/api/v1/images/${image.id}`,
      '/api/v1/images?q=analytical',
      '/search?q=analytical',
    ]) {
      const body = await fetch(new URL(path, product.origin)).then((answer) => answer.text())
      assert.match(body, /Analytical engine/, path)
      if (path === image.page || path.startsWith('/api')) assert.match(body, /\bada\b/, path)
      assert.ok(!body.includes(realName) && !body.includes('Byron-Marker'), `${path} has no real name`)
      assert.ok(!body.includes(email) && !body.includes('augusta.marker'), `${path} has no address`)
    }
  })

  test('an upload without the tick that names the country is refused and leaves nothing; with it the country is noted (promise: G-35)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    await signInBy(page, 'ada')
    await page.goto('/upload')
    assert.equal(await page.isChecked('[name=agreeRegion]'), false, 'not ticked in advance')
    assert.match((await page.textContent('label:has([name=agreeRegion])')) ?? '', /United States/)
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const bytes = await cutOut(12, 500)
    const send = async (
      fields: Record<string, string>,
    ): Promise<{ status: number; body: { code?: string; id: string } }> => {
      const form = new FormData()
      for (const [name, value] of Object.entries({ title: 'With a tick', ...fields })) form.set(name, value)
      form.set('file', new Blob([new Uint8Array(bytes)]), 'x')
      const answer = await fetch(`${product.origin}/upload/pictures`, {
        method: 'POST',
        headers: { cookie, origin: product.origin, accept: 'application/json' },
        body: form,
      })
      return { status: answer.status, body: (await answer.json()) as { code?: string; id: string } }
    }
    const [rows, kept] = [await query(product, 'select id from library_images'), files().length]
    const refused = await send({})
    assert.deepEqual([refused.status, refused.body.code], [422, 'storage-region-not-agreed'])
    assert.deepEqual(await query(product, 'select id from library_images'), rows, 'nothing was kept')
    assert.equal(files().length, kept)

    const taken = await send({ agreeRegion: 'on' })
    assert.equal(taken.status, 201)
    const noted = await query(product, `select storage_region from library_images where title = 'With a tick'`)
    assert.deepEqual(noted, [{ storage_region: 'United States' }])

    // Taking the picture away takes the agreement, and every copy, with it.
    assert.equal(
      (
        await fetch(`${product.origin}/api/v1/images/${taken.body.id}?now=true`, {
          method: 'DELETE',
          headers: { authorization },
        })
      ).status,
      204,
    )
    await until('every copy is gone', () => files().length <= kept)
    assert.deepEqual(await query(product, `select 1 from library_images where title = 'With a tick'`), [])
    await context.close()
  })

  test('a deleted picture is 404 at every address at once, and after purging no file of it is left (promise: G-36)', async () => {
    const kept = new Set(files())
    const bytes = await cutOut(13, 1400)
    const image = await uploadBy(product, authorization, bytes, { title: 'Difference engine', tags: 'calculators' })
    const sizes = image.variants.map(({ url }) => url)
    const addresses = [image.page, `/api/v1/images/${image.id}`, `${image.download}?size=640&format=png`, ...sizes]
    for (const address of addresses) assert.equal(await status(address), 200, address)
    const found = async (path: string): Promise<boolean> =>
      (await fetch(new URL(path, product.origin)).then((answer) => answer.text())).includes('Difference engine')
    for (const path of ['/search?q=difference', '/tags/calculators', '/api/v1/images?q=difference']) {
      assert.ok(await found(path), `${path} has it`)
    }
    const its = files().filter((name) => !kept.has(name))
    assert.ok(its.length > 3, 'a master and renditions are on disk')

    const deleted = await fetch(`${product.origin}/api/v1/images/${image.id}?now=true`, {
      method: 'DELETE',
      headers: { authorization },
    })
    assert.equal(deleted.status, 204)
    for (const address of addresses) {
      assert.equal(await status(address), 404, address)
      assert.equal(await status(address, { authorization }), 404, `${address}, for its owner`)
    }
    for (const path of ['/search?q=difference', '/tags/calculators', '/api/v1/images?q=difference']) {
      assert.ok(!(await found(path)), `${path} has it no more`)
    }
    await until('no file of it is left', () => its.every((name) => !files().includes(name)))
  })

  test('private is for its owner alone, unlisted for who has the address, public for everybody (promise: G-36)', async () => {
    const other = await makeKey(product, 'grace')
    const seen: Record<string, unknown> = {}
    for (const [index, visibility] of ['public', 'unlisted', 'private'].entries()) {
      const image: UploadedImage = await uploadBy(product, authorization, await cutOut(20 + index, 400), {
        title: `Loom ${visibility}`,
        visibility,
      })
      const listed = await fetch(`${product.origin}/api/v1/images?q=loom`).then((answer) => answer.text())
      seen[visibility] = {
        listed: listed.includes(image.id),
        visitor: await status(image.page),
        other: await status(`/api/v1/images/${image.id}`, { authorization: other }),
        owner: await status(`/api/v1/images/${image.id}`, { authorization }),
      }
    }
    assert.deepEqual(seen, {
      public: { listed: true, visitor: 200, other: 200, owner: 200 },
      unlisted: { listed: false, visitor: 200, other: 200, owner: 200 },
      private: { listed: false, visitor: 404, other: 404, owner: 200 },
    })
  })
})
