import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Store, groundOf, storesOf } from '#declaration'
import { dayMs } from '#platform/clock'
import { openPerson } from '#test/browser'
import { codeAt } from '#test/codes'
import { fillSignUp, linkTo, makeKey, send, signInBy, until, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import type { Product } from '#test/product'
import { query } from '#test/residue'
import { signInAsStaff } from '#test/staff'

/** A value that occurs nowhere else. `sealed` ones must never be in clear in any file; others are words of theirs. */
export interface Marker {
  readonly field: string
  readonly text: string
  readonly isSealed: boolean
}

/** Somebody with a marker in every field, as the doors of the running product have put them there. */
export interface Marked {
  readonly subjectId: string
  readonly markers: readonly Marker[]
  readonly page: Page
  readonly context: BrowserContext
}

/** Letters only, so that it is one word for the search, the user name and the address alike. */
const word = (field: string): string =>
  `zq${field}${[...randomBytes(8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')}`

async function plugInDevice(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
}

/** Signs somebody up and has them use everything there is, each field with a marker of its own. */
export async function markedMember(product: Product, browser: Browser): Promise<Marked> {
  const markers: Marker[] = []
  const mark = (field: string, isSealed = false): string => {
    const text = word(field)
    markers.push({ field, text, isSealed })
    return text
  }
  const { context, page } = await openPerson(browser, product.origin)
  await plugInDevice(context, page)

  // The account, its addresses and its names.
  const email = `${mark('email', true)}@example.org`
  const password = `${mark('password', true)} of old herons`
  const firstName = mark('former')
  await fillSignUp(page, { username: firstName, email, password })
  await send(page)
  await page.goto(await linkTo(product, email, '/verify'))
  await send(page)
  await signInBy(page, firstName, password)
  const username = mark('name')
  await page.goto('/settings/account/name')
  await page.fill('main [name=username]', username)
  await send(page)
  await page.waitForLoadState('networkidle')
  const second = `${mark('second', true)}@example.org`
  await page.goto('/settings/account/addresses')
  await page.fill('[name=email]', second)
  await page.locator('form:has([name=email]) button[type=submit]').click()
  await page.goto(await linkTo(product, second, '/verify'))
  await send(page)
  await page.waitForLoadState('networkidle')
  await page.goto('/settings/account/addresses')
  await page
    .getByRole('button', { name: /primary/i })
    .first()
    .click()
  await page.waitForLoadState('networkidle')
  await page.goto('/settings/profile')
  await page.fill('[name=displayName]', mark('display'))
  await page.fill('[name=about]', `About ${mark('about')}.`)
  await page.check('[name=profilePublic]', { force: true })
  await send(page)
  await page.waitForURL(/saved/)
  await page.goto('/settings/look')
  await page.check('[name=theme][value=dark]', { force: true })
  await send(page)
  await page.waitForLoadState('networkidle')

  await page.goto('/settings/account')
  await page.check('[name=months][value="24"]', { force: true })
  await page.locator('form:has([name=months]) button[type=submit]').click()
  await page.waitForLoadState('networkidle')

  // How they get in.
  await page.goto('/settings/security/passkeys')
  await page.fill('[name=name]:not([id^=name-])', mark('passkey'))
  await page.click('button:has-text("Add a passkey")')
  await page.waitForURL(/added/)
  await page.goto('/settings/security')
  await page.click('button:has-text("Set up an app")')
  await page.waitForURL('**/settings/security/authenticator')
  const secret = (await page.textContent('main .copy code')) ?? ''
  markers.push({ field: 'authenticator', text: secret.replaceAll(' ', ''), isSealed: true })
  await page.fill('[name=code]', codeAt(secret, new Date()))
  await page.click('form:has([name=code]) button[type=submit]')
  await page.waitForSelector('h1:has-text("Your app is set up")')
  await page.goto('/settings/api-keys')
  await page.fill('[name=name]', mark('apikey'))
  await page.check('[name=scopes][value="images:read"]', { force: true })
  await page.locator('form:has([name=name]) button[type=submit]').click()
  await page.waitForLoadState('networkidle')
  // Another browser, and a letter with a link that still works.
  const other = await openPerson(browser, product.origin)
  await other.page.goto('/forgot')
  await other.page.fill('main [name=login]', username)
  await send(other.page)
  await linkTo(product, second, '/reset')
  await other.context.close()

  // What they made.
  const key = await makeKey(product, username)
  for (const [seed, visibility] of ['public', 'private', 'public'].entries()) {
    const image = await uploadBy(
      product,
      { authorization: key, 'idempotency-key': word('once') },
      await cutOut(seed, 320),
      {
        ...{ title: mark(`title${seed}`), description: mark(`description${seed}`), alt: mark(`alt${seed}`) },
        ...{ tags: mark(`tag${seed}`), attribution: mark(`credit${seed}`), licence: 'CC-BY-4.0', visibility },
      },
    )
    if (seed === 0) {
      const { status } = await fetch(image.download)
      assert.equal(status, 200)
    }
    if (seed === 2) {
      const { status } = await fetch(`${product.origin}/api/v1/images/${image.id}`, {
        method: 'DELETE',
        headers: { authorization: key },
      })
      assert.equal(status, 204)
    }
  }
  await holdBack(product, browser, username, `${mark('hold', true)} wants it kept.`)
  const [row] = await query<{ id: string }>(product, 'select id from accounts_people where username = $1', [username])
  return { subjectId: row?.id ?? assert.fail(), markers, page, context }
}

/** Has staff place a hold on something that is no marker, with a reason that is one. */
async function holdBack(product: Product, browser: Browser, who: string, reason: string): Promise<void> {
  const { context, page } = await openPerson(browser, product.origin)
  await signInAsStaff(product, page, 'holdcounsel', 'privacy_counsel')
  await page.goto('/staff/holds/new')
  await page.fill('[name=who]', who)
  await page.check('[name=because][value=dispute]', { force: true })
  await page.fill('[name=reason]', reason)
  await page.fill('[name=endsOn]', new Date(Date.now() + 30 * dayMs).toISOString().slice(0, 10))
  const box = page.locator('[name=fields][value="accounts_people.created_at"]')
  await page.locator('details', { has: box }).locator('summary').click()
  await box.check()
  await send(page)
  await page.waitForURL(/placed/)
  await context.close()
}

/** Makes a copy of everything by the page, and waits until it can be taken. @returns its bytes */
export async function takeExport({ page }: Marked): Promise<Buffer> {
  await page.goto('/privacy/my-data/export')
  await page.locator('form[action*=start] button[type=submit]').click()
  const link = page.locator('main a[href*="/download"]').first()
  await until('the copy is ready', async () => {
    await page.goto('/privacy/my-data/export')
    return (await link.count()) > 0
  })
  const answer = await page.request.get((await link.getAttribute('href')) ?? '')
  assert.equal(answer.status(), 200)
  return answer.body()
}

/**
 * What is declared on a person and was not filled: tables without a row of theirs, columns that identify and are empty in
 * all of them. Whoever adds a table adds what fills it, or the proof is red.
 *
 * @param expected those that one person cannot fill at once, with the reason
 */
export async function unfilled(
  product: Product,
  stores: readonly Store[],
  subjectId: string,
  expected: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const missing: string[] = []
  const pictures = await query<{ id: string }>(product, 'select id from library_images where owner_id = $1', [
    subjectId,
  ])
  const numbers = [subjectId, ...pictures.map(({ id }) => id)]
  for (const store of storesOf(stores, 'table')) {
    if (store.path === 'nobody' || store.name in expected) continue
    const rows = await query<Record<string, unknown>>(
      product,
      `select * from ${store.name} t where ${numbers.map((_, at) => `t::text like '%' || $${at + 1} || '%'`).join(' or ')}`,
      numbers,
    )
    if (rows.length === 0) missing.push(store.name)
    for (const [column, datum] of Object.entries(store.columns)) {
      if (rows.length === 0 || datum.identifies === 'no' || `${store.name}.${column}` in expected) continue
      if (groundOf(store, datum).subject === 'none') continue
      if (rows.every((row) => row[column] === null || row[column] === '')) missing.push(`${store.name}.${column}`)
    }
  }
  return missing
}
