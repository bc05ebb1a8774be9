import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { allStores } from '#app'
import { storesOf } from '#declaration'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

describe('the public data map', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  test('has one row for every column of every table, and no other (promise: G-02)', async () => {
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await page.goto('/privacy')
    await page.click('footer a[href="/privacy/data-map"]')
    // It is long: its rows are counted once all of them are there.
    await page.waitForURL('**/privacy/data-map')
    const shown = await page.locator('#table tbody tr').evaluateAll((rows) =>
      rows.map(
        (row) =>
          `${
            row
              .closest('.scroll')
              ?.getAttribute('aria-label')
              ?.match(/\(([^()]*)\)$/)?.[1]
          }.${row.querySelector('th code')?.textContent}`,
      ),
    )
    const rows = await query<{ name: string }>(
      product,
      `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`,
    )
    assert.ok(rows.length > 100)
    assert.deepEqual(shown.toSorted(), rows.map(({ name }) => name).toSorted())
    for (const text of await page.locator('tbody td').allTextContents()) assert.notEqual(text.trim(), '')
    await context.close()
  })

  test('shows every store of every kind, works without script, and can be read by everybody', async () => {
    const { page, context, foreign } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await page.goto('/privacy/data-map')
    const text = await page.locator('main').innerText()
    for (const { label } of allStores) assert.ok(text.includes(label), label)
    await page.locator('#table summary').click()
    assert.equal(await page.locator('#table table').first().isVisible(), false)
    assert.deepEqual(foreign, [])
    await context.close()

    const scripted = await openPerson(browser, product.origin)
    await scripted.page.goto('/privacy/data-map')
    assert.deepEqual(await accessibilityProblems(scripted.page), [])
    assert.deepEqual(scripted.errors, [])
    await scripted.context.close()
  })

  test('weighs at most 60 kB on its way', async () => {
    const answer = await fetch(`${product.origin}/privacy/data-map`, { headers: { 'accept-encoding': 'identity' } })
    const html = Buffer.from(await answer.arrayBuffer())
    process.stdout.write(
      `# data map: ${html.length} bytes, gzip ${gzipSync(html).length}, brotli ${brotliCompressSync(html).length}\n`,
    )
    assert.ok(gzipSync(html).length <= 60_000)
  })

  test('says of user name and password, e-mail address, real name and photograph that they identify (promise: G-23)', () => {
    const tables = new Map(storesOf(allStores, 'table').map((store) => [store.name, store.columns]))
    const identifies = (table: string, column: string) => tables.get(table)?.[column]?.identifies
    assert.equal(identifies('accounts_people', 'username'), 'combined')
    assert.equal(identifies('accounts_passwords', 'hash'), 'combined')
    assert.equal(identifies('accounts_addresses', 'email'), 'alone')
    assert.equal(identifies('accounts_people', 'display_name'), 'alone')
    for (const name of ['blobs', 'library_images', 'library_images:upload', 'library_variants']) {
      const store = allStores.find((one) => (one.kind === 'files' || one.kind === 'blob-use') && one.name === name)
      assert.equal(store && 'identifies' in store && store.identifies, 'alone', name)
    }
    // Negative control: a measured fact of a picture does not.
    assert.equal(identifies('library_images', 'width'), 'no')
  })
})
