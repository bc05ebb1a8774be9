import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { goodPassword, linkTo, makeMember, send, shows, signInBy as signIn, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { besideDatabase } from './bad-input.fixtures.ts'

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36'
const settings = '/settings/security/passkeys'

/** A device of the browser's own making that keeps passkeys, and of which the owner is always there to touch it. */
interface Device {
  readonly session: CDPSession
  readonly authenticatorId: string
}

async function plugIn(context: BrowserContext, page: Page): Promise<Device> {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { session, authenticatorId }
}

const heldBy = async ({ session, authenticatorId }: Device) =>
  (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials

/** The device answers at once what waits in the field too; where the button is meant, the browser must not wait there. */
const withoutAutofill = 'PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)'

const useButton = 'button:has-text("Sign in with a passkey")'
const away = (url: URL): boolean => !url.pathname.startsWith('/sign-in')

async function signOut(page: Page): Promise<void> {
  await page.goto('/sign-out')
  await page.click('main form button[type=submit]')
  await page.waitForURL(/\/sign-in/)
}

async function signInByPasskey(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.click(useButton)
  await page.waitForURL(away)
}

async function add(page: Page, name: string): Promise<void> {
  await page.goto(settings)
  await page.fill('[name=name]:not([id^=name-])', name)
  await page.click('button:has-text("Add a passkey")')
  await page.waitForURL(`${settings}?added`)
}

describe('passkeys in a browser', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    for (const username of ['ada', 'grace', 'lise', 'emmy']) await makeMember(product, { username })
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  test('one is added with a name, signs in alone, is renamed, and is removed', async () => {
    const { context, page, foreign, errors } = await openPerson(browser, product.origin, { userAgent: chrome })
    await context.addInitScript(withoutAutofill)
    const device = await plugIn(context, page)
    await signIn(page, 'ada')
    await page.goto(settings)
    await shows(page, /You have no passkey yet/)
    assert.match(await page.inputValue('[name=name]'), /^Chrome on Linux$/, 'a name to begin with')
    await add(page, 'Brass key')

    const [held] = await heldBy(device)
    assert.ok(held)
    assert.deepEqual([held.isResidentCredential, held.rpId, held.userName], [true, 'localhost', 'ada'])
    assert.match((await page.textContent('.content li')) ?? '', /Brass key.*never used.*on one device only/s)

    await signOut(page)
    await context.clearCookies()
    await signInByPasskey(page)
    assert.deepEqual(
      (await context.cookies()).map(({ name }) => name),
      ['__Host-session'],
    )
    await page.goto(settings)
    assert.match((await page.textContent('.content li')) ?? '', /Brass key.*last used/s)

    await page.click('summary:has-text("Rename or remove")')
    await page.fill('.content li input[name=name]', 'Copper key')
    await page.click('.content li button:has-text("Rename")')
    await page.waitForURL(`${settings}?renamed`)
    assert.match((await page.textContent('.content li')) ?? '', /Copper key/)

    await page.click('summary:has-text("Rename or remove")')
    await page.click('button:has-text("Remove this passkey")')
    await page.waitForURL(`${settings}?removed`)
    await shows(page, /You have no passkey yet/)
    await until('the device is told and no longer offers it', async () => (await heldBy(device)).length === 0)
    await signOut(page)
    await device.session.send('WebAuthn.addCredential', { authenticatorId: device.authenticatorId, credential: held })
    await page.click(useButton)
    await page.waitForSelector('[role=alert]:has-text("was not accepted")')
    assert.deepEqual(await context.cookies(), [])
    assert.deepEqual(foreign, [])
    assert.deepEqual(
      errors.filter((text) => !/401 \(Unauthorized\)/.test(text)),
      [],
    )
    await context.close()
  })

  test('whoever cancels, or has none, or whose device does not know its user, is told so and can go on', async () => {
    const { context, page } = await openPerson(browser, product.origin)
    await context.addInitScript(withoutAutofill)
    const { session, authenticatorId } = await plugIn(context, page)
    await page.goto('/sign-in')
    await page.click(useButton)
    await page.waitForSelector('[role=alert]:has-text("there is no passkey")')

    await signIn(page, 'grace')
    await add(page, 'Tin key')
    await page.fill('[name=name]:not([id^=name-])', 'Again')
    await page.click('button:has-text("Add a passkey")')
    await page.waitForSelector('[role=alert]:has-text("has a passkey for your account already")')
    await signOut(page)
    await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await page.click(useButton)
    await page.waitForSelector('[role=alert]:has-text("Nothing was done")')
    assert.equal(await page.isEnabled(useButton), true)
    assert.deepEqual(await context.cookies(), [])
    await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
    await page.click(useButton)
    await page.waitForURL(away)
    await context.close()
  })

  test('it is offered where the user name is typed; picked there, it signs in without a press', async () => {
    const { context, page } = await openPerson(browser, product.origin)
    await plugIn(context, page)
    await signIn(page, 'emmy')
    await add(page, 'Gold key')
    await context.clearCookies()
    await page.goto('/sign-in')
    assert.equal(await page.getAttribute('[name=login]', 'autocomplete'), 'username webauthn')
    await page.waitForURL(away)
    assert.equal((await context.cookies()).length, 1)
    await context.close()
  })

  test('it is the second step after a password', async () => {
    await makeMember(product, { username: 'noether' })
    const { context, page } = await openPerson(browser, product.origin)
    await context.addInitScript(withoutAutofill)
    await plugIn(context, page)
    await signIn(page, 'noether')
    await add(page, 'Zinc key')
    await signOut(page)

    await page.fill('[name=login]', 'noether')
    await page.fill('[name=password]', goodPassword)
    await send(page)
    await page.waitForSelector('h1:has-text("One more step")')
    assert.deepEqual(await context.cookies(), [], 'the password alone signs nobody in')
    await page.click(useButton)
    await page.waitForURL(away)
    assert.equal((await context.cookies()).length, 1)
    await context.close()
  })

  test('it proves again who one is, before what decides who gets in', async () => {
    await makeMember(product, { username: 'curie' })
    const { context, page } = await openPerson(browser, product.origin)
    await context.addInitScript(withoutAutofill)
    await plugIn(context, page)
    await signIn(page, 'curie')
    await add(page, 'Lead key')
    const database = await besideDatabase(product.home)
    await database.pool.query(`update accounts_sessions set proven_at = proven_at - interval '11 minutes'`)
    await database.end()

    await page.fill('[name=name]:not([id^=name-])', 'Another')
    await page.click('button:has-text("Add a passkey")')
    await page.waitForURL((url) => url.pathname === '/confirm')
    await page.goto(settings)
    await page.click('summary:has-text("Rename or remove")')
    await page.click('button:has-text("Remove this passkey")')
    await page.waitForURL((url) => url.pathname === '/confirm')
    const [before] = await context.cookies()
    await page.click('button:has-text("Confirm with a passkey")')
    await page.waitForURL((url) => url.pathname === settings)
    assert.notEqual((await context.cookies())[0]?.value, before?.value, 'the cookie is a new one (promise: G-65)')
    await page.click('summary:has-text("Rename or remove")')
    await page.click('button:has-text("Remove this passkey")')
    await page.waitForURL(`${settings}?removed`)
    await context.close()
  })

  test('it is the only way in; the last one is not removed; when it is lost, a letter and a recovery code let in', async () => {
    await makeMember(product, { username: 'hopper' })
    const { context, page } = await openPerson(browser, product.origin)
    await context.addInitScript(withoutAutofill)
    await plugIn(context, page)
    await signIn(page, 'hopper')
    await add(page, 'Gold key')
    await page.click('a:has-text("Make recovery codes")')
    await page.click('button:has-text("Make new codes")')
    await page.waitForSelector('h2:has-text("Your recovery codes")')
    const [recoveryCode = ''] = await page.locator('main ol code').allTextContents()
    await page.goto('/settings/security')
    await page.click('summary:has-text("Sign in without a password")')
    await page.click('button:has-text("Remove the password")')
    await page.waitForURL(/password-removed/)
    await signOut(page)

    await page.fill('[name=login]', 'hopper')
    await page.fill('[name=password]', goodPassword)
    await send(page)
    await page.waitForSelector('[role=alert]:has-text("do not fit")')
    await signInByPasskey(page)

    await page.goto(settings)
    await page.click('summary:has-text("Rename or remove")')
    await page.click('button:has-text("Remove this passkey")')
    await page.waitForSelector('[role=alert]:has-text("your only way to sign in")')
    assert.equal(await page.locator('.content li').count(), 1)
    await context.close()

    const lost = await openPerson(browser, product.origin)
    await lost.page.goto('/sign-in')
    await lost.page.click('a:has-text("Let us send you a link")')
    await lost.page.waitForURL('**/forgot')
    await lost.page.waitForSelector('h1:has-text("Reset your password")')
    await lost.page.fill('[name=login]', 'hopper')
    await send(lost.page)
    await lost.page.goto(await linkTo(product, 'hopper@example.org', '/reset'))
    await lost.page.fill('[name=password]', 'nine silent herons')
    await send(lost.page)
    await lost.page.waitForURL(/\/sign-in/)
    await lost.page.fill('[name=login]', 'hopper')
    await lost.page.fill('[name=password]', 'nine silent herons')
    await send(lost.page)
    await lost.page.waitForSelector('h1:has-text("One more step")')
    assert.deepEqual(await lost.context.cookies(), [], 'the letter alone does not let in')
    if (!(await lost.page.isVisible('[name=recovery]'))) await lost.page.click('summary:has-text("recovery code")')
    await lost.page.fill('[name=recovery]', recoveryCode)
    await lost.page.click('form:has([name=recovery]) button[type=submit]')
    await lost.page.waitForURL(away)
    await lost.context.close()
  })

  test('a browser without passkeys says so, and everything else works', async () => {
    const { context, page } = await openPerson(browser, product.origin)
    await context.addInitScript('delete window.PublicKeyCredential')
    await page.goto('/sign-in')
    await page.click(useButton)
    await page.waitForSelector('[role=alert]:has-text("This browser has no passkeys")')
    await signIn(page, 'lise')
    await context.close()
  })

  test('without script the button is not there and the password signs in', async () => {
    const { context, page } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await page.goto('/sign-in')
    assert.equal(await page.isVisible('button:has-text("passkey")'), false)
    await signIn(page, 'lise')
    await page.goto(settings)
    await shows(page, /needs script/)
    await context.close()
  })

  test('what a page elsewhere sends is not taken, and asking for a challenge sets no cookie', async () => {
    const send = (type: string) =>
      fetch(`${product.origin}/sign-in/passkey/options`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{}',
      })
    const answer = await send('application/json')
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('set-cookie'), null)
    assert.equal(answer.headers.get('cache-control'), 'private, no-store')
    for (const type of ['text/plain', 'application/octet-stream']) assert.ok((await send(type)).status >= 400, type)
  })
})
