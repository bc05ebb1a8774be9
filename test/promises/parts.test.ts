import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { goodPassword, linkTo, makeMember, send, shows, signInBy, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

const narrow = { width: 320, height: 640 }
const fits = (page: Page): Promise<boolean> => page.evaluate('document.documentElement.scrollWidth <= innerWidth')

describe('single data, by their buttons', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  /** A member who has said something of themselves, and chosen how pages look. */
  async function somebody(username: string, options: Parameters<typeof openPerson>[2] = {}): Promise<Page> {
    await makeMember(product, { username })
    const { page } = await openPerson(browser, product.origin, options)
    await signInBy(page, username)
    await page.goto('/settings/profile')
    await page.fill('[name=displayName]', `Name of ${username}`)
    await page.fill('[name=about]', `Sentence of ${username}.`)
    await send(page)
    await page.waitForURL(/saved/)
    await page.goto('/settings/look')
    await page.check('[name=theme][value=dark]')
    await page.locator('main form:has([name=theme]) button[type=submit]').first().click()
    await until(`${username} has a look`, async () => {
      const rows = await query(
        product,
        'select 1 from accounts_preferences p join accounts_people a on a.id = p.person_id where username = $1',
        [username],
      )
      return rows.length === 1
    })
    return page
  }

  const person = async (username: string): Promise<Readonly<Record<string, unknown>>> =>
    (
      await query<Record<string, unknown>>(product, 'select * from accounts_people where username = $1', [username])
    )[0] ?? assert.fail(username)

  /** Every row that names a person by their number, table by table. */
  async function rowsOf(username: string): Promise<Readonly<Record<string, readonly string[]>>> {
    const { id } = await person(username)
    const tables = await query<{ name: string }>(
      product,
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'accounts_sessions' order by 1`,
    )
    const found: Record<string, readonly string[]> = {}
    for (const { name } of tables) {
      const rows = await query<{ line: string }>(
        product,
        `select t::text as line from ${name} t where t::text like '%' || $1 || '%' order by 1`,
        [id],
      )
      if (rows.length > 0) found[name] = rows.map(({ line }) => line)
    }
    return found
  }

  const confirm = async (page: Page, password = goodPassword): Promise<void> => {
    await page.fill('[name=current]', password)
    await send(page)
  }

  test('a value goes alone: a copy is offered first, the password asked for, and nothing else moves (promise: G-119)', async () => {
    const page = await somebody('ada', { javaScriptEnabled: false, viewport: narrow })
    await somebody('bob')
    const before = { ada: await rowsOf('ada'), bob: await rowsOf('bob') }
    const account = await person('ada')
    assert.ok(before.ada['privacy_consents']?.length, 'the control')

    await page.goto('/privacy/my-data')
    await page.getByRole('link', { name: 'Delete this: About you (optional)' }).click()
    assert.ok(await fits(page), 'it fits into 320 px')
    const asked = page.url()
    const shown = await page.innerText('main')
    assert.ok(shown.includes('Sentence of ada.'), 'what goes is named')
    assert.ok(!shown.includes('Name of ada'), 'and nothing else')
    // Told by a selector: what follows the copy is the form.
    assert.equal(await page.locator('main p:has(a[href$=export]) ~ form').count(), 1, 'a copy is offered before')

    await confirm(page, 'a guess')
    assert.equal((await person('ada'))['about'], 'Sentence of ada.', 'a wrong password does nothing')
    assert.ok((await page.innerText('main')).includes('Sentence of ada.'), 'and what would go is still named')

    await confirm(page)
    assert.equal(new URL(page.url()).pathname, '/privacy/my-data')
    assert.ok((await page.getByRole('status').innerText()).includes('Deleted.'))
    assert.ok(!(await page.innerText('main')).includes('Sentence of ada.'))
    assert.deepEqual(await person('ada'), { ...account, about: null })
    assert.deepEqual(await rowsOf('bob'), before.bob, 'nothing of anybody else')
    const now = await rowsOf('ada')
    const noted = { accounts_people: null, accounts_corrections: null }
    assert.deepEqual({ ...now, ...noted }, { ...before.ada, ...noted }, 'nor of one’s own')
    assert.equal(now['accounts_corrections']?.length, (before.ada['accounts_corrections']?.length ?? 0) + 1)

    await page.goto(asked)
    assert.equal(await page.locator('main form').count(), 0, 'what is gone is not asked for again')
    await shows(page, /Nothing that goes alone is held of it/)
  })

  test('an entry, a table and all under a heading go alone; a double click takes nothing else (promise: G-119)', async () => {
    const page = await somebody('emmy')
    const count = async (table: string): Promise<number> => (await rowsOf('emmy'))[table]?.length ?? 0
    const corrections = await count('accounts_corrections')
    assert.ok(corrections > 1)
    await page.goto('/privacy/my-data/accounts_corrections')
    await page.locator('main li summary').first().click()
    await page.getByRole('link', { name: /^Delete this: What was corrected, and when, Entry 1$/ }).click()
    await page.waitForURL(/delete\?/)
    assert.deepEqual(await accessibilityProblems(page), [])
    await page.setViewportSize(narrow)
    assert.ok(await fits(page), 'it fits into 320 px')
    await page.fill('[name=current]', goodPassword)
    await page.dblclick('main form button[type=submit]')
    await page.waitForURL(/my-data\?deleted/)
    assert.equal(await count('accounts_corrections'), corrections - 1)
    assert.deepEqual(await accessibilityProblems(page), [])
    assert.ok(await fits(page), 'it fits into 320 px')

    await page.getByRole('link', { name: /^Delete (this|all \d+): What was corrected, and when$/ }).click()
    await page.waitForURL(/delete\?/)
    await confirm(page)
    await page.waitForURL(/my-data\?deleted/)
    assert.equal(await count('accounts_corrections'), 0)

    assert.equal(await count('accounts_preferences'), 1)
    await page.getByRole('link', { name: /^Delete all of this that goes alone: Who you are here/ }).click()
    await page.waitForURL(/delete\?of=who/)
    const shown = await page.innerText('main')
    for (const part of ['Name of emmy', 'Sentence of emmy.', 'How pages look for you', 'Your e-mail addresses']) {
      assert.ok(shown.includes(part), part)
    }
    await confirm(page)
    await page.waitForURL(/my-data\?deleted/)
    assert.equal(await count('accounts_preferences'), 0)
    const { display_name, about, username, status } = await person('emmy')
    assert.deepEqual([display_name, about, username, status], [null, null, 'emmy', 'active'])
    await page.goto('/my')
    assert.equal(new URL(page.url()).pathname, '/my', 'the account goes on')
  })

  test('beside all that is held stands what one can do with it: delete it, where to, or why it stays (promise: G-119)', async () => {
    const page = await somebody('lise')
    await page.goto('/privacy/my-data')
    const articles = await page.getByRole('article').all()
    assert.ok(articles.length > 8)
    for (const article of articles) {
      const text =
        (await article.locator('header').innerText()) + (await article.getByRole('link').allInnerTexts()).join()
      const name = await article.getAttribute('aria-label')
      assert.match(text, /Delete this|Delete all|Change or delete|cannot be deleted alone: .{20}/, name ?? '')
    }
    const links = await page
      .locator('article a:text-matches("^(Change|Delete)")')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    for (const link of new Set(links)) assert.equal((await page.goto(link))?.status(), 200, link)
  })

  test('every field of a profile is seen, changed and deleted by its owner (promise: G-114)', async () => {
    const page = await somebody('grace')
    const visitor = await openPerson(browser, product.origin)
    const publicPage = async (username = 'grace'): Promise<{ status: number; text: string }> => {
      const answer = await visitor.page.goto(`/@${username}`)
      return { status: answer?.status() ?? 0, text: await visitor.page.innerText('main') }
    }
    const save = async (): Promise<void> => {
      await send(page)
      await page.waitForURL(/saved/)
    }
    const kept = async () => {
      const { display_name, about, profile_public } = await person('grace')
      return { displayName: display_name, about, open: profile_public }
    }
    const first = { displayName: 'Name of grace', about: 'Sentence of grace.', open: false }
    assert.deepEqual(await kept(), first)
    assert.equal((await publicPage()).status, 404, 'closed until it is opened')

    await page.goto('/settings/profile')
    assert.equal(await page.inputValue('[name=displayName]'), first.displayName, 'seen')
    assert.equal(await page.inputValue('[name=about]'), first.about, 'seen')
    await page.check('[name=profilePublic]')
    await page.fill('[name=displayName]', 'Grace H.')
    await save()
    await page.goto('/settings/profile')
    await page.fill('[name=about]', 'Finds bugs in relays.')
    await save()
    assert.deepEqual(await kept(), { displayName: 'Grace H.', about: 'Finds bugs in relays.', open: true })
    const seen = await publicPage()
    assert.equal(seen.status, 200)
    for (const part of ['Grace H.', 'Finds bugs in relays.']) assert.ok(seen.text.includes(part), part)

    for (const [field, gone] of [
      ['about', 'Finds bugs in relays.'],
      ['displayName', 'Grace H.'],
    ] as const) {
      const before = await kept()
      await page.goto('/settings/profile')
      await page.click(`form:has([name=field][value=${field}]) button`)
      await page.waitForURL(/emptied/)
      assert.deepEqual(await kept(), { ...before, [field]: null }, `${field} is deleted, and nothing else`)
      assert.ok(!(await publicPage()).text.includes(gone), `nobody sees ${field}`)
    }
    await page.uncheck('[name=profilePublic]')
    await save()
    assert.equal((await publicPage()).status, 404, 'closed again')

    // The user name is changed; it goes with the account.
    await page.goto('/settings/account/name')
    await page.fill('[name=username]', 'hopper')
    await send(page)
    await until('the name is another', async () => {
      const rows = await query(product, `select 1 from accounts_people where username = 'hopper'`)
      return rows.length === 1
    })
    // Addresses are added, become the primary one, and are removed.
    await page.goto('/settings/account/addresses')
    await page.fill('[name=email]', 'hopper@navy.example')
    await page.locator('form:has([name=email]) button[type=submit]').click()
    await page.goto(await linkTo(product, 'hopper@navy.example', '/verify'))
    await send(page)
    await page.goto('/privacy/my-data')
    assert.ok((await page.innerText('main')).includes('hopper@navy.example'), 'seen')
    await page.goto('/settings/account/addresses')
    await page
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click()
    await page.waitForLoadState()
    const addresses = await query(
      product,
      `select 1 from accounts_addresses d join accounts_people p on p.id = d.person_id where username = 'hopper'`,
    )
    assert.equal(addresses.length, 1, 'one is left')
    await visitor.context.close()
  })
})
