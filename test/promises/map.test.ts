import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { allStores } from '#app'
import { dataOf, groundOf, storesOf } from '#declaration'
import { openBrowser, openPerson } from '#test/browser'
import { goodPassword, makeKey, makeMember, send, signInBy, until, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

describe('what no clock ends', () => {
  const endless = new Set(['while-account', 'while-picture', 'indefinite'])
  /** Told by hand, and not by the rule from which the page is made. */
  const names = allStores
    .filter((store) => dataOf(store).some(([, datum]) => endless.has(groundOf(store, datum).retention.kind)))
    .map(({ name }) => name)
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada' })
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  test('everything that no clock ends is listed with its reason; what is of a person, with where to delete it (promise: G-117)', async () => {
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await page.goto('/privacy/data-map')
    const rows = await page.locator('#no-limit tbody tr').evaluateAll((all) =>
      all.map((row) => ({
        name: row.querySelector('th code')?.textContent ?? '',
        cells: [...row.querySelectorAll('td')].map(({ textContent }) => textContent?.trim() ?? ''),
        link: row.querySelector('a')?.getAttribute('href') ?? null,
      })),
    )
    assert.ok(names.length > 10)
    assert.deepEqual([...new Set(rows.map(({ name }) => name))].toSorted(), [...new Set(names)].toSorted())
    for (const { name, cells, link } of rows) {
      const [whose = '', kept = '', erased = ''] = cells
      assert.match(kept, /^while the (account|picture) exists$|^without limit: .{10}/, name)
      assert.equal(link === null, whose === 'nobody', `${name}: ${whose}`)
      if (link !== null) assert.notEqual(erased, '', name)
    }
    await signInBy(page, 'ada')
    for (const link of new Set(rows.flatMap(({ link }) => link ?? []))) {
      assert.equal((await page.goto(link))?.status(), 200, link)
    }
    await context.close()
  })

  test('what is listed so is deleted when its person says so (promise: G-117)', async () => {
    await uploadBy(product, await makeKey(product, 'ada'), await cutOut(1, 300), { title: 'Harp' })
    const listed = new Set(names)
    // Rows that lead to the person by a column of their own; those of pictures go with the picture.
    const own = storesOf(allStores, 'table').flatMap(({ name, path }) =>
      listed.has(name) && typeof path === 'object' && 'by' in path && path.of === undefined
        ? [[name, path.by] as const]
        : [],
    )
    const [{ id } = { id: '' }] = await query<{ id: string }>(
      product,
      `select id from accounts_people where username = 'ada'`,
    )
    const held = async (): Promise<readonly string[]> => {
      const found: string[] = []
      for (const [name, by] of own) {
        if ((await query(product, `select 1 from ${name} where ${by} = $1 limit 1`, [id])).length > 0) found.push(name)
      }
      return found
    }
    const before = await held()
    for (const name of ['accounts_people', 'accounts_addresses', 'library_images'])
      assert.ok(before.includes(name), name)

    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await signInBy(page, 'ada')
    await page.goto('/settings/account/close')
    await page.check('[name=when][value=now]')
    await page.fill('[name=current]', goodPassword)
    await send(page)
    await until('nothing of it is held', async () => (await held()).length === 0)
    assert.deepEqual(await held(), [])
    await context.close()
  })
})
