import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { codeAt } from '#test/codes'
import { goodPassword, lettersTo, linkTo, makeMember, send, shows, signInBy, textOf, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query, residue } from '#test/residue'

const kinds = ['publisher', 'advertiser', 'network'] as const
type Kind = (typeof kinds)[number]

/** Sets an organisation up by the page. @returns its address in the console */
async function setUp(page: Page, kind: Kind, name: string): Promise<string> {
  await page.goto('/console/new')
  await page.check(`[name=kind][value=${kind}]`, { force: true })
  await page.fill('[name=name]', name)
  await page.selectOption('[name=country]', 'NL')
  await page.fill('[name=email]', 'desk@harps.example')
  await send(page)
  await page.waitForURL(/\/console\/(pub|adv|net)_\w+\?created/)
  return new URL(page.url()).pathname
}

/** Sends a form as a browser would, with the cookies of this page. */
const post = (page: Page, origin: string, path: string, form: Readonly<Record<string, string>>) =>
  page.context().request.post(path, { form, headers: { origin, accept: 'text/html' }, maxRedirects: 0 })

describe('organisations', () => {
  let product: Product
  let browser: Browser
  /** Their owner, whose browser has no script. */
  let owner: Page
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'adaquartz' })
    owner = (await openPerson(browser, product.origin, { javaScriptEnabled: false })).page
    await signInBy(owner, 'adaquartz')
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  /** The link in the newest letter to a contact; it holds a dot. */
  const contactLink = (address: string): Promise<string> =>
    until(
      `a letter to ${address}`,
      () =>
        lettersTo(product, address).flatMap((letter) => /https?:\/\/\S+\/contact\/[\w.-]+/.exec(letter)?.[0] ?? [])[0],
    )

  async function nameContact(at: string, name: string, email: string): Promise<void> {
    await owner.goto(`${at}/contacts/change?kind=technical`)
    await owner.fill('[name=name]', name)
    await owner.fill('[name=email]', email)
    await owner.fill('[name=telephone]', '+31 20 5550199')
    await send(owner)
    await shows(owner, new RegExp(`Saved.*${name}`))
  }

  test('tell whoever is named as a contact, who corrects, replaces and erases themselves (promise: S-36)', async () => {
    const at = await setUp(owner, 'publisher', 'Harps Weekly')
    await nameContact(at, 'Timquark Jansen', 'timquark@example.net')
    const link = await contactLink('timquark@example.net')
    assert.match(lettersTo(product, 'timquark@example.net').join(), /You were named as a contact of Harps Weekly/)

    // They have no account, and see everything that is held.
    const tim = (await openPerson(browser, product.origin)).page
    await tim.goto(link)
    const shown = await textOf(tim)
    for (const word of ['Harps Weekly', 'Timquark Jansen', 'timquark@example.net', '+31', 'sites and tags']) {
      assert.ok(shown.includes(word), word)
    }
    assert.deepEqual(await accessibilityProblems(tim), [])
    await tim.fill('[name=name]', 'Timquark de Vries')
    await tim.click('form[action="?/correct"] button[type=submit]')
    await tim.waitForURL(/\?saved/)
    await owner.goto(`${at}/contacts`)
    await shows(owner, /Timquark de Vries.*Told by letter/)

    // Somebody else in their place: of the first nothing stays, and their link is dead.
    await tim.goto(`${link}/replace`)
    await tim.fill('[name=name]', 'Sueflint Mensah')
    await tim.fill('[name=email]', 'sueflint@example.net')
    await send(tim)
    await tim.waitForURL(/\/contact\/gone/)
    assert.equal((await tim.goto(link))?.status(), 410)
    const inRows = async (marker: string): Promise<readonly string[]> =>
      (await residue(product, marker)).filter((place) => place.startsWith('table'))
    assert.deepEqual(await inRows('imquark'), [])

    const other = await contactLink('sueflint@example.net')
    await tim.goto(other)
    await shows(tim, /Sueflint Mensah/)
    await tim.click('form[action="?/erase"] button[type=submit]')
    await tim.waitForURL(/\/contact\/gone/)
    await shows(tim, /is erased/)
    assert.equal((await tim.goto(other))?.status(), 410)
    await owner.goto(`${at}/contacts`)
    const places = await textOf(owner)
    assert.ok(!places.includes('Sueflint'), 'the organisation no longer sees them')
    assert.match(places, /Whoever was named erased themselves on/)
    const [count] = await query<{ many: string }>(
      product,
      'select count(*) as many from accounts_organisation_contacts',
    )
    assert.equal(count?.many, '0')
  })

  test('change where money goes only with a second factor, shown within ten minutes (promise: S-78)', async () => {
    const at = await setUp(owner, 'publisher', 'Lyres Daily')
    const payout = { method: 'bank-transfer', account: 'NL91 ABNA 0417 1643 00' }
    const stored = () =>
      query<{ at: Date; sealed: string }>(
        product,
        'select payout_changed_at as at, encode(payout_account, $1) as sealed from accounts_organisation_billing',
        ['hex'],
      )

    // With the password alone: no form, and none is taken. The page leads to where the factor is set up.
    await owner.goto(`${at}/billing`)
    assert.equal(await owner.locator('[name=account]').count(), 0)
    assert.equal(await owner.locator('main a[href="/settings/security"]').count(), 1)
    const refused = await post(owner, product.origin, `${at}/billing?/payout`, payout)
    assert.equal(refused.status(), 403)
    assert.deepEqual(await stored(), [])

    await owner.goto('/settings/security')
    await owner.click('button:has-text("Set up an app")')
    await owner.waitForURL('**/settings/security/authenticator')
    const secret = (await owner.textContent('main .copy code')) ?? ''
    await owner.fill('[name=code]', codeAt(secret, new Date()))
    await owner.click('form:has([name=code]) button[type=submit]')
    await owner.waitForSelector('h1:has-text("Your app is set up")')

    // That there is one is not that it was shown.
    if ((await owner.goto(`${at}/billing`).then(() => owner.locator('[name=account]').count())) === 0) {
      assert.equal((await post(owner, product.origin, `${at}/billing?/payout`, payout)).status(), 403)
      await owner.click('main a[href^="/confirm"]')
      // Each code works once: the next one is of the next half minute.
      await owner.fill('[name=code]', codeAt(secret, new Date(Date.now() + 30_000)))
      await owner.click('form:has([name=code]) button[type=submit]')
      await owner.waitForURL(`**${at}/billing`)
    }
    await owner.fill('[name=account]', payout.account)
    await owner.click('form[action="?/payout"] button[type=submit]')
    await shows(owner, /Where money goes is changed.*Bank transfer: NL91 ABNA 0417 1643 00/)
    const [first] = await stored()
    assert.ok(first)
    assert.ok(!Buffer.from(first.sealed, 'hex').includes('ABNA'), 'it is sealed')

    // An hour later the same browser is led to prove it again, and back; until then nothing changes.
    await query(product, "update accounts_sessions set proven_at = proven_at - interval '1 hour'")
    const later = await post(owner, product.origin, `${at}/billing?/payout`, {
      ...payout,
      account: 'DE02 1203 0000 0000 2020 51',
    })
    assert.equal(later.status(), 303)
    assert.equal(later.headers()['location'], `/confirm?${new URLSearchParams({ to: `${at}/billing` })}`)
    assert.deepEqual(await stored(), [first])

    // What protects the account itself: the password is not there to read.
    assert.deepEqual(await residue(product, goodPassword), [])
  })

  test('close in one step by their owner, whatever they are, with what ends said before (promise: S-17)', async () => {
    // The hour of the test before.
    await owner.goto('/console')
    const page = (await openPerson(browser, product.origin)).page
    await makeMember(product, { username: 'gracequartz' })
    await signInBy(page, 'gracequartz')
    for (const kind of kinds) {
      const at = await setUp(page, kind, `Lutes of ${kind}`)
      await page.goto(`${at}/people`)
      await page.fill('[name=email]', `asked-${kind}@example.net`)
      await page.click('form[action="?/invite"] button[type=submit]')
      await page.waitForURL(/\?invited/)
      const invitation = await linkTo(product, `asked-${kind}@example.net`, '/invitations')

      await page.goto(`${at}/close`)
      const before = await textOf(page)
      assert.match(before, /Invitations that are taken back 1/)
      assert.match(before, /final statement.*90 days/)
      assert.deepEqual(await accessibilityProblems(page), [])
      await send(page)
      await page.waitForURL(`**${at}`)
      await until('it is closed', async () => {
        await page.goto('/console')
        return new RegExp(`Lutes of ${kind} [\\w ]+, closed`).test(await textOf(page))
      })
      await page.goto(`${at}/settings`)
      await shows(page, /can only be read/)
      assert.equal(await page.locator('main form').count(), 0)
      const again = await post(page, product.origin, `${at}/people?/invite`, {
        email: 'x@example.net',
        roles: 'reader',
      })
      assert.equal(again.status(), 409)
      assert.equal((await page.goto(invitation))?.status(), 410)
    }
  })

  test('let in who is invited, by a link that leads a stranger to sign in and back (promises: S-23, S-30, S-41)', async () => {
    await makeMember(product, { username: 'maryquartz' })
    const page = (await openPerson(browser, product.origin)).page
    const founder = (await openPerson(browser, product.origin)).page
    await makeMember(product, { username: 'joanquartz' })
    await signInBy(founder, 'joanquartz')
    for (const kind of kinds) {
      const at = await setUp(founder, kind, `Violas of ${kind}`)
      await founder.goto(`${at}/people`)
      await founder.fill('[name=email]', 'maryquartz@example.org')
      await founder.check('main form[action="?/invite"] [value=orders]')
      await founder.click('form[action="?/invite"] button[type=submit]')
      await founder.waitForURL(/\?invited/)
      const link = await until(
        'the letter',
        () =>
          lettersTo(product, 'maryquartz@example.org')
            .filter((text) => text.includes(`Violas of ${kind}`))
            .flatMap((text) => /https?:\/\/\S+\/invitations\/[\w-]+/.exec(text)?.[0] ?? [])[0],
      )
      await page.goto(link)
      await shows(page, new RegExp(`Violas of ${kind} .* invites you`))
      if (kind === 'publisher') {
        assert.deepEqual(await accessibilityProblems(page), [])
        await page.click('main a[href^="/sign-in"]')
        await page.waitForURL(/\/sign-in/)
        await page.fill('[name=login]', 'maryquartz')
        await page.fill('[name=password]', goodPassword)
        await send(page)
        await page.waitForURL(/\/invitations\//)
      }
      await page.click('form[action="?/accept"] button[type=submit]')
      await page.waitForURL(`**${at}`)
      await shows(page, /Orders/)

      // The last owner stays, whatever the page is asked; another one may go.
      assert.equal((await post(founder, product.origin, `${at}/people?/leave`, {})).status(), 409)
      await page.goto(`${at}/people`)
      await page.click('form[action="?/leave"] button[type=submit]')
      await page.waitForURL('**/console')
      assert.equal((await page.goto(at))?.status(), 404)
    }
  })
})
