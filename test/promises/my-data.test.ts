import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { allStores } from '#app'
import { groundOf, storesOf } from '#declaration'
import { register } from '#privacy/consent'
import { openBrowser, openPerson } from '#test/browser'
import { lettersTo, linkTo, makeKey, makeMember, send, shows, signInBy, until, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

const tables = storesOf(allStores, 'table')

describe('one’s own data', () => {
  let product: Product
  let browser: Browser
  let page: Page
  let personId: string
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada' })
    await makeMember(product, { username: 'bob' })
    const [ada, bob] = [await makeKey(product, 'ada'), await makeKey(product, 'bob')]
    for (const seed of [1, 2, 3, 4, 5]) {
      await uploadBy(product, ada, await cutOut(seed, 300), {
        title: `Marked ${seed}`,
        tags: 'brass',
        description: 'Of Ada',
      })
    }
    await uploadBy(product, bob, await cutOut(9, 300), { title: 'Of another', visibility: 'private' })
    const person = await openPerson(browser, product.origin)
    page = person.page
    await signInBy(page, 'ada')
    await page.goto('/settings/profile')
    await page.fill('[name=displayName]', 'Ada of the Markers')
    await page.fill('[name=about]', 'A sentence that stands nowhere else.')
    await send(page)
    await page.waitForURL(/saved/)
    const rows = await query<{ id: string }>(product, "select id from accounts_people where username = 'ada'")
    personId = rows[0]?.id ?? assert.fail()
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  /** Every page of one table, as it is sent. */
  async function htmlOf(table: string): Promise<string> {
    let html = ''
    for (let at = 1; ; at++) {
      const answer = await page.goto(`/privacy/my-data/${table}?page=${at}`)
      assert.equal(answer?.status(), 200, table)
      html += await page.content()
      if ((await page.locator('a[rel=next]').count()) === 0) return html
    }
  }

  /** How a value stands in a page: as text, as an instant, or as the members of a list. */
  const formsOnPage = (value: unknown): readonly string[] => {
    if (value === null || typeof value === 'boolean' || value === '') return []
    if (Array.isArray(value)) return value.flatMap(formsOnPage)
    if (value instanceof Buffer) return [value.toString('hex')]
    if (value instanceof Date) return [value.toISOString()]
    return [String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')]
  }

  test('stands on a page, every value of every table, found by looking into the database (promise: G-32)', async () => {
    const mine = await query<{ id: string }>(product, 'select id from library_images where owner_id = $1', [personId])
    assert.equal(mine.length, 5)
    const numbers = [personId, ...mine.map(({ id }) => id)]
    let values = 0
    const withRows: string[] = []
    for (const { name, columns } of tables) {
      // Whatever names the person or a picture of theirs, however it is declared.
      const rows = await query<Record<string, unknown>>(
        product,
        `select * from ${name} t where ${numbers.map((_, at) => `t::text like '%' || $${at + 1} || '%'`).join(' or ')}`,
        numbers,
      )
      if (rows.length === 0 || name === 'platform_blob_uses') continue
      withRows.push(name)
      const html = await htmlOf(name)
      for (const row of rows) {
        for (const [column, value] of Object.entries(row)) {
          const datum = columns[column] ?? assert.fail(`${name}.${column}`)
          const { audience } = groundOf(tables.find((one) => one.name === name) ?? assert.fail(), datum)
          if (audience === 'nobody') {
            assert.ok(html.includes(datum.label), `${name}.${column} is named, and not shown`)
            continue
          }
          if (datum.sealed) continue
          for (const form of formsOnPage(value)) {
            assert.ok(html.includes(form), `${name}.${column}: ${form}`)
            values += 1
          }
        }
      }
    }
    assert.ok(withRows.includes('library_variants') && withRows.includes('accounts_sessions'), withRows.join())
    assert.ok(values > 300, `${values} values were looked for`)
    assert.ok(
      (await htmlOf('accounts_addresses')).includes('ada@example.org'),
      'what is sealed is opened for its owner',
    )
    const all = await page.goto('/privacy/my-data').then(() => page.content())
    assert.ok(!all.includes('Of another') && !all.includes('bob@example.org'), 'and nothing of others')
  })

  test('says beside it why, on what ground, how long and who may see it (promise: G-32)', async () => {
    await page.goto('/privacy/my-data')
    const account = page.getByRole('article', { name: 'Your account' })
    await account.locator('summary').click()
    const row = account.getByRole('row', { name: /User name/ })
    const datum = tables.find(({ name }) => name === 'accounts_people')?.columns['username'] ?? assert.fail()
    assert.ok((await row.textContent())?.includes(datum.why))
    assert.match((await row.textContent()) ?? '', /needed for what the person asked for.*while the account exists/s)
  })

  test('is seen, corrected and deleted by one’s own hand, two clicks from the profile (promise: G-104)', async () => {
    const clicks = async (...path: readonly string[]): Promise<void> => {
      await page.goto('/settings/profile')
      for (const name of path) await page.getByRole('main').getByRole('link', { name, exact: true }).click()
    }
    await clicks('Your data')
    await page.waitForURL('**/privacy/my-data')
    assert.ok(await page.getByText('A sentence that stands nowhere else.').count(), 'seen')
    await clicks('Your data', 'Correct')
    await page.waitForURL('**/settings/profile')
    await page.fill('[name=about]', 'Corrected by my own hand.')
    await send(page)
    await page.waitForURL(/saved/)
    await clicks('Your data')
    await page.waitForURL('**/privacy/my-data')
    assert.ok(await page.getByText('Corrected by my own hand.').count(), 'corrected')
    await clicks('Your data', 'Take it with you')
    await page.waitForURL('**/privacy/my-data/export')
    await clicks('Your data', 'Delete')
    await page.waitForURL(/settings\/account\/close/)
  })

  test('a corrected address does nothing until it is proven, and the correction is noted (promise: G-89)', async () => {
    await page.goto('/settings/account/addresses')
    await page.fill('[name=email]', 'ada@new.example')
    await page.locator('form:has([name=email]) button[type=submit]').click()
    const link = await linkTo(product, 'ada@new.example', '/verify')
    const primary = (): Promise<readonly { verified: boolean; is_primary: boolean }[]> =>
      query(
        product,
        'select verified_at is not null as verified, is_primary from accounts_addresses where person_id = $1 order by created_at',
        [personId],
      )
    assert.deepEqual(await primary(), [
      { verified: true, is_primary: true },
      { verified: false, is_primary: false },
    ])
    await page.goto('/settings/account/addresses')
    assert.equal(await page.getByRole('button', { name: /primary/i }).count(), 0, 'nothing can be done with it yet')
    await page.goto(link)
    await send(page)
    await until('the address is proven', async () => (await primary()).every(({ verified }) => verified))
    await page.goto('/settings/account/addresses')
    await page
      .getByRole('button', { name: /primary/i })
      .first()
      .click()
    await page.waitForLoadState()
    assert.deepEqual(
      (await primary()).map(({ is_primary }) => is_primary),
      [false, true],
    )
    assert.ok(
      lettersTo(product, 'ada@example.org').some((letter) => /changed/i.test(letter)),
      'the old one is told',
    )
    await page.goto('/privacy/my-data/accounts_corrections')
    await shows(page, /primary-address/)
    await shows(page, /display-name/)
  })
  test('what one said yes to stands there in the words that were shown, with when, and when it was taken back (promise: G-32)', async () => {
    const consents = page.getByRole('region', { name: 'What you said yes to' })
    const saidYes = async () =>
      (
        await query<{ given_at: Date; withdrawn_at: Date | null }>(
          product,
          `select given_at, withdrawn_at from privacy_consents where person_id = $1 and what = 'profile-texts'`,
          [personId],
        )
      )[0] ?? assert.fail('the control: there is a yes')
    const words = register.find(({ what }) => what === 'profile-texts')?.wordings.at(-1) ?? assert.fail()
    await page.goto('/privacy/my-data')
    assert.ok(((await consents.textContent()) ?? '').includes(words), 'the very words')
    assert.ok((await consents.innerHTML()).includes((await saidYes()).given_at.toISOString()), 'and when')
    assert.ok(!(await consents.textContent())?.includes('taken back'))

    await page.goto('/privacy/consents')
    await page.locator('form:has([name=what][value=profile-texts]) button').click()
    await until('it is taken back', async () => (await saidYes()).withdrawn_at !== null)
    await page.goto('/privacy/my-data')
    assert.ok(((await consents.textContent()) ?? '').includes(words), 'still told')
    const { withdrawn_at } = await saidYes()
    assert.ok((await consents.innerHTML()).includes(withdrawn_at?.toISOString() ?? 'never'), 'with when it ended')
  })
})
