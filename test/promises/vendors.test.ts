import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { type Category, disagreementInWords, hostDisagreements, storesOf } from '#declaration'
import { allStores } from '#app'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { formsOf } from '#test/house'
import { type MailCatcher, openMailCatcher } from '#test/mail-catcher'
import { fillSignUp, makeKey, makeMember, send, signInBy, until, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Ended, type Product, startProduct } from '#test/product'
import { signInAsStaff } from '#test/staff'
import { type Sent, recordOutgoing } from '#test/watch'
import { query } from '#test/residue'
import { aMailCompany } from '../../src/privacy/vendors/vendors.fixtures.ts'
import { besideDatabase } from '../journeys/bad-input.fixtures.ts'

describe('what leaves this site', () => {
  const outgoing = recordOutgoing()
  let mail: MailCatcher
  let product: Product
  let browser: Browser
  before(async () => {
    mail = await openMailCatcher()
    product = await startProduct({
      environment: { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, ...outgoing.environment },
    })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await product?.remove()
    await mail.close()
    outgoing.remove()
  })

  /** Values of a person by their category, each standing nowhere else. */
  const markers: readonly (readonly [value: string, category: Category])[] = [
    ['mkuserqz7', 'user.account.username'],
    ['mkmailqz7@example.org', 'user.contact.email'],
    ['Mkdisplay Qzseven', 'user.content.metadata'],
    ['mkabout among the reeds', 'user.content.metadata'],
    ['mkpassword of seven herons', 'user.credential'],
    ['mktitle telescope', 'user.content.metadata'],
    ['mktagqz', 'user.content.metadata'],
    ['mksearch qz', 'user.behaviour'],
  ]
  /** What went to a host that is not declared for it. */
  function leaks(sent: readonly Sent[], hosts: Readonly<Record<string, string>>): readonly string[] {
    return sent.flatMap(({ host, text }) => {
      const mayCarry = storesOf(allStores, 'host')
        .filter(({ name, bySetting }) => (bySetting ? hosts[name] : name) === host)
        .flatMap(({ carries }) => carries)
      return markers
        .filter(
          ([value, category]) => !mayCarry.includes(category) && formsOf(value).some((form) => text.includes(form)),
        )
        .map(([value]) => `${value} went to ${host}`)
    })
  }

  test('goes to declared hosts and holds what is declared for them, and nothing else of a person (promise: G-05)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    const [username = '', email = '', displayName = '', about = '', password = '', title = '', tag = '', search = ''] =
      markers.map(([value]) => value)
    await fillSignUp(page, { username, email, password })
    await send(page)
    await page.waitForLoadState()
    const letter = await until('the letter of the sign-up', () => mail.letters.find((text) => text.includes(email)))
    await page.goto(/https?:\/\/\S+\/verify\/[\w-]+/.exec(letter)?.[0] ?? '')
    await page.click('main form button[type=submit]').catch(() => {})
    await page.waitForLoadState()
    await signInBy(page, username, password)
    await page.goto('/settings/profile')
    await page.fill('[name=displayName]', displayName)
    await page.fill('[name=about]', about)
    await page.click('form[action="?/save"] button')
    await page.waitForURL(/saved/)
    await page.goto(`/search?q=${encodeURIComponent(search)}`)
    await uploadBy(product, await makeKey(product, username), await cutOut(5, 300), {
      ...{ title, tags: tag, visibility: 'public' },
    })
    await page.goto('/forgot')
    await page.fill('[name=login]', username)
    await send(page)
    await until('the letter with a link', () => mail.letters.some((text) => text.includes('/reset/')))
    await context.close()

    const hosts = { SMTP_URL: '127.0.0.1' }
    const sent = outgoing.sent()
    assert.deepEqual(hostDisagreements(allStores, outgoing.hosts(), hosts).map(disagreementInWords), [])
    assert.deepEqual(leaks(sent, hosts), [])
    // The recorder sees what is sent, and the comparison finds what a host is not declared for.
    assert.ok(sent.some(({ host, text }) => host === '127.0.0.1' && text.includes(email)))
    assert.ok(leaks(sent, {}).length > 0, 'the negative control: the same to a host that is not declared')
    const [about0 = ''] = formsOf(about)
    assert.deepEqual(leaks([{ host: '127.0.0.1', text: about0 }], hosts), [`${about} went to 127.0.0.1`])
  })
})

