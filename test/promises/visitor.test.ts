import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { allStores } from '#app'
import { openBrowser, openPerson } from '#test/browser'
import { complaints } from '#test/compiler'
import { fillSignUp, goodPassword, makeKey, makeMember, send, signInBy, uploadBy } from '#test/people'
import { alphaOf, cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

describe('a visitor', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada' })
    const key = await makeKey(product, 'ada')
    for (const [seed, title] of ['Marmalade jar', 'Copper kettle', 'Lighthouse lantern'].entries()) {
      await uploadBy(product, key, await cutOut(seed, 900), { title, tags: 'still life, brass' })
    }
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  /** Everything that a browser keeps for the site. */
  async function kept(context: BrowserContext, page: Page): Promise<Record<string, unknown>> {
    const storage = await page.evaluate<Record<string, string[]>>(`(async () => ({
      localStorage: Object.keys(localStorage),
      sessionStorage: Object.keys(sessionStorage),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    }))()`)
    return { cookies: (await context.cookies()).map(({ name }) => name), ...storage }
  }

  /** The names of the cookies that answers set from now on; asked for while the page is still open. */
  function watchCookies(page: Page): () => Promise<readonly string[]> {
    const answers: Promise<readonly string[]>[] = []
    page.on('response', (response) => {
      const names = response
        .headersArray()
        .then((headers) =>
          headers.filter(({ name }) => name.toLowerCase() === 'set-cookie').map(({ value }) => value.split('=', 1)[0]!),
        )
      // An answer that the browser dropped has no headers any more; it set nothing.
      answers.push(names.catch(() => []))
    })
    return async () => (await Promise.all(answers)).flat()
  }

  /** What somebody does who comes for a picture; with a mouse and without script alike. */
  async function journey(page: Page): Promise<void> {
    await page.goto('/')
    await page.fill('[name=q]', 'lihgthouse')
    await page.press('[name=q]', 'Enter')
    await page.waitForURL(/\/search\?/)
    await page.locator('main a[href*="/p/img_"]').first().click()
    await page.waitForURL(/\/p\/img_/)
    assert.match((await page.textContent('h1')) ?? '', /Lighthouse lantern/)
    await page.check('[name=size][value="640"]', { force: true })
    await page.check('[name=format][value="png"]', { force: true })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('form[aria-label] button[type=submit]:has-text("Download")'),
    ])
    const alpha = await alphaOf(readFileSync(await download.path()))
    assert.equal(alpha.width, 640)
    assert.ok(new Set(alpha.data).size > 50, 'it is transparent, with soft edges')
    await page.goto('/tags/brass')
    assert.ok((await page.locator('main a[href*="/p/img_"]').count()) >= 3)
    for (const path of ['/privacy', '/privacy/cookies', '/terms']) assert.equal((await page.goto(path))?.status(), 200)
  }

  /** A browser that keeps no cookie: whatever is set is gone before the next request. */
  async function withoutCookies(javaScriptEnabled: boolean): Promise<Awaited<ReturnType<typeof openPerson>>> {
    const person = await openPerson(browser, product.origin, { javaScriptEnabled })
    const session = await person.context.newCDPSession(person.page)
    await session.send('Network.enable')
    await session.send('Emulation.setDocumentCookieDisabled', { disabled: true })
    // The last answers may come while the context is being closed; then there is nothing left to clear.
    person.page.on('response', () => void person.context.clearCookies().catch(() => {}))
    return person
  }

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'
    test(`finds, looks at and downloads a picture in a browser without cookies, ${how} (promise: G-06)`, async () => {
      const { page, context, foreign, errors } = await withoutCookies(javaScriptEnabled)
      const sent: string[] = []
      page.on('request', (request) => {
        const { cookie } = request.headers()
        if (cookie) sent.push(cookie)
      })
      await journey(page)
      assert.deepEqual([sent, foreign, errors], [[], [], []])
      await context.close()
    })
  }

  test('is not told from another: two visits leave no identifier, and nothing but where one was (promises: G-69, G-63)', async () => {
    const essential = new Set(
      allStores.flatMap((store) =>
        store.kind === 'browser-storage' && store.cookieClass === 'essential' ? [store.name] : [],
      ),
    )
    const bodies: string[] = []
    for (const _ of [1, 2]) {
      const { page, context } = await openPerson(browser, product.origin)
      const cookiesSet = watchCookies(page)
      await journey(page)
      const set = await cookiesSet()
      const { sessionStorage, ...others } = await kept(context, page)
      assert.deepEqual(others, { cookies: [], localStorage: [], databases: [], caches: [], workers: [] })
      for (const name of sessionStorage as string[]) assert.ok(essential.has(name), `${name} is on the register`)
      assert.deepEqual(set, [], 'no answer sets a cookie')
      const html = await fetch(`${product.origin}/`).then((page) => page.text())
      bodies.push(html.replaceAll(/nonce="[^"]+"|nonce-[\w+/=]+/g, ''))
      await context.close()
    }
    assert.equal(bodies[0], bodies[1], 'two visitors are served the same page but for the nonce')
    assert.deepEqual(await query(product, 'select 1 from accounts_sessions'), [])
  })

  test('who signs in gets one cookie, the one on the register; it ends with the session (promises: G-69, G-63)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    await signInBy(page, 'ada')
    await page.goto('/my')
    const registered = allStores.flatMap((store) => (store.kind === 'cookie' ? [store.name] : []))
    const { cookies, localStorage, databases, caches, workers } = await kept(context, page)
    assert.deepEqual(cookies, ['__Host-session'])
    assert.ok(registered.includes('__Host-session'))
    assert.deepEqual([localStorage, databases, caches, workers], [[], [], [], []])
    await page.goto('/sign-out')
    await send(page)
    await page.waitForURL((url) => url.pathname !== '/sign-out')
    assert.deepEqual(await context.cookies(), [])
    await context.close()
  })

  test('the cookies that are set, whatever somebody does, are those of the register, all of them (promise: G-63)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    const cookiesSet = watchCookies(page)
    await journey(page)
    await fillSignUp(page, { username: 'tim' }, { birthYear: String(new Date().getUTCFullYear() - 9) })
    await send(page)
    await page.waitForURL(/\?/)
    await signInBy(page, 'ada')
    for (const path of ['/my', '/upload', '/settings/profile', '/settings/sessions']) await page.goto(path)
    await page.goto('/sign-out')
    await send(page)
    await page.waitForURL((url) => url.pathname !== '/sign-out')
    await page.waitForLoadState('networkidle')
    const set = new Set(await cookiesSet())
    const registered = allStores.flatMap((store) => (store.kind === 'cookie' ? [store.name] : []))
    assert.deepEqual([...set].sort(), registered.sort())
    await context.close()
  })

  test('a cookie or storage of another class than essential, functional or performance does not compile (promise: G-70)', () => {
    const declared = (cookieClass: string): string => `import { cookie } from '#declaration'
      export const store = cookie({ owner: 'site', name: 'x', label: 'x', why: 'x', cookieClass: '${cookieClass}',
        value: 'constant', category: 'user.account.settings', identifies: 'no', subject: 'visitor', purposes: ['site.operate'],
        basis: 'consent', audience: 'subject', erase: 'delete-row', retention: { kind: 'while-account' } })`
    assert.deepEqual(complaints(declared('essential')), [], 'the negative control')
    for (const other of ['marketing', 'analytics']) {
      assert.match(complaints(declared(other)).join(), /cookieClass|not assignable/, other)
    }
    // And those that nobody is asked about are essential.
    for (const store of allStores) {
      if (store.kind === 'cookie') assert.equal(store.cookieClass, 'essential', store.name)
    }
  })

  test('with cookies refused everything public works, and sign-in says what is missing and ends (promise: G-72)', async () => {
    const { page, context } = await withoutCookies(false)
    for (const path of ['/', '/search?q=kettle', '/tags/brass', '/privacy', '/sign-in', '/sign-up']) {
      assert.equal((await page.goto(path))?.status(), 200, path)
    }
    assert.doesNotMatch((await page.textContent('main')) ?? '', /does not keep the cookie|did not send it back/)
    // What such a browser follows is followed by hand: it sends nothing back.
    const { origin } = product
    const signedIn = await fetch(`${origin}/sign-in`, {
      method: 'POST',
      headers: { origin, accept: 'text/html' },
      body: new URLSearchParams({ login: 'ada', password: goodPassword, to: '/my' }),
      redirect: 'manual',
    })
    assert.equal(signedIn.status, 303)
    assert.match(signedIn.headers.get('set-cookie') ?? '', /^__Host-session=/, 'the password was right')
    let next = signedIn.headers.get('location') ?? ''
    let answer = await fetch(new URL(next, origin), { redirect: 'manual' })
    for (let hops = 0; answer.status === 303 && hops < 5; hops++) {
      next = answer.headers.get('location') ?? ''
      answer = await fetch(new URL(next, origin), { redirect: 'manual' })
    }
    assert.equal(answer.status, 200, 'it ends, and does not go round in circles')
    assert.match(await answer.text(), /your browser did not send it back/)
    await context.close()
  })
})
