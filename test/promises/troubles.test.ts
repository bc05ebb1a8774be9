import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { lettersTo, makeMember, send, sendAndWait, shows, signInBy, textOf, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { signInAsStaff } from '#test/staff'

const words = 'Your bank sent the payment back. Look at the number of the account.'

describe('troubles of publishers', () => {
  let product: Product
  let browser: Browser
  let owner: Page
  let desk: Page
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    desk = (await openPerson(browser, product.origin)).page
    await signInAsStaff(product, desk, 'billing', 'billing')
    await makeMember(product, { username: 'ada' })
    owner = (await openPerson(browser, product.origin)).page
    await signInBy(owner, 'ada')
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  /** Sets a publisher up by the page. @returns its number */
  async function founded(name: string, channel: 'email' | 'telephone'): Promise<string> {
    await owner.goto('/console/new')
    await owner.check('[name=kind][value=publisher]')
    await owner.fill('[name=name]', name)
    await owner.selectOption('[name=country]', 'NL')
    await owner.fill('[name=email]', addressOf(name))
    await owner.fill('[name=telephone]', '+31 20 555 0133')
    await owner.check(`[name=preferredChannel][value=${channel}]`)
    await send(owner)
    await owner.waitForURL(/created/)
    return /\/console\/(pub_\w+)/.exec(owner.url())?.[1] ?? assert.fail(owner.url())
  }
  const addressOf = (name: string): string => `${name.toLowerCase().replaceAll(' ', '-')}@harbour.example`

  async function choose(publisher: string, channel: 'email' | 'telephone'): Promise<void> {
    await owner.goto(`/console/${publisher}/settings`)
    await owner.check(`[name=preferredChannel][value=${channel}]`)
    await sendAndWait(owner)
  }

  async function report(publisher: string, kind: 'payout' | 'tag'): Promise<void> {
    await desk.goto(`/staff/troubles?organisation=${publisher}`)
    await desk.selectOption('[name=kind]', kind)
    await desk.fill('[name=words]', words)
    await desk.click('main form[action="?/report"] button')
    await desk.waitForURL(/\?done/)
  }
  const letters = (name: string): number =>
    lettersTo(product, addressOf(name)).filter((text) => /Subject: (A payment to you|Something is wrong)/.test(text))
      .length
  const calls = async (): Promise<string> => {
    await desk.goto('/staff/calls')
    return textOf(desk)
  }

  test('reach them by letter or by a call that staff notes, and stand on their pages until they are solved (promise: S-40)', async () => {
    const publisher = await founded('Paid Light', 'telephone')
    await owner.goto(`/console/${publisher}`)
    assert.doesNotMatch(await textOf(owner), /A payment/, 'the control')
    await report(publisher, 'payout')
    assert.match(await calls(), /Paid Light.*\+31 20 555 0133.*A payment.*Your bank sent the payment back/)
    assert.deepEqual(await accessibilityProblems(desk), [])
    for (const path of ['', '/troubles']) {
      await owner.goto(`/console/${publisher}${path}`)
      assert.match(await textOf(owner), /A payment.*Your bank sent the payment back/, path)
      assert.deepEqual(await accessibilityProblems(owner), [], path)
    }
    await calls()
    await desk.click('main button[value=yes]')
    await desk.waitForURL(/\?done/)
    assert.doesNotMatch(await textOf(desk), /Paid Light/, 'the call is made')

    const written = await founded('Written Light', 'email')
    await report(written, 'payout')
    await until('the letter', () => letters('Written Light') === 1)

    await desk.goto('/staff/troubles')
    assert.deepEqual(await accessibilityProblems(desk), [])
    const card = desk.locator('main li.card', { hasText: 'Paid Light' })
    await card.locator('[name=solution]').fill('The number was corrected and the payment made.')
    await card.locator('button').click()
    await desk.waitForURL(/\?done/)
    await owner.goto(`/console/${publisher}/troubles`)
    await shows(owner, /Nothing is wrong/)
  })

  test('are told by the way that was chosen last, and never by the other (promise: S-54)', async () => {
    const [writes, speaks] = [await founded('First Choice', 'email'), await founded('Other Choice', 'telephone')]
    await report(speaks, 'tag')
    await report(writes, 'tag')
    await until('the letter', () => letters('First Choice') === 1)
    const before = await calls()
    assert.match(before, /Other Choice/)
    assert.doesNotMatch(before, /First Choice/, 'no call where letters were chosen')
    assert.equal(letters('Other Choice'), 0, 'no letter where a call was chosen')

    await choose(speaks, 'email')
    assert.doesNotMatch(await calls(), /Other Choice/, 'a call that waited is not made any more')
    await report(speaks, 'payout')
    await until('the letter', () => letters('Other Choice') === 1)
    await choose(writes, 'telephone')
    await report(writes, 'payout')
    assert.match(await calls(), /First Choice/)
    assert.equal(letters('First Choice'), 1, 'and no second letter')
  })
})
