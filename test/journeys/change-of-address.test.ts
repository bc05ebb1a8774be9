import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { lettersTo, linkTo, makeMember, send, shows, signInBy, until } from '#test/people'
import { type Product, startProduct } from '#test/product'

const folder = join(import.meta.dirname, '../../build/screenshots')
const listPath = '/settings/account/addresses'
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1'

/** Presses a button, by its whole name, and waits for the page that it leads to. */
async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForURL(/\?|\/secured/), page.getByRole('button', { name, exact: true }).click()])
}

/** The addresses on the page, each with its state. */
const listed = async (page: Page): Promise<readonly string[]> =>
  (await page.locator('main ul.card > li > p:first-child').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))

describe('addresses and names of one’s own', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    mkdirSync(folder, { recursive: true })
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  for (const javaScriptEnabled of [true, false]) {
    const script = javaScriptEnabled ? 'with script' : 'without script'
    const name = javaScriptEnabled ? 'ada' : 'grace'
    const [first, second] = [`${name}@example.org`, `${name}@new.example`]

    test(`${script}: an address is added, proven by its letter and made primary; the old one is told, and its link restores it (promise: G-89)`, async () => {
      await makeMember(product, { username: name })
      const { page, context, errors, foreign } = await openPerson(browser, product.origin, { javaScriptEnabled })
      await signInBy(page, name)
      await page.goto('/settings/account')
      await page.getByRole('link', { name: 'Manage your addresses' }).click()
      await page.waitForURL(`**${listPath}`)
      await page.fill('[name=email]', second)
      await press(page, 'Add the address')
      assert.deepEqual(await listed(page), [`${first} primary`, `${second} waits for the link in its letter`])

      await page.goto(await linkTo(product, second, '/verify'))
      await send(page)
      await page.waitForURL(`**${listPath}?proven`)
      assert.deepEqual(await listed(page), [`${first} primary`, `${second} proven`])

      await press(page, `Make primary: ${second}`)
      assert.deepEqual(await listed(page), [`${second} primary`, `${first} proven`])
      await press(page, `Remove ${first}`)
      assert.deepEqual(await listed(page), [`${second} primary`])

      const undo = await linkTo(product, first, '/undo')
      const owner = await openPerson(browser, product.origin, { javaScriptEnabled })
      await owner.page.goto(undo)
      await shows(owner.page, new RegExp(`the account ${name} was changed`))
      await page.reload()
      assert.deepEqual(await listed(page), [`${second} primary`], 'a visit changes nothing')
      await press(owner.page, 'Put my address back')
      await shows(owner.page, /Your address is the primary one again/)

      await page.goto(listPath)
      assert.match(page.url(), /\/sign-in/, 'every browser is signed out')
      await owner.page.goto(await linkTo(product, first, '/reset'))
      await owner.page.fill('[name=password]', 'another lantern in the fog')
      await send(owner.page)
      await owner.page.waitForURL(/\/sign-in/)
      await signInBy(owner.page, first, 'another lantern in the fog')
      await owner.page.goto(listPath)
      assert.deepEqual(await listed(owner.page), [`${first} primary`])

      const again = await owner.page.goto(undo)
      assert.equal(again?.status(), 410, 'a link works once')
      assert.deepEqual(
        [...errors, ...owner.errors].filter((error) => !error.includes('410')),
        [],
      )
      assert.deepEqual([...foreign, ...owner.foreign], [])
      await context.close()
      await owner.context.close()
    })

    test(`${script}: another user name leads to the page, and the old one nowhere (promise: G-19)`, async () => {
      const [old, renamed] = [`${name}-old`, `${name}-new`]
      await makeMember(product, { username: old })
      const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled })
      await signInBy(page, old)
      await page.goto('/settings/profile')
      await page.check('[name=profilePublic]')
      await press(page, 'Save')
      const statusOf = async (path: string): Promise<number> => (await fetch(`${product.origin}${path}`)).status
      assert.equal(await statusOf(`/@${old}`), 200, 'negative control')

      await page.goto('/settings/account/name')
      await shows(page, /The old name leads nowhere/)
      await page.fill('[name=username]', old)
      await page.getByRole('button', { name: 'Change the name', exact: true }).click()
      await page.getByText('This is your user name already.').first().waitFor()
      await page.fill('[name=username]', renamed)
      await press(page, 'Change the name')
      await shows(page, new RegExp(`Your user name is ${renamed}`))

      assert.equal(await statusOf(`/@${renamed}`), 200)
      for (const path of [`/@${old}`, `/api/v1/members/${old}`]) {
        const never = path.replace(old, 'never-was')
        assert.deepEqual([await statusOf(path), await statusOf(never)], [404, 404])
      }
      const [gone, never] = await Promise.all(
        [old, 'never-was'].map(async (member) => (await fetch(`${product.origin}/api/v1/members/${member}`)).json()),
      )
      assert.deepEqual(gone, never)
      await until('the letter', () =>
        lettersTo(product, `${old}@example.org`).some((letter) => letter.includes('Your user name was changed')),
      )
      await context.close()
    })
  }

  test('a sign-in by another browser is told, and “this was not me” signs it out', async () => {
    await makeMember(product, { username: 'lise' })
    const mine = await openPerson(browser, product.origin)
    await signInBy(mine.page, 'lise')
    const theirs = await openPerson(browser, product.origin, { userAgent: phone })
    await signInBy(theirs.page, 'lise')
    await mine.page.goto('/settings/sessions')
    await shows(mine.page, /Browsers that we know[\s\S]*Safari on iOS, last used on/)

    const link = await linkTo(product, 'lise@example.org', '/not-me')
    await mine.page.goto(link)
    await press(mine.page, 'Sign out every browser')
    for (const { page } of [mine, theirs]) {
      await page.goto('/my')
      assert.match(page.url(), /\/sign-in/)
    }
    await linkTo(product, 'lise@example.org', '/reset')
    await mine.context.close()
    await theirs.context.close()
  })

  test('each optional text is marked so, and has a button that deletes it alone (promise: G-22)', async () => {
    await makeMember(product, { username: 'emmy' })
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await signInBy(page, 'emmy')
    await page.goto('/settings/profile')
    const values = async (): Promise<readonly string[]> =>
      Promise.all(['displayName', 'about'].map((field) => page.inputValue(`[name=${field}]`)))
    assert.deepEqual(await values(), ['', ''], 'blank by default')
    for (const field of ['displayName', 'about']) {
      assert.match(await page.innerText(`label[for=${field}]`), /\(optional\)/)
      assert.ok((await page.innerText(`#${field}-why`)).length > 20, 'it says what for')
    }
    await page.fill('[name=displayName]', 'Emmy N.')
    await page.fill('[name=about]', 'Rings.')
    await page.press('[name=displayName]', 'Enter')
    await page.waitForURL(/\?saved/)
    await press(page, 'Delete the name')
    assert.deepEqual(await values(), ['', 'Rings.'])
    await press(page, 'Delete the text about you')
    assert.deepEqual(await values(), ['', ''])
    await context.close()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the pages in ${colorScheme} at every width: nothing overflows, axe finds nothing`, async () => {
      const name = `marie-${colorScheme}`
      await makeMember(product, { username: name })
      const { page, context } = await openPerson(browser, product.origin, { colorScheme })
      await signInBy(page, name)
      for (const email of [`${name}@work.example`, `a.rather.long.address.of.somebody+${name}@university.example`]) {
        await page.goto(listPath)
        await page.fill('[name=email]', email)
        await press(page, 'Add the address')
      }
      await page.goto(await linkTo(product, `${name}@work.example`, '/verify'))
      await send(page)
      await page.waitForURL(/\?proven/)
      await press(page, `Make primary: ${name}@work.example`)
      const other = await openPerson(browser, product.origin, { userAgent: phone })
      await signInBy(other.page, name)
      await other.context.close()
      const looks = [
        ['addresses', listPath],
        ['name', '/settings/account/name'],
        ['account', '/settings/account'],
        ['sessions', '/settings/sessions'],
        ['undo', await linkTo(product, `${name}@example.org`, '/undo')],
        ['not-me', await linkTo(product, `${name}@work.example`, '/not-me')],
        ['secured', '/secured?undone'],
      ] as const
      const problems: string[] = []
      for (const width of [320, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 })
        for (const [what, path] of looks) {
          await page.goto(path)
          await page.screenshot({ path: join(folder, `own-${what}-${width}-${colorScheme}.png`), fullPage: true })
          const overflow = await page.evaluate<number>(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          )
          if (overflow > 0) problems.push(`${what} at ${width}: ${overflow} px too wide`)
          for (const problem of await accessibilityProblems(page)) problems.push(`${what} at ${width}: ${problem}`)
        }
      }
      assert.deepEqual(problems, [])
      await context.close()
    })
  }
})
