import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { cutOut, photograph } from '#test/pictures'
import { type Product, startProduct } from '#test/product'

/** Where the screenshots go, to be looked at. */
const folder = join(import.meta.dirname, '../../build/screenshots')
const widths = [320, 768, 1440] as const
const password = 'a lantern in the fog'

describe('how it looks', () => {
  let product: Product
  let browser: Browser
  let picturePath = ''

  before(async () => {
    mkdirSync(folder, { recursive: true })
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await product.command(
      ['member', 'create', '--username', 'ada', '--email', 'ada@example.org', '--password-stdin', '--verified'],
      password,
    )
    const { stdout } = await product.command([
      'api-key',
      'create',
      '--member',
      'ada',
      '--scopes',
      'images:write',
      '--json',
    ])
    const authorization = `Bearer ${(JSON.parse(stdout) as { key: string }).key}`
    for (let seed = 0; seed < 14; seed++) {
      const form = new FormData()
      form.set('title', `Still life ${seed}`)
      form.set('alt', 'A few coloured shapes on paper')
      form.set('tags', seed % 2 ? 'photograph, grain' : 'cut-out, shapes')
      form.set('licence', seed % 3 ? 'CC-BY-4.0' : 'CC0-1.0')
      const bytes = seed % 3 === 1 ? await photograph(seed, 1400, 900 + 60 * seed) : await cutOut(seed, 900)
      form.set('file', new Blob([new Uint8Array(bytes)]), 'x')
      const answer = await fetch(`${product.origin}/api/v1/images`, {
        method: 'POST',
        headers: { authorization },
        body: form,
      })
      picturePath = new URL(((await answer.json()) as { page: string }).page, product.origin).pathname
    }
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const pages = (): readonly { readonly name: string; readonly path: string; readonly signedIn?: true }[] => [
    { name: 'home', path: '/' },
    { name: 'search', path: '/search?q=still' },
    { name: 'search-nothing', path: '/search?q=zzzzzz' },
    { name: 'tag', path: '/tags/shapes' },
    { name: 'picture', path: picturePath },
    { name: 'sign-up', path: '/sign-up' },
    { name: 'sign-in', path: '/sign-in' },
    { name: 'forgot', path: '/forgot' },
    { name: 'privacy', path: '/privacy' },
    { name: 'terms', path: '/terms' },
    { name: 'cookies', path: '/privacy/cookies' },
    { name: 'promises', path: '/privacy/promises' },
    { name: 'data-map', path: '/privacy/data-map' },
    { name: 'my-data-export', path: '/privacy/my-data/export', signedIn: true },
    { name: 'upload', path: '/upload', signedIn: true },
    { name: 'my', path: '/my', signedIn: true },
    { name: 'edit', path: `${picturePath.split('/').slice(0, 3).join('/')}/edit`, signedIn: true },
    { name: 'own-picture', path: picturePath, signedIn: true },
    { name: 'profile', path: '/@ada', signedIn: true },
    { name: 'settings-profile', path: '/settings/profile', signedIn: true },
    { name: 'settings-account', path: '/settings/account', signedIn: true },
    { name: 'settings-close', path: '/settings/account/close', signedIn: true },
    { name: 'settings-security', path: '/settings/security', signedIn: true },
    { name: 'settings-authenticator', path: '/settings/security/authenticator', signedIn: true },
    { name: 'settings-recovery-codes', path: '/settings/security/recovery-codes', signedIn: true },
    { name: 'confirm', path: '/confirm?to=/my', signedIn: true },
    { name: 'settings-sessions', path: '/settings/sessions', signedIn: true },
    { name: 'settings-api-keys', path: '/settings/api-keys', signedIn: true },
    { name: 'my-data', path: '/privacy/my-data', signedIn: true },
    { name: 'my-data-pictures', path: '/privacy/my-data/library_images', signedIn: true },
    { name: 'settings-passkeys', path: '/settings/security/passkeys', signedIn: true },
  ]

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of widths) {
      test(`every page at ${width} px in ${colorScheme}: nothing overflows, nothing foreign is loaded; axe finds nothing in each scheme`, async () => {
        const visitor = await openPerson(browser, product.origin, { viewport: { width, height: 900 }, colorScheme })
        const member = await openPerson(browser, product.origin, { viewport: { width, height: 900 }, colorScheme })
        await member.page.goto('/sign-in')
        await member.page.fill('[name=login]', 'ada')
        await member.page.fill('[name=password]', password)
        await member.page.click('main button[type=submit]')
        await member.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))

        // Colours do not change with the width: each scheme is judged once, the narrowest and the widest page.
        const isJudged = colorScheme === 'light' ? width === 320 : width === 1440
        const problems: string[] = []
        for (const { name, path, signedIn } of pages()) {
          const { page } = signedIn ? member : visitor
          const answer = await page.goto(path)
          assert.equal(answer?.status(), 200, path)
          await page.screenshot({
            path: join(folder, `${name}-${width}-${colorScheme}.png`),
            fullPage: name !== 'privacy' && name !== 'terms' && name !== 'promises',
          })
          const overflow = await page.evaluate<number>(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          )
          if (overflow > 0) problems.push(`${name}: ${overflow} px too wide`)
          const headings = await page.locator('h1').count()
          if (headings !== 1) problems.push(`${name}: ${headings} h1`)
          if (!isJudged) continue
          for (const problem of await accessibilityProblems(page)) problems.push(`${name}: ${problem}`)
        }
        assert.deepEqual(problems, [])
        assert.deepEqual([...visitor.foreign, ...member.foreign], [])
        assert.deepEqual([...visitor.errors, ...member.errors], [])
        assert.deepEqual(await visitor.context.cookies(), [], 'a visitor has no cookie after all pages (promise: G-69)')
        await visitor.context.close()
        await member.context.close()
      })
    }
  }

  test('without script every public page can be read, and none sets a cookie (promise: G-06)', async () => {
    const { page, context } = await openPerson(browser, product.origin, {
      javaScriptEnabled: false,
      viewport: { width: 1024, height: 800 },
    })
    for (const { name, path, signedIn } of pages()) {
      if (signedIn) continue
      const answer = await page.goto(path)
      assert.equal(answer?.status(), 200, path)
      if (name === 'home') assert.ok((await page.locator('main a[href*="/p/img_"]').count()) >= 14)
      await page.screenshot({ path: join(folder, `${name}-noscript.png`) })
    }
    assert.deepEqual(await context.cookies(), [])
    await context.close()
  })
})
