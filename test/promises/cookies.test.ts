import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { allStores } from '#app'
import { browserDisagreements, disagreementInWords, storesOf } from '#declaration'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { fillSignUp, goodPassword, linkTo, makeKey, makeMember, send, shows, signInBy, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'
import { foundInBrowser } from '#test/watch'
import { siteRoutes } from '../long/crawl.fixtures.ts'
import { addressOf } from './forms.fixtures.ts'

const routes = join(import.meta.dirname, '../../src/site/routes')
const page = '/privacy/cookies'

/** A field `Set-Cookie` taken apart. */
interface SetCookie {
  readonly name: string
  readonly value: string
  readonly attributes: readonly string[]
  readonly url: string
}

describe('cookies and storage', () => {
  let product: Product
  let browser: Browser
  let picture: { readonly id: string; readonly page: string; readonly variants: readonly { readonly url: string }[] }
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada' })
    const key = await makeKey(product, 'ada')
    picture = await uploadBy(product, key, await cutOut(1, 400), { title: 'Harp', tags: 'strings' })
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  /** Every cookie that answers set, from now on. */
  function watchSetCookies(context: BrowserContext): () => Promise<readonly SetCookie[]> {
    const answers: Promise<readonly SetCookie[]>[] = []
    context.on('response', (response) => {
      const read = response.headersArray().then((headers) =>
        headers
          .filter(({ name }) => name.toLowerCase() === 'set-cookie')
          .flatMap(({ value }) => value.split('\n'))
          .map((line) => {
            const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
            const at = pair.indexOf('=')
            return { name: pair.slice(0, at), value: pair.slice(at + 1), attributes, url: response.url() }
          }),
      )
      answers.push(read.catch(() => []))
    })
    return async () => (await Promise.all(answers)).flat()
  }

  const shown = async (at: Page): Promise<string[]> => {
    await at.waitForLoadState('networkidle')
    return at.locator('section[aria-labelledby=now] li code').allTextContents()
  }
  const choose = async (at: Page, value: string): Promise<void> => {
    await at.waitForSelector('fieldset.needs-script [name=theme]', { state: 'attached' })
    await at.locator(`[name=theme][value=${value}]`).first().check({ force: true })
  }
  const isIn = async (cookie: string): Promise<boolean> =>
    (await fetch(`${product.origin}/settings/profile`, { headers: { cookie }, redirect: 'manual' })).status === 200

  test('the page says what a cookie is: a file that the browser keeps, for record (promise: S-63)', async () => {
    const { page: at, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await at.goto('/')
    await at.click(`footer a[href="${page}"]`)
    assert.equal(await at.locator('h2#what').textContent(), 'What a cookie is')
    const text = (await at.textContent('main')) ?? ''
    assert.match(text, /A cookie is a small file that your browser keeps on your disk/)
    assert.match(text, /keep a record/)
    await context.close()
  })

  test('a page of its own says how to refuse them, for each of the usual browsers (promise: S-67)', async () => {
    const { page: at, context, errors } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await at.goto(page)
    await at.click('main a[href="/privacy/cookies/help"]')
    await at.waitForURL('**/privacy/cookies/help')
    const titles = await at.locator('main section h2').allTextContents()
    for (const name of ['Firefox', 'Chrome', 'Edge', 'Safari']) {
      assert.ok(
        titles.some((title) => title.startsWith(name)),
        name,
      )
    }
    for (const section of await at.locator('main section').all()) {
      const said = await section.locator('dd').allTextContents()
      assert.equal(said.length, 3, 'to refuse all, those of other sites, and to see them')
      for (const text of said) assert.ok(text.trim().length > 40)
    }
    await shows(at, /Be told before a cookie is set/)
    assert.deepEqual(errors, [])
    await context.close()
  })

  test('a list says what fails without cookies: signing in alone; a browser that refuses them gets all else, the same (promise: S-68)', async () => {
    const refusing = await browser.newContext({ baseURL: product.origin })
    await refusing.route('**/*', (route) => {
      const { cookie: _, ...headers } = route.request().headers()
      return route.continue({ headers })
    })
    refusing.on('response', () => void refusing.clearCookies().catch(() => {}))
    const { page: keeping, context } = await openPerson(browser, product.origin)
    await signInBy(keeping, 'ada')
    await keeping.goto(page)
    const said = (await keeping.locator('main ul.prose li').allTextContents()).join(' ')
    assert.match(said, /signing in/)
    await shows(keeping, /One thing: to be signed in/)

    const without = await refusing.newPage()
    const values = { id: picture.id, slug: 'harp', username: 'ada', tag: 'strings', store: 'accounts_people', '*': 'x' }
    const failing: string[] = []
    for (const pattern of siteRoutes(routes)) {
      // What asks for an address of its own, or answers to a form, is not looked at.
      if (/\[(token|mail)\]|passkey|\/staff/.test(pattern)) continue
      const path = addressOf(pattern, values, 'nothing')
      const answer = await without.goto(path)
      if (new URL(without.url()).pathname === '/sign-in' && path !== '/sign-in') failing.push(pattern)
      else assert.ok((answer?.status() ?? 500) < 500 && answer?.status() !== 401, path)
    }
    assert.ok(failing.length > 5)
    for (const pattern of failing)
      assert.match(pattern, /^\/(my|upload|settings|console|confirm|leaving|p\/\[id\]\/edit|privacy\/my-data)/)
    const bytes = new URL(picture.variants[0]?.url ?? '').pathname
    for (const path of [`/download/${picture.id}`, bytes, '/api/v1/images?q=harp', '/search/more?q=harp']) {
      assert.equal((await refusing.request.get(path)).status(), 200, path)
    }
    await Promise.all([refusing.close(), context.close()])
  })

  test('hold no password and nothing made from one, and what keeps somebody signed in is ended by signing out (promise: S-64)', async () => {
    const { page: at, context } = await openPerson(browser, product.origin)
    const set = watchSetCookies(context)
    await fillSignUp(at, { username: 'grace' })
    await send(at)
    await at.waitForURL(/\?sent/)
    await at.goto(await linkTo(product, 'grace@example.org', '/verify'))
    await send(at)
    await at.waitForURL(/welcome/)
    await signInBy(at, 'grace')
    const changed = 'two lanterns in the fog'
    await at.goto('/settings/security')
    await at.locator('details:has(form[action="?/password"]) > summary').click()
    await at.locator('form[action="?/password"] [name=current]').fill(goodPassword)
    await at.locator('form[action="?/password"] [name=password]').fill(changed)
    await at.locator('form[action="?/password"] button[type=submit]').click()
    await at.waitForURL(/changed/)

    const cookies = await set()
    assert.ok(cookies.length >= 2)
    const hashes = (
      await query<{ hash: string }>(
        product,
        `select encode(hash::text::bytea, 'escape') as hash from accounts_passwords`,
      )
    ).map(({ hash }) => hash)
    assert.ok(hashes.length > 0)
    const made = [goodPassword, changed].flatMap((password) => [
      password,
      encodeURIComponent(password),
      ...(['base64', 'base64url', 'hex'] as const).flatMap((coding) => [
        Buffer.from(password).toString(coding),
        ...['md5', 'sha1', 'sha256', 'sha512'].map((way) => createHash(way).update(password).digest(coding)),
      ]),
    ])
    for (const { name, value } of cookies) {
      for (const secret of [...made, ...hashes]) assert.ok(!value.includes(secret), name)
      assert.ok(value === '' || /^[\w-]{43}$/.test(value), `${name} is random, or taken back`)
    }

    const [{ name, value } = { name: '', value: '' }] = await context.cookies()
    assert.ok(await isIn(`${name}=${value}`), 'while it lasts (negative control)')
    await at.goto('/sign-out')
    await send(at)
    await at.waitForURL(/sign-in/)
    assert.equal(await isIn(`${name}=${value}`), false, 'a copy of it is worth nothing')
    await context.close()
  })

  test('a password manager is told which field is which, so that nobody needs a password in a cookie (promise: S-64)', async () => {
    const { page: at, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    const hints = async (path: string): Promise<string[]> => {
      await at.goto(path)
      return at
        .locator('main form :is([autocomplete*=username], [autocomplete*=password])')
        .evaluateAll((all) => all.map((one) => one.getAttribute('autocomplete')?.split(' ')[0] ?? ''))
    }
    assert.deepEqual(await hints('/sign-in'), ['username', 'current-password'])
    assert.deepEqual(await hints('/sign-up'), ['username', 'new-password'])
    assert.deepEqual(await hints('/reset/nothing'), ['new-password'])
    await signInBy(at, 'ada')
    assert.deepEqual(await hints('/confirm'), ['username', 'current-password'])
    assert.ok((await hints('/settings/security')).includes('new-password'))
    await context.close()
  })

  test('belong to this site alone, by name and attributes; pictures and tags on other sites set none and get none (promise: S-65)', async (t) => {
    const { page: at, context } = await openPerson(browser, product.origin)
    const set = watchSetCookies(context)
    await fillSignUp(at, { username: 'tim' }, { birthYear: String(new Date().getUTCFullYear() - 9) })
    await send(at)
    await at.waitForURL(/\?/)
    await signInBy(at, 'ada')
    const ours = await set()
    assert.deepEqual(
      new Set(ours.map(({ name }) => name)),
      new Set(storesOf(allStores, 'cookie').map(({ name }) => name)),
    )
    for (const { name, attributes } of ours) {
      assert.match(name, /^__Host-/)
      const words = attributes.map((attribute) => attribute.toLowerCase())
      for (const needed of ['path=/', 'secure', 'httponly', 'samesite=lax'])
        assert.ok(words.includes(needed), `${name}: ${needed}`)
      assert.ok(!words.some((word) => word.startsWith('domain')), name)
    }

    // Another site: 127.0.0.1 is none of localhost. It shows our pictures and asks for whatever it can, with credentials.
    const bytes = picture.variants[0]?.url ?? ''
    const asked = [
      bytes,
      `${product.origin}/download/${picture.id}`,
      `${product.origin}/tag.js`,
      `${product.origin}/ads/v1/decide`,
    ]
    const fetched = [...asked, `${product.origin}/`, `${product.origin}/api/v1/images`, `${product.origin}/my`]
    const elsewhere = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<!doctype html><title>Elsewhere</title><img src="${bytes}" alt="">
        <script src="${product.origin}/tag.js"></script><iframe src="${product.origin}/"></iframe>
        <script>${JSON.stringify(fetched)}.forEach((url) => fetch(url, { credentials: 'include', mode: 'no-cors' }).catch(() => {}))</script>`)
    }).listen(0, '127.0.0.1')
    await once(elsewhere, 'listening')
    t.after(() => elsewhere.close())
    const before = ours.length
    // What our own page may still ask for is none of the other site's.
    await at.goto('about:blank')
    const sent: Request[] = []
    context.on('request', (request) => {
      if (request.url().startsWith(product.origin)) sent.push(request)
    })
    await at.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`, { waitUntil: 'networkidle' })
    const cookiesSent = await Promise.all(sent.map(async (request) => (await request.allHeaders())['cookie']))
    assert.ok(sent.length >= fetched.length)
    assert.deepEqual(cookiesSent.filter(Boolean), [], 'no request of another site carries one')
    assert.deepEqual((await set()).slice(before), [], 'and no answer sets one')
    await context.close()
  })

  test('say nothing about anybody when they are decoded, and go to nobody else (promise: S-66)', async () => {
    const values: string[] = []
    for (const _ of [1, 2]) {
      const {
        page: at,
        context,
        foreign,
      } = await openPerson(browser, product.origin, { userAgent: 'Mozilla/5.0 (X11; Linux) zqbrowser' })
      const set = watchSetCookies(context)
      await signInBy(at, 'ada')
      for (const path of ['/my', '/settings/profile', '/upload', new URL(picture.page).pathname]) await at.goto(path)
      const [person] = await query<{ id: string }>(product, `select id from accounts_people where username = 'ada'`)
      const markers = [
        'ada',
        'example',
        'zqbrowser',
        '127.0.0.1',
        person?.id ?? '',
        (person?.id ?? '').replaceAll('-', ''),
      ]
      const cookies = await set()
      assert.ok(cookies.some(({ name }) => name === '__Host-session'))
      for (const { name, value } of cookies) {
        const bytes = Buffer.from(value, 'base64url')
        assert.equal(bytes.length, 32, `${name}: as long as a random number, and not longer`)
        const read = [
          decodeURIComponent(value),
          ...(['utf8', 'latin1', 'hex'] as const).map((coding) => bytes.toString(coding)),
        ]
        for (const marker of markers) {
          // A short word may stand in random letters by chance; in words that are read it may not.
          if (marker.length > 3)
            for (const text of read) assert.ok(!text.toLowerCase().includes(marker), `${name}: ${marker}`)
        }
        values.push(value)
      }
      assert.deepEqual(foreign, [], 'no request leaves for another host, with or without')
      await context.close()
    }
    assert.equal(new Set(values).size, values.length, 'of the same person they have nothing in common')
  })

  test('what the whole site leaves in a browser, choices included, is on the register (promise: G-64)', async () => {
    const visitor = await openPerson(browser, product.origin)
    const member = await openPerson(browser, product.origin)
    await visitor.page.goto('/')
    await choose(visitor.page, 'dark')
    await visitor.page.locator('[name=ground][value=black]').first().check({ force: true })
    await signInBy(member.page, 'ada')
    const values = { id: picture.id, slug: 'harp', username: 'ada', tag: 'strings', store: 'accounts_people', '*': 'x' }
    const found = []
    for (const { page: at, context, whose } of [
      { ...visitor, whose: 'visitor' as const },
      { ...member, whose: 'member' as const },
    ]) {
      for (const pattern of siteRoutes(routes)) {
        await at.goto(addressOf(pattern, values, 'nothing'))
      }
      await at.goto('/')
      await at.click('footer a[href="/privacy"]')
      await at.waitForURL('**/privacy')
      await at.goBack()
      found.push(...(await foundInBrowser(context, at, whose)))
    }
    const names = new Set(found.map(({ place, name }) => `${place} ${name}`))
    for (const name of ['localStorage vitrine.theme', 'localStorage vitrine.ground', 'cookie __Host-session']) {
      assert.ok(names.has(name), `${name}: the walk left something`)
    }
    assert.deepEqual(browserDisagreements(allStores, found).map(disagreementInWords), [])
    await Promise.all([visitor.context.close(), member.context.close()])
  })

  test('the page shows what is in this browser now, with what it means, and one button takes it all away (promise: G-64)', async () => {
    const { page: at, context, errors } = await openPerson(browser, product.origin)
    await at.goto(page)
    assert.deepEqual(
      (await shown(at)).filter((name) => !name.startsWith('sveltekit:')),
      [],
    )
    await choose(at, 'dark')
    await at.evaluate(`(async () => {
      localStorage.setItem('planted', '1')
      sessionStorage.setItem('planted-in-tab', '1')
      await caches.open('planted-answers')
      await new Promise((done) => { indexedDB.open('planted-base').onsuccess = ({ target }) => done(target.result.close()) })
    })()`)
    await context.addCookies([{ name: 'planted-cookie', value: '1', url: product.origin }])
    await at.goto(page)
    const now = new Set(await shown(at))
    for (const name of [
      'vitrine.theme',
      'planted',
      'planted-in-tab',
      'planted-answers',
      'planted-base',
      'planted-cookie',
    ]) {
      assert.ok(now.has(name), name)
    }
    const text = (await at.textContent('section[aria-labelledby=now]')) ?? ''
    assert.match(text, /Light or dark.*To show the site in the colours you chose/s)
    assert.match(text, /Not of this site/)
    assert.deepEqual(await accessibilityProblems(at), [])

    await at.getByRole('button', { name: 'Clear all of it' }).click()
    await at.waitForURL(/cleared/)
    await at.getByText('Cleared. This browser holds nothing').waitFor()
    assert.deepEqual(await shown(at), ['planted-cookie'])
    const left = (await foundInBrowser(context, at, 'visitor')).filter(({ name }) => name !== 'planted-cookie')
    assert.deepEqual(left, [], 'nothing but the cookie that is not ours')
    assert.equal(await at.locator('html').getAttribute('data-theme'), null)
    assert.deepEqual(errors, [])
    await context.close()
  })

  test('without script too: the cookies are shown, and the button ends the session and says so before (promise: G-64)', async () => {
    const { page: at, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await signInBy(at, 'ada')
    const [{ name, value } = { name: '', value: '' }] = await context.cookies()
    await at.goto(page)
    assert.deepEqual(await at.locator('section[aria-labelledby=now] li code').allTextContents(), ['__Host-session'])
    const text = (await at.textContent('section[aria-labelledby=now]')) ?? ''
    assert.match(text, /That you are signed in/)
    assert.match(text, /You will be signed out in this browser/)
    assert.ok(!text.includes(value), 'its value is not shown')
    await at.getByRole('button', { name: 'Clear all of it' }).click()
    await at.waitForURL(/cleared/)
    assert.deepEqual(await context.cookies(), [])
    assert.equal(await isIn(`${name}=${value}`), false)
    await context.close()
  })
})
