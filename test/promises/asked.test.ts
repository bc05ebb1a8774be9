import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { makeKey, makeMember, signInBy, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { waysOfSite } from '#test/ways'
import { fill } from '../long/crawl.fixtures.ts'

const routes = join(import.meta.dirname, '../../src/site/routes')

/** What a person can fill in, tick or choose, as it stands on a page. */
interface Asked {
  readonly name: string
  readonly type: string
  readonly checked: boolean
  readonly isConsent: boolean
  readonly required: boolean
  readonly isOptional: boolean
  readonly why: string
  readonly wording: string
}

/** Everything that the forms of a page ask for, as it is served. What has no name is not sent. */
const askedIn = (page: Page, html: string): Promise<readonly Asked[]> =>
  page.evaluate<readonly Asked[]>(
    `((html) => {
    const read = new DOMParser().parseFromString(html, 'text/html')
    return [...read.querySelectorAll('main form[method=post] :is(input, select, textarea)')]
      .filter(({ name, type }) => name !== '' && type !== 'hidden' && type !== 'submit')
      .map((field) => {
        const consent = field.closest('[data-consent]')
        const described = (field.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)
        return {
          name: field.name,
          type: field.type,
          checked: field.checked === true,
          isConsent: consent !== null,
          required: field.required,
          isOptional: /\\(optional\\)/.test(field.closest('.field, fieldset, label, p')?.textContent ?? ''),
          why: described.map((id) => read.getElementById(id)?.textContent ?? '').join(' '),
          wording: consent?.querySelector('[data-wording]')?.getAttribute('data-wording') ?? '',
        }
      })
    })(${JSON.stringify(html)})`,
  )

/** Pure: what is wrong with what is asked; one line each. */
function wrongs(path: string, asked: readonly Asked[]): readonly string[] {
  return asked.flatMap(({ name, type, checked, isConsent, required, isOptional, why, wording }) => {
    const at = `${path} ${name}`
    if (type === 'checkbox' || type === 'radio') {
      return [
        ...(checked && (type === 'checkbox' || isConsent) ? [`${at}: is ticked in advance`] : []),
        ...(isConsent && !/^[\w-]+ \d+$/.test(wording) ? [`${at}: does not say its wording`] : []),
      ]
    }
    if (required || /^(file|color)$/.test(type) || type.startsWith('select')) return []
    return [
      ...(isOptional ? [] : [`${at}: is optional and does not say so`]),
      ...(why.trim() === '' ? [`${at}: does not say what it is for`] : []),
    ]
  })
}

describe('what forms ask for', () => {
  let product: Product
  let browser: Browser
  let id: string
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    for (const username of ['ada', 'eve']) await makeMember(product, { username })
    ;({ id } = await uploadBy(product, await makeKey(product, 'ada'), await cutOut(1, 256)))
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  test('on every page no box is ticked in advance, and what is optional says so and why (promises: G-102, G-103)', async () => {
    // What is not named here leads to a page that says that nothing is there, and asks for nothing.
    const known: Readonly<Record<string, string>> = { id, username: 'ada', store: 'accounts_people' }
    const values = new Proxy(known, { get: (_, name) => known[String(name)] ?? 'x' })
    const paths = waysOfSite(routes)
      .filter((way) => way.startsWith('GET /') && !/\+server/.test(way))
      .map((way) => fill(way.slice('GET '.length), values))
    const found: string[] = []
    const seen = new Set<string>()
    for (const member of [null, 'ada']) {
      const { page, context } = await openPerson(browser, product.origin)
      if (member) await signInBy(page, member)
      for (const path of paths) {
        const answer = await context.request.get(path)
        if (!answer.headers()['content-type']?.includes('text/html')) continue
        const asked = await askedIn(page, await answer.text())
        for (const { name, isConsent } of asked) seen.add(isConsent ? `consent ${name}` : name)
        found.push(...wrongs(path, asked))
      }
      await context.close()
    }
    assert.deepEqual([...new Set(found)], [])
    for (const name of ['consent agreeRegion', 'consent profilePublic', 'about', 'tags', 'agreeTerms']) {
      assert.ok(seen.has(name), `${name} was looked at`)
    }
  })

  test('one that is ticked in advance, or optional without a word, is seen', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    const html = `<main><form method="post">
      <div data-consent="x"><p data-wording="x 1"></p><input type="checkbox" name="letters" checked></div>
      <div class="field"><label>Telephone <input name="phone"></label></div></form></main>`
    assert.deepEqual(wrongs('/', await askedIn(page, html)), [
      '/ letters: is ticked in advance',
      '/ phone: is optional and does not say so',
      '/ phone: does not say what it is for',
    ])
    await context.close()
  })

  test('who leaves everything optional out gets the same service (promise: G-103)', async () => {
    const picture = await cutOut(2, 256)
    const [bare, full] = await Promise.all([makeKey(product, 'eve'), makeKey(product, 'ada')])
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await signInBy(page, 'ada')
    await page.goto('/settings/profile')
    await page.fill('[name=displayName]', 'Ada L.')
    await page.fill('[name=about]', 'Engines.')
    await page.getByRole('button', { name: 'Save' }).click()
    await context.close()

    const one = await uploadBy(product, bare, picture)
    const other = await uploadBy(product, full, picture, { title: 'A kettle', alt: 'A red kettle', tags: 'kettle' })
    const served = async ({ id: of, page: at, variants }: typeof one): Promise<unknown> => ({
      page: (await fetch(at)).status,
      api: (await fetch(`${product.origin}/api/v1/images/${of}`)).status,
      download: (await fetch(`${product.origin}/api/v1/images/${of}/download`)).status,
      bytes: await Promise.all(variants.map(async ({ url }) => (await fetch(url)).status)),
      found: (await (await fetch(`${product.origin}/`)).text()).includes(of.replace('img_', '')),
      variants: variants.map(({ width, format }) => `${width} ${format}`),
    })
    const [without, withAll] = [await served(one), await served(other)]
    assert.deepEqual(without, withAll)
    assert.equal((without as { page: number }).page, 200)

    // And the pages of a member who filled nothing in answer as those of one who did.
    const statuses = async (username: string): Promise<readonly (readonly [string, number | undefined])[]> => {
      const { page: of, context: by } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
      await signInBy(of, username)
      const all: [string, number | undefined][] = []
      for (const path of [
        '/my',
        '/upload',
        '/settings/profile',
        '/settings/api-keys',
        '/settings/account',
        '/search',
      ]) {
        all.push([path, (await of.goto(path))?.status()])
      }
      await by.close()
      return all
    }
    assert.deepEqual(await statuses('eve'), await statuses('ada'))
  })
})
