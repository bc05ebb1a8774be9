import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { type Product, startProduct } from '#test/product'

const password = 'a lantern in the fog'
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

async function signIn(page: Page, username: string): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('[name=login]', username)
  await page.fill('[name=password]', password)
  await page.click('main form button[type=submit]')
  await page.waitForURL(away)
}

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
    for (const username of ['ada', 'grace', 'lise', 'emmy']) {
      const args = ['--username', username, '--email', `${username}@example.org`, '--password-stdin', '--verified']
      const { code, stderr } = await product.command(['member', 'create', ...args], password)
      assert.equal(code, 0, stderr)
    }
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
    assert.match((await page.textContent('main')) ?? '', /You have no passkey yet/)
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
    assert.match((await page.textContent('main')) ?? '', /You have no passkey yet/)
    await signOut(page)
    assert.deepEqual(await heldBy(device), [], 'the device was told and no longer offers it')
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
    assert.match((await page.textContent('main')) ?? '', /needs script/)
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
