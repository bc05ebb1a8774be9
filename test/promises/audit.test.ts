import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { lettersTo, makeKey, makeMember, pressAndWait, shows, signInBy, textOf, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'

const reason = 'She wrote that she cannot sign in with her address.'
const email = 'ada@example.org'

describe('what staff does with the data of somebody', () => {
  let product: Product
  let browser: Browser
  /** Ada, and support, each in a browser of their own; support without script. */
  let ada: Page
  let support: Page
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    for (const username of ['ada', 'helper', 'boss', 'mod']) await makeMember(product, { username })
    for (const [username, role] of [
      ['helper', 'support'],
      ['boss', 'admin'],
      ['mod', 'moderator'],
    ] as const) {
      const { code, stderr } = await product.command(['staff', 'create', '--username', username, '--roles', role])
      assert.equal(code, 0, stderr)
    }
    ada = await come('ada')
    support = await come('helper', false)
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  /** Somebody who is signed in, as if by a second factor. */
  async function come(username: string, javaScriptEnabled = true): Promise<Page> {
    const { page } = await openPerson(browser, product.origin, { javaScriptEnabled })
    await signInBy(page, username)
    await query(product, `update accounts_sessions set proof = '{password,code}'`)
    return page
  }
  const find = async (page: Page, who: string): Promise<void> => {
    await page.goto('/staff/people')
    await page.fill('[name=who]', who)
    await pressAndWait(page.locator('main form button').first())
  }
  const open = async (page: Page, why: string): Promise<void> => {
    await page.check('[name=kind][value=asked]')
    await page.fill('[name=reason]', why)
    await pressAndWait(page.locator('main form button').first())
  }
  const accessLog = async (): Promise<string> => {
    await ada.goto('/privacy/my-data/access')
    return textOf(ada)
  }
  const doctor = async (): Promise<{ code: number; words: string }> => {
    const { code, stdout } = await product.command(['doctor', '--json'])
    const { findings } = JSON.parse(stdout) as { findings: { name: string; words: string }[] }
    return { code, words: findings.find(({ name }) => name === 'audit')?.words ?? '' }
  }

  test('a record is open only for a reason, and whom it is about reads who opened it, when and why (promises: G-32, G-90)', async () => {
    assert.match(await accessLog(), /Nobody has opened your record/)

    for (const nobody of ['nobody', 'ad', 'ada@example.com']) {
      await find(support, nobody)
      await shows(support, /There is nobody of exactly this name/)
    }
    await find(support, email)
    const record = new URL(support.url()).pathname
    assert.match(record, /^\/staff\/people\/mem_/)
    // No reason, no data; nor one that says nothing, nor a token of one's own making.
    const forged = Buffer.from(JSON.stringify({ until: 9e12, tables: ['accounts_people', 'accounts_addresses'] }))
    const shut = async (): Promise<void> => {
      const html = await support.content()
      assert.equal(html.includes('ada'), false, 'nothing of the person is in the page')
      await shows(support, /Give a reason/)
    }
    await shut()
    await open(support, 'because')
    await shows(support, /at least 10 characters/)
    await support.goto(`${record}?viewing=${forged.toString('base64url')}.x`)
    await shut()
    assert.match(await accessLog(), /Nobody has opened your record/)

    await open(support, reason)
    assert.match(await textOf(support), new RegExp(email), 'the negative control: now it is open')
    const now = Date.now()
    const log = await accessLog()
    for (const word of ['Opened your record', 'helper', 'support', 'You asked for help', reason, 'Your account']) {
      assert.ok(log.includes(word), `${word} in:\n${log}`)
    }
    const at = new Date((await ada.locator('main time').first().getAttribute('datetime')) ?? '')
    assert.ok(Math.abs(now - at.getTime()) < 60_000, 'within a minute')
    await ada.goto('/privacy/my-data')
    assert.ok((await textOf(ada)).includes(reason))

    // For another session the address with the token is shut, and for who is none of the desk there is nothing.
    const opened = support.url()
    const boss = await come('boss')
    await boss.goto(opened)
    assert.equal((await boss.content()).includes(email), false)
    const mod = await come('mod')
    for (const page of [mod, ada]) assert.equal((await page.goto(opened))?.status(), 404)
    const authorization = await makeKey(product, 'boss', 'images:read,images:write,me:read')
    const byKey = await fetch(`${product.origin}/staff/people`, { headers: { authorization }, redirect: 'manual' })
    assert.equal(byKey.status, 404, 'no key acts as staff')

    // An admin sees less of it, and is seen as well.
    await boss.goto(record)
    await open(boss, 'I look whether the desk works.')
    await boss.waitForURL(/viewing=/)
    const shownToBoss = await textOf(boss)
    assert.match(shownToBoss, /User name/, 'the negative control: it is open')
    assert.equal(shownToBoss.includes(email), false, 'an address is for support')
    assert.match(await accessLog(), /boss, administration[^]*helper, support/)

    for (const page of [ada, boss]) assert.deepEqual(await accessibilityProblems(page), [])
  })

  test('support changes something only with a code of whoever asked; they read of it, and of every try (promise: G-115)', async () => {
    const nameOfAda = async (): Promise<string> =>
      (await query<{ username: string }>(product, "select username from accounts_people where username like 'ada%'"))[0]
        ?.username ?? 'another'
    const correct = async (code: string): Promise<void> => {
      await support.check('[name=field][value=username]')
      await support.fill('[name=value]', 'ada-lovelace')
      await support.fill('[name=code]', code)
      await pressAndWait(support.locator('form[action*=correct] button'))
    }
    await find(support, 'ada')
    await open(support, reason)
    for (const code of [' ', '12345678']) {
      await correct(code)
      await shows(support, /Ask the person for a code/)
      assert.equal(await nameOfAda(), 'ada')
    }
    assert.match(await accessLog(), /Tried to change something without a right code of yours/)

    await ada.goto('/settings/account')
    await ada.click('form[action="?/code"] button')
    await ada.waitForSelector('main [role=status] code')
    const code = (await ada.locator('main [role=status] code').innerText()).trim()
    assert.match(code, /^\d{4} \d{4}$/)
    await correct(code)
    await shows(support, /Changed. They get a letter about it/)
    assert.equal(await nameOfAda(), 'ada-lovelace', 'the negative control: with a code it is changed')
    assert.match(await accessLog(), /Changed something for you, with a code of yours[^]*helper, support[^]*User name/)
    const letter = await until('the letter about it', () =>
      lettersTo(product, email).find((text) => text.includes('Support changed something for you')),
    )
    assert.match(letter, /privacy\/my-data\/access/)

    // The same code does nothing more.
    await support.check('[name=field][value=username]')
    await support.fill('[name=value]', 'ada-once-more')
    await support.fill('[name=code]', code)
    await pressAndWait(support.locator('form[action*=correct] button'))
    assert.equal(await nameOfAda(), 'ada-lovelace')

    // One that support asks for goes to the proven address, and nothing of it to support.
    await find(support, email)
    await open(support, reason)
    await support.click('form[action*=ask] button')
    await shows(support, /A code is on its way/)
    const mailed = await until(
      'the letter with the code',
      () => lettersTo(product, email).flatMap((text) => /^(\d{4} \d{4})\r?$/m.exec(text)?.[1] ?? [])[0],
    )
    assert.equal((await support.content()).includes(mailed), false)
    assert.match(await accessLog(), /Had a code sent to you/)
  })

  test('what was changed, put in or cut off in the log of acts by a hand in the database is found (promise: G-88)', async () => {
    const well = await doctor()
    assert.match(well.words, /as they were written/)
    const tamper = (statement: string): Promise<unknown> =>
      query(product, `do $$ begin set local session_replication_role = 'replica'; ${statement}; end $$`)
    await assert.rejects(query(product, "update privacy_audit_entries set kind = 'x'"), /only added to/)

    const [kept] = await query<{ rows: unknown }>(product, 'select json_agg(e) as rows from privacy_audit_entries e')
    const putBack = async (): Promise<void> => {
      await tamper('delete from privacy_audit_entries')
      await query(
        product,
        'insert into privacy_audit_entries select * from json_populate_recordset(null::privacy_audit_entries, $1)',
        [JSON.stringify(kept?.rows)],
      )
    }
    for (const [statement, words] of [
      ["update privacy_audit_entries set at = at + interval '1 second' where seq = 2", /entry 2 was changed/],
      ['update privacy_audit_entries set detail = null where seq = 1', /entry 1 was changed/],
      ['delete from privacy_audit_entries where seq = 2', /entry 2 is missing/],
      ['delete from privacy_audit_entries where seq >= 3', /entry 3 and those after it were cut off/],
    ] as const) {
      await tamper(statement)
      const found = await doctor()
      assert.match(found.words, words)
      assert.equal(found.code, 3)
      await putBack()
    }
    assert.deepEqual(await doctor(), well)
  })
})
