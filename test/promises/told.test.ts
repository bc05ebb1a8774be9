import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { allStores } from '#app'
import {
  type KeptPromise,
  type PromisesRun,
  type ShownPromise,
  differences,
  principles,
  promises,
} from '#privacy/promises'
import { openBrowser, openPerson } from '#test/browser'
import { shows } from '#test/people'
import { type Product, startProduct } from '#test/product'

const kept = promises.filter((promise): promise is KeptPromise => promise.state === 'kept')

/** A run as the tool writes it, of all but the last of what is kept. */
const run: PromisesRun = {
  at: '2026-11-22T10:00:00.000Z',
  commit: '0123456789abcdef',
  promises: Object.fromEntries(
    kept
      .slice(0, -1)
      .map(({ id, tests, breaches }) => [
        id,
        { passedAt: '2026-11-22T09:41:00.000Z', tests: [...tests], breaches: [...breaches] },
      ]),
  ),
}

describe('what visitors are told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-run-'))
  const file = join(folder, 'run.json')
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct({ environment: { PROMISES_RUN: file } }), openBrowser()])
  })
  after(async () => {
    await browser.close()
    await product.remove()
    rmSync(folder, { recursive: true })
  })

  const data = async () =>
    (await fetch(`${product.origin}/privacy/promises.json`).then((answer) => answer.json())) as {
      promises: ShownPromise[]
      differences: typeof differences
      run: { at: string; commit: string } | null
    }
  const idsIn = (page: Page, section: string): Promise<string[]> =>
    page.locator(`section[aria-labelledby="${section}"] article`).evaluateAll((all) => all.map(({ id }) => id))

  test('every cookie and storage of the register stands on the cookie page, with what, why, how long and who (promise: G-68)', async () => {
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await page.goto('/privacy/cookies')
    const rows = await page
      .locator('tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent?.trim() ?? '')))
    const registered = allStores.filter((store) => store.kind === 'cookie' || store.kind === 'browser-storage')
    assert.ok(registered.length > 3)
    assert.equal(rows.length, registered.length, 'as many rows as the register')
    for (const { name, label, why } of registered) {
      const row = rows.find(([first = '']) => first.startsWith(name))
      assert.ok(row, name)
      assert.deepEqual(row.slice(1, 3), [label, why], name)
      for (const cell of row) assert.ok(cell.length > 3, `${name}: every cell says something`)
    }
    const [cookies, others] = [rows.filter(([first]) => first?.includes('__Host-')), rows]
    assert.ok(cookies.every((row) => row.at(-1) === 'this site alone') && others.length > cookies.length)
    await context.close()
  })

  test('without a full run the page of promises says so, and no promise has passed', async () => {
    const { promises: shown, run: last } = await data()
    assert.equal(last, null)
    assert.deepEqual(
      shown.filter(({ lastPassedAt }) => lastPassedAt !== undefined),
      [],
    )
    const { page, context } = await openPerson(browser, product.origin)
    await page.goto('/privacy/promises')
    await shows(page, /no full run on this installation/)
    assert.equal(await page.locator('article time').count(), 0)
    await context.close()
  })

  test('each promise stands under one of the seven principles, with its tests and when they last passed (promise: G-97)', async () => {
    writeFileSync(file, JSON.stringify(run))
    await product.stop()
    product = await product.again()
    const { page, context, foreign, errors } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await page.goto('/privacy/promises')
    const seen: string[] = []
    for (const principle of Object.keys(principles)) {
      const ids = await idsIn(page, principle.replaceAll(' ', '-'))
      assert.deepEqual(
        ids,
        promises.filter((promise) => promise.principle === principle).map(({ id }) => id),
        principle,
      )
      seen.push(...ids)
    }
    assert.equal(new Set(seen).size, promises.length)
    assert.deepEqual(
      await idsIn(page, 'differences'),
      differences.map(({ id }) => id),
    )
    const texts = new Map(
      await page
        .locator('article')
        .evaluateAll((all) => all.map(({ id, textContent }) => [id, textContent ?? ''] as const)),
    )
    for (const promise of promises) {
      const text = texts.get(promise.id) ?? ''
      assert.ok(text.includes(promise.text), promise.id)
      assert.match(text, promise.state === 'kept' ? /Kept/ : /Not yet/, promise.id)
      if (promise.state === 'not yet') assert.doesNotMatch(text, /Last passed|Shown by/, promise.id)
      else {
        for (const proof of [...promise.tests, ...promise.breaches]) assert.ok(text.includes(proof), promise.id)
        const ran = run.promises[promise.id] !== undefined
        assert.match(text, ran ? /Last passed Nov 22, 2026, 9:41/ : /Not run on this installation/, promise.id)
      }
    }
    await shows(page, /0123456789/)
    for (const [address, state] of [
      ['?state=kept', 'kept'],
      ['?state=not-yet', 'not yet'],
    ] as const) {
      await page.goto(`/privacy/promises${address}`)
      assert.equal(
        await page.locator('article[id^=G], article[id^=S]').count(),
        promises.filter((promise) => promise.state === state).length,
      )
    }
    assert.deepEqual([foreign, errors], [[], []])
    await context.close()
  })

  test('the same stands there as data, for pages of any site and for caches', async () => {
    const answer = await fetch(`${product.origin}/privacy/promises.json`)
    assert.deepEqual(
      [answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('cache-control')],
      [200, '*', 'public, max-age=300'],
    )
    assert.equal(answer.headers.get('set-cookie'), null)
    const { promises: shown, differences: differing, run: last } = await data()
    assert.deepEqual(last, { at: run.at, commit: run.commit })
    assert.deepEqual(differing, differences)
    assert.deepEqual(
      shown.map(({ id, state, principle, tests }) => ({ id, state, principle, tests })),
      promises.map((promise) => ({
        id: promise.id,
        state: promise.state,
        principle: promise.principle,
        tests: promise.state === 'kept' ? promise.tests : [],
      })),
    )
    assert.equal(
      shown.filter(({ lastPassedAt }) => lastPassedAt === '2026-11-22T09:41:00.000Z').length,
      kept.length - 1,
    )
  })

  test('the page weighs less than 60 kB with all that it needs, in the colours that were chosen', async () => {
    const { page, context, errors } = await openPerson(browser, product.origin)
    await page.goto('/privacy/cookies')
    await page.locator('[name=theme][value=dark]').first().check({ force: true })
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.setCacheDisabled', { cacheDisabled: true })
    let sizeBytes = 0
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (sizeBytes += encodedDataLength))
    await page.goto('/privacy/promises')
    assert.ok(sizeBytes > 10_000 && sizeBytes <= 60_000, `${sizeBytes} bytes`)
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
    assert.deepEqual(errors, [])
    await context.close()
  })
})