describe('a company that gets data', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-agreement-'))
  const agreement = join(folder, 'agreement.pdf')
  const outgoing = recordOutgoing()
  let mail: MailCatcher
  let product: Product
  let browser: Browser
  before(async () => {
    writeFileSync(agreement, 'Signed.')
    mail = await openMailCatcher({ tls: true })
    product = await startProduct({
      environment: {
        // It leads to this machine and is none of the addresses that count as one's own: it stands for a company.
        SMTP_URL: `smtp://0.0.0.0:${mail.port}?tls.rejectUnauthorized=false`,
        ...outgoing.environment,
      },
    })
    browser = await openBrowser()
    for (const username of ['ada', 'grace', 'mary']) await makeMember(product, { username })
  })
  after(async () => {
    await browser?.close()
    await product?.remove()
    await mail.close()
    outgoing.remove()
    rmSync(folder, { recursive: true })
  })

  const forgets = (login: string): Promise<Response> =>
    fetch(`${product.origin}/forgot`, {
      method: 'POST',
      headers: { origin: product.origin },
      body: new URLSearchParams({ login }),
      redirect: 'manual',
    })
  const isWaiting = (times: number): Promise<boolean> =>
    until('the letter waits', () => product.said().split('job waits: the way out is shut').length > times)
  const lettersTo = (name: string): readonly string[] =>
    mail.letters.filter((text) => text.includes(`To: ${name}@example.org`))
  const confirm = (...more: readonly string[]): Promise<Ended> =>
    product.command([
      ...['vendor', 'confirm-mail', '--company', 'Mailco', '--file', agreement, '--signed', '2026-01-01'],
      ...['--review', '2099-01-01', ...more],
    ])
  const inDatabase = async (sql: string): Promise<void> => {
    const beside = await besideDatabase(product.home)
    try {
      await beside.pool.query(sql)
    } finally {
      await beside.end()
    }
  }

  test('in another country is not activated without signed clauses, by command or by page (promise: G-101)', async () => {
    const refused = await confirm('--region', 'Germany', '--agreement', 'dpa')
    assert.equal(refused.code, 1, refused.stderr)
    assert.match(refused.stderr, /another country/)

    const { page, context, errors } = await openPerson(browser, product.origin)
    await signInAsStaff(product, page, 'counsel', 'privacy_counsel')
    await page.goto('/staff/vendors')
    assert.equal(await page.locator('main table').count(), 0, 'what was refused left nothing')
    await page.goto('/staff/vendors/new')
    await page.fill('[name=name]', 'Counters of Berlin')
    await page.fill('[name=does]', 'Counts letters.')
    await page.check('[name=categories][value="user.behaviour"]')
    await page.check('[name=purposes][value="site.operate"]')
    await page.fill('[name=region]', 'Germany')
    await page.fill('[name=reviewOn]', '2099-01-01')
    await page.fill('[name=contactName]', 'Kim Contact')
    await page.click('main form button[type=submit]')
    await page.waitForURL(/saved/)
    assert.equal(await page.locator('form[action="?/activate"]').count(), 0)
    const entry = new URL(page.url()).pathname
    const activate = async (version: string): Promise<string> => {
      const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
      const answer = await fetch(`${product.origin}${entry}?/activate`, {
        method: 'POST',
        headers: { cookie, origin: product.origin, accept: 'text/html' },
        body: new URLSearchParams({ version }),
        redirect: 'manual',
      })
      return `${answer.status} ${/class="summary[^]*?<strong>([^<]*)/.exec(await answer.text())?.[1] ?? ''}`
    }
    assert.match(await activate('1'), /^409 .*standard contractual clauses.*fingerprint.*signed/)
    // Clauses alone are not enough: they have to be signed, on a day, and the file known.
    await page.check('[name=agreement][value=scc]')
    await page.click('form[action="?/save"] button')
    await page.waitForURL(/saved/)
    assert.match(await activate('2'), /^409 .*no fingerprint.*no day/)
    await page.goto(entry)
    await page.fill('[name=fileHash]', 'ab'.repeat(32))
    await page.fill('[name=signedOn]', '2026-01-01')
    await page.click('form[action="?/save"] button')
    await page.locator('form[action="?/activate"] button').click()
    await page.waitForURL(/activated/)
    assert.deepEqual(await accessibilityProblems(page), [])

    const seen = await fetch(`${product.origin}/privacy/vendors`).then((answer) => answer.text())
    assert.match(seen, /Counters of Berlin/)
    assert.match(seen, /agreement with standard contractual clauses/)
    assert.doesNotMatch(seen, /Kim Contact/)
    assert.deepEqual(errors, [])
    await context.close()
  })

  test('is connected to only while its entry is valid; what waits leaves when it is (promise: G-100)', async () => {
    await forgets('ada')
    await isWaiting(1)
    assert.equal(mail.connections(), 0, 'nobody stands for the mail server')
    assert.ok(!outgoing.hosts().includes('0.0.0.0'))
    const { stdout } = await product.command(['doctor'])
    assert.match(stdout, /mind {2}SMTP_URL leads to a machine elsewhere/)

    const confirmed = await confirm('--region', 'United States', '--agreement', 'dpa')
    assert.equal(confirmed.code, 0, confirmed.stderr)
    await until('the letter that waited', () => lettersTo('ada')[0])
    const connections = mail.connections()
    assert.ok(connections > 0, 'the negative control')

    // The day after the last one has come.
    await inDatabase(`update privacy_vendors set ends_on = '2020-01-01' where name = 'Mailco'`)
    const waited = product.said().split('job waits').length - 1
    await forgets('grace')
    await isWaiting(waited + 1)
    assert.equal(mail.connections(), connections, 'an agreement that has ended opens nothing')
    assert.deepEqual(lettersTo('grace'), [])
    assert.match(await fetch(`${product.origin}/privacy/vendors`).then((answer) => answer.text()), /nothing is sent/)

    await inDatabase(`update privacy_vendors set ends_on = '2099-01-01' where name = 'Mailco'`)
    await until('the letter that waited', () => lettersTo('grace')[0])
  })

  test('cannot be entered for selling or leasing, nor be connected to for it, and everybody reads the count (promise: S-13)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    await signInAsStaff(product, page, 'counsel-of-sales', 'privacy_counsel')
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const { purposes: _, categories, ...rest } = aMailCompany
    const enter = async (purposes: readonly string[]): Promise<number> => {
      const body = new URLSearchParams({ ...rest, name: 'Buyer of lists' })
      for (const category of categories) body.append('categories', category)
      for (const purpose of purposes) body.append('purposes', purpose)
      const answer = await fetch(`${product.origin}/staff/vendors/new`, {
        method: 'POST',
        headers: { cookie, origin: product.origin, accept: 'text/html' },
        body,
        redirect: 'manual',
      })
      return answer.status
    }
    const countSold = async (): Promise<string | undefined> => {
      await page.goto('/privacy/vendors')
      return /list of purposes: (\d+)\./.exec((await page.textContent('main')) ?? '')?.[1]
    }
    const entered = (): Promise<readonly unknown[]> =>
      query(product, `select 1 from privacy_vendors where name = 'Buyer of lists'`)

    // The last is a word of which nobody has thought: what is let in is a closed list.
    for (const purpose of ['sell', 'sale', 'lease', 'rent', 'trade', 'commercial', 'monetise.lists']) {
      assert.equal(await enter(['mail.account', purpose]), 422, purpose)
    }
    assert.equal((await entered()).length, 0)
    assert.equal(await countSold(), '0')
    assert.deepEqual(await accessibilityProblems(page), [])
    assert.equal(await enter(['mail.account']), 303, 'the negative control')
    assert.equal((await entered()).length, 1)
    for (const purpose of ['sell', 'lease', 'rent', 'trade', 'commercial']) {
      const entering = inDatabase(`update privacy_vendors set purposes = array['${purpose}']`)
      await assert.rejects(entering, /check constraint/, purpose)
    }

    const isEntered = (await query(product, `select 1 from privacy_vendors where name = 'Mailco'`)).length > 0
    if (!isEntered) assert.equal((await confirm('--region', 'United States', '--agreement', 'dpa')).code, 0)

    // By a hand in the database, past every form: the count tells of it, and nothing goes there.
    const of = `update privacy_vendors set purposes =`
    const letters = mail.letters.length
    await inDatabase(`${of} array['monetise.lists'] where name = 'Mailco'`)
    const waited = product.said().split('job waits').length - 1
    await forgets('mary')
    await until(
      'the letter waits, or leaves',
      () => mail.letters.length > letters || product.said().split('job waits').length - 1 > waited,
    )
    assert.equal(mail.letters.length, letters, 'an entry for another purpose opens nothing')
    assert.equal(await countSold(), '1')
    await inDatabase(`${of} array['mail.account', 'mail.warn'] where name = 'Mailco'`)
    await until('the letter that waited', () => lettersTo('mary')[0])
    assert.equal(await countSold(), '0')
    await context.close()
  })
})
