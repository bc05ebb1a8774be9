import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { type OpenHouse, openHouse } from '#app'
import { readConfig } from '#platform/config'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { send, shows } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'
import { signInAsStaff } from '#test/staff'

interface Row {
  readonly question: string
  readonly choice: string
  readonly basis: string
}

describe('what somebody tells of themselves beside an inquiry', () => {
  let product: Product
  let browser: Browser
  /** The same house as the product runs, opened beside it on its database. */
  let open: OpenHouse
  /** Somebody without script, cookie or account. */
  let page: Page
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct({ environment: { INQUIRY_QUESTIONS: '1' } }), openBrowser()])
    page = (await openPerson(browser, product.origin, { javaScriptEnabled: false })).page
    open = await openHouse({ config: readConfig({ VITRINE_HOME: product.home, LOG_LEVEL: 'silent' }, product.home) })
  })
  after(async () => {
    await open.close()
    await browser.close()
    await product.remove()
  })

  const rows = (): Promise<readonly Row[]> =>
    query<Row>(product, 'select question, choice, basis from support_answers order by question, choice')
  beforeEach(async () => {
    await query(product, 'delete from support_threads')
  })

  /** Sends the form as a program would. Whoever wants a call gets the link at once. */
  const post = (fields: readonly (readonly [string, string])[]): Promise<Response> =>
    fetch(`${product.origin}/inquiry`, {
      method: 'POST',
      headers: { origin: product.origin, accept: 'text/html' },
      body: new URLSearchParams([
        ['name', 'Ada'],
        ['channel', 'telephone'],
        ['telephone', '+49 30 7654321'],
        ...fields.map(([name, value]) => [name, value] as [string, string]),
      ]),
      redirect: 'manual',
    })
  const linkOf = (answer: Response): string => answer.headers.get('location')?.replace('?received', '') ?? ''

  /** Asks by the form of the page, and comes to the page of the inquiry. */
  let asked = 0
  async function askBy(answer: () => Promise<unknown>): Promise<void> {
    await page.goto('/inquiry')
    await page.fill('[name=name]', 'Ada')
    await page.fill('[name=email]', `ada${++asked}@example.org`)
    await page.check('[name=channel][value=telephone]')
    await page.fill('[name=telephone]', '+49 30 7654321')
    await answer()
    await send(page)
    await shows(page, /What you asked us/)
  }

  test('is optional and in bands, and what chooses ads cannot read it (promise: S-09)', async () => {
    await page.goto('/inquiry')
    const required = await page
      .locator('main form :is(input, textarea, select)[required]')
      .evaluateAll((all) => all.map((field) => field.getAttribute('name')))
    assert.deepEqual(required, ['name', 'email'])
    await shows(page, /never chooses an ad.*nothing depends on it/)
    assert.deepEqual(await page.locator('[name=age] option').allInnerTexts(), [
      ...([
        'I would rather not say',
        '18 to 24',
        '25 to 34',
        '35 to 44',
        '45 to 54',
        '55 to 64',
        '65 and over',
      ] as const),
    ])
    await askBy(async () => {})
    await shows(page, /You answered none of these questions/)
    assert.deepEqual(await rows(), [], 'as good without')

    for (const wrong of [
      ['age', '29'],
      ['gender', 'a word of my own'],
      ['likes', 'anything'],
    ] as const) {
      assert.equal((await post([['email', 'ada@example.org'], wrong])).status, 422, wrong[0])
    }
    await askBy(async () => {
      await page.selectOption('[name=age]', '25-34')
      await page.selectOption('[name=gender]', 'woman')
    })
    await shows(page, /Age: 25 to 34.*Gender: Woman/)
    assert.deepEqual(await rows(), [
      { question: 'age', choice: '25-34', basis: 'consent' },
      { question: 'gender', choice: 'woman', basis: 'consent' },
    ])

    const isDenied = async (column: string, table: string): Promise<boolean> => {
      try {
        await sql`select ${sql.raw(column)} from ${sql.table(table)}`.execute(open.ctx.dbAs('ads'))
        return false
      } catch (error) {
        return (error as { code?: string }).code === '42501'
      }
    }
    assert.equal(await isDenied('tags', 'library_search_entries'), false, 'the negative control')
    for (const column of ['choice', 'question', 'thread_id', '*']) {
      assert.equal(await isDenied(column, 'support_answers'), true, column)
    }
  })

  test('is changed and erased by whoever told it, each answer alone (promise: S-10)', async () => {
    await askBy(async () => {
      await page.selectOption('[name=age]', '25-34')
      await page.check('[name=likes][value=nature]')
      await page.check('[name=likes][value=history]')
    })
    await shows(page, /What you like: Nature.*What you like: History/)
    const { page: scripted } = await openPerson(browser, product.origin)
    for (const path of ['/inquiry', new URL(page.url()).pathname]) {
      await scripted.goto(path)
      assert.deepEqual(await accessibilityProblems(scripted), [], path)
    }
    await page.click('section[aria-labelledby=about] summary')
    await page.uncheck('[name=likes][value=history]')
    await page.check('[name=likes][value=food]')
    await page.click('form[action*=answer] button')
    await shows(page, /Your answers are as they stand here.*Age: 25 to 34.*Nature.*Food/)
    const choices = async (): Promise<string[]> => (await rows()).map(({ choice }) => choice)
    assert.deepEqual(await choices(), ['25-34', 'food', 'nature'])

    await page.click('form[action*=eraseAnswer]:has([value=nature]) button')
    await shows(page, /It is erased\. The other answers stay\./)
    assert.deepEqual(await choices(), ['25-34', 'food'])
    const opened = await query<{ n: number }>(product, 'select count(*)::int as n from support_threads')
    assert.deepEqual(opened, [{ n: 1 }], 'the inquiry stays')
  })

  test('improves the service until they object: from then on no sum holds it, also what was there before (promise: S-11)', async () => {
    const links: string[] = []
    for (let at = 0; at < 10; at++) {
      links.push(
        linkOf(
          await post([
            ['email', `person${at}@example.org`],
            ['likes', 'history'],
          ]),
        ),
      )
    }
    assert.equal((await rows()).length, 10)
    assert.ok((await rows()).every(({ basis }) => basis === 'consent'))
    const boss = (await openPerson(browser, product.origin)).page
    await signInAsStaff(product, boss, 'boss', 'admin')
    const sum = async (): Promise<string> => {
      await boss.goto('/staff/answers')
      return (await boss.locator('tr', { hasText: 'History' }).locator('td').innerText()).trim()
    }
    assert.equal(await sum(), '10 or more', 'the negative control')
    assert.deepEqual(await accessibilityProblems(boss), [])

    await page.goto(links[0] ?? '')
    await page.click('form[action*=object] button')
    await shows(page, /From now on it is used to answer you, and for nothing else/)
    await shows(page, /What you like: History/)
    assert.equal(await sum(), 'fewer than 10')
    await page.click('form[action*=takeBack] button')
    await shows(page, /Your objection is taken back/)
    assert.equal(await sum(), '10 or more')
  })
})
