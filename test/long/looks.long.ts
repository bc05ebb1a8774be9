import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { goodPassword, makeKey, makeMember, send, signInBy, uploadBy } from '#test/people'
import { cutOut, photograph } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { signInAsStaff } from '#test/staff'

/** Where the screenshots go, to be looked at. */
const folder = join(import.meta.dirname, '../../build/screenshots')
const widths = [320, 768, 1440] as const
/** Closes the account of whoever has signed in. */
async function close(page: Page, when: 'later' | 'now'): Promise<void> {
  await page.goto('/settings/account/close')
  await page.check(`[name=when][value=${when}]`)
  await page.fill('[name=current]', goodPassword)
  await send(page)
  await page.waitForURL((url) => !url.pathname.includes('/close'))
}

/** Asks for a call by the form. @returns the page of the inquiry, and its number */
async function askBy(page: Page): Promise<readonly [path: string, number: string]> {
  await page.goto('/inquiry?interest=publisher')
  await page.fill('[name=name]', 'Rosa Ink')
  await page.fill('[name=email]', 'rosa@example.org')
  await page.fill('[name=site]', 'paper.example')
  await page.fill('[name=message]', 'Which of our pictures would carry ads?')
  await page.selectOption('[name=vertical]', 'travel')
  await page.check('[name=channel][value=telephone]')
  await page.fill('[name=telephone]', '+49 30 123456')
  await send(page)
  await page.waitForURL(/received/)
  return [new URL(page.url()).pathname, await page.innerText('main dd code')]
}

/** Sets up an organisation by the page. @returns its number */
async function found(page: Page, kind: 'publisher' | 'advertiser' | 'network'): Promise<string> {
  await page.goto(`/console/new?kind=${kind}`)
  await page.fill('[name=name]', kind === 'publisher' ? 'Harbour Light Press' : 'Anker & Söhne Seekarten')
  await page.selectOption('[name=country]', 'NL')
  await page.fill('[name=email]', 'desk@harbour.example')
  await page.fill('[name=streetAddress]', '14 Quay Street, Rotterdam')
  await page.fill('[name=telephone]', '+31 10 555 0123')
  await send(page)
  await page.waitForURL(/created/)
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

const party = {
  name: 'Mary Quay',
  company: 'Harbour Light Press',
  street: '14 Quay Street, Rotterdam',
  email: 'desk@harbour.example',
  telephone: '+31 10 555 0123',
} as const
const order = {
  ...{ title: 'Spring charts', zone: 'Europe/Amsterdam', currency: 'EUR', ...party, legalName: 'Anker & Söhne GmbH' },
  billingAddress: '2 Hafenstraße, Hamburg',
  lines: [
    {
      ...{ name: 'Harbours in spring', startsOn: '2099-03-20', endsOn: '2099-04-19', priceModel: 'cpm', rate: '4.50' },
      ...{ budget: '1000.00', pacing: 'even', include: { tag: ['harbour', 'sea'] }, exclude: { word: ['wreck'] } },
    },
  ],
}

/** Who looks: nobody, a member, one who asked to be erased, an owner of organisations, and staff. */
const lookers = ['visitor', 'ada', 'grace', 'mary', 'counsel', 'helper'] as const
type Looker = (typeof lookers)[number]
type State = NonNullable<BrowserContextOptions['storageState']>

describe('how it looks', () => {
  let product: Product
  let browser: Browser
  let picturePath = ''
  let receiptPath = ''
  let inquiryPath = ''
  let thread = ''
  /** Addresses of what mary has. */
  let publisher = ''
  let advertiser = ''
  let network = ''
  let agreement = ''
  let ownSite = ''
  let ownOrder = ''
  let ownCreative = ''
  const states = new Map<Looker, State>()

  before(async () => {
    mkdirSync(folder, { recursive: true })
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    for (const username of ['ada', 'grace', 'rosa', 'mary']) await makeMember(product, { username })
    const key = await makeKey(product, 'ada', 'images:write')
    for (let seed = 0; seed < 14; seed++) {
      const fields = {
        title: `Still life ${seed}`,
        alt: 'A few coloured shapes on paper',
        tags: seed % 2 ? 'photograph, grain' : 'cut-out, shapes',
        licence: seed % 3 ? 'CC-BY-4.0' : 'CC0-1.0',
      }
      const bytes = seed % 3 === 1 ? await photograph(seed, 1400, 900 + 60 * seed) : await cutOut(seed, 900)
      picturePath = new URL((await uploadBy(product, key, bytes, fields)).page, product.origin).pathname
    }
    for (const looker of lookers) {
      const { page, context } = await openPerson(browser, product.origin)
      if (looker === 'counsel') await signInAsStaff(product, page, looker, 'admin')
      else if (looker === 'helper') await signInAsStaff(product, page, looker, 'support')
      else if (looker !== 'visitor') await signInBy(page, looker)
      if (looker === 'ada') {
        await page.goto('/settings/profile')
        await page.fill('[name=displayName]', 'Ada of the Markers')
        await page.fill('[name=about]', 'Cuts pictures out of the paper they were printed on.')
        await send(page)
        await page.waitForURL(/saved/)
      }
      if (looker === 'mary') {
        const of = await makeKey(product, looker, 'business:read,business:write')
        const make = async (path: string, body: object): Promise<string> => {
          const headers = { authorization: of, 'content-type': 'application/json' }
          const address = `${product.origin}/api/v1/${path}`
          const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
          const made = (await answer.json()) as { readonly id: string }
          assert.equal(answer.status, 201, `${path}: ${JSON.stringify(made)}`)
          return made.id
        }
        ;[publisher, advertiser] = [await found(page, 'publisher'), await found(page, 'advertiser')]
        network = await found(page, 'network')
        agreement = await make(`publisher/${publisher}/agreements`, party)
        ownSite = await make(`publisher/${publisher}/sites`, { host: 'www.harbour.example' })
        ownOrder = await make(`advertiser/${advertiser}/orders`, order)
        const creative = new FormData()
        const said = { headline: 'Boots that stay dry', alt: 'Green boots', landingPage: 'https://shop.example/boots' }
        for (const [name, value] of Object.entries(said)) creative.set(name, value)
        creative.set('file', new Blob([new Uint8Array(await photograph(5, 900, 600))]), 'boots.jpg')
        const sent = await fetch(`${product.origin}/api/v1/advertiser/${advertiser}/creatives`, {
          ...{ method: 'POST', headers: { authorization: of }, body: creative },
        })
        ownCreative = ((await sent.json()) as { readonly id: string }).id
      }
      if (looker === 'grace') {
        await close(page, 'later')
        await signInBy(page, looker)
      }
      states.set(looker, await context.storageState())
      await context.close()
    }
    const { page, context } = await openPerson(browser, product.origin)
    await signInBy(page, 'rosa')
    await close(page, 'now')
    receiptPath = new URL(page.url()).pathname
    ;[inquiryPath, thread] = await askBy(page)
    await context.close()
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const pages = (): Readonly<Record<Looker, Readonly<Record<string, string>>>> => ({
    visitor: {
      home: '/',
      search: '/search?q=still',
      'search-nothing': '/search?q=zzzzzz',
      tag: '/tags/shapes',
      picture: picturePath,
      'sign-up': '/sign-up',
      'sign-in': '/sign-in',
      forgot: '/forgot',
      publishers: '/publishers',
      advertisers: '/advertisers',
      networks: '/networks',
      inquiry: '/inquiry?interest=publisher',
      'inquiry-received': '/inquiry/received?number=thr_00000000000000000000000000',
      'inquiry-own': inquiryPath,
      privacy: '/privacy',
      terms: '/terms',
      cookies: '/privacy/cookies',
      'cookies-help': '/privacy/cookies/help',
      promises: '/privacy/promises',
      'data-map': '/privacy/data-map',
      vendors: '/privacy/vendors',
      incidents: '/privacy/incidents',
      receipt: receiptPath,
    },
    ada: {
      upload: '/upload',
      my: '/my',
      edit: `${picturePath.split('/').slice(0, 3).join('/')}/edit`,
      'own-picture': picturePath,
      profile: '/@ada',
      'settings-profile': '/settings/profile',
      'settings-look': '/settings/look',
      'settings-account': '/settings/account',
      'settings-close': '/settings/account/close',
      'settings-security': '/settings/security',
      'settings-authenticator': '/settings/security/authenticator',
      'settings-recovery-codes': '/settings/security/recovery-codes',
      'settings-passkeys': '/settings/security/passkeys',
      'settings-sessions': '/settings/sessions',
      'settings-api-keys': '/settings/api-keys',
      confirm: '/confirm?to=/my',
      consents: '/privacy/consents',
      'my-data': '/privacy/my-data',
      'my-data-access': '/privacy/my-data/access',
      'my-data-delete': '/privacy/my-data/delete?of=accounts_people',
      'my-data-export': '/privacy/my-data/export',
      'my-data-pictures': '/privacy/my-data/library_images',
    },
    grace: { leaving: '/leaving' },
    mary: {
      console: '/console',
      'console-new': '/console/new',
      ...Object.fromEntries(
        ['', 'sign-up', 'sign-up/company', 'pictures', 'people', 'contacts', 'billing', 'settings', 'close']
          .concat(['agreements', `agreements/${agreement}`, 'sites', `sites/${ownSite}`, 'troubles'])
          .map((below) => [`publisher-${below.replace(/\W.*_.*/, '-one').replaceAll('/', '-')}`, below])
          .map(([name, below]) => [name, `/console/${publisher}${below && `/${below}`}`]),
      ),
      'publisher-site-pictures': `/console/${publisher}/sites/${ownSite}/pictures`,
      'publisher-contact': `/console/${publisher}/contacts/change?kind=technical`,
      'advertiser-orders': `/console/${advertiser}/orders`,
      'advertiser-order-new': `/console/${advertiser}/orders/new`,
      'advertiser-creatives': `/console/${advertiser}/creatives`,
      'advertiser-creative-new': `/console/${advertiser}/creatives/new`,
      'advertiser-creative': `/console/${advertiser}/creatives/${ownCreative}`,
      'network-creatives': `/console/${network}/creatives`,
      'network-creative-new': `/console/${network}/creatives/new`,
      'publisher-approvals': `/console/${publisher}/approvals`,
      'advertiser-order': `/console/${advertiser}/orders/${ownOrder}`,
      'advertiser-order-change': `/console/${advertiser}/orders/${ownOrder}/change`,
      'advertiser-order-line': `/console/${advertiser}/orders/${ownOrder}/line`,
      'advertiser-order-cancel': `/console/${advertiser}/orders/${ownOrder}/cancel`,
    },
    helper: { 'staff-inbox': '/staff/inbox', 'staff-inbox-thread': `/staff/inbox/${thread}` },
    counsel: {
      'staff-people': '/staff/people',
      'staff-organisations': '/staff/organisations',
      'staff-organisations-new': '/staff/organisations/new',
      'staff-agreements': '/staff/agreements',
      'staff-agreement': `/staff/agreements/${agreement}`,
      'staff-sites': '/staff/sites',
      'staff-orders': '/staff/orders',
      'staff-order': `/staff/orders/${ownOrder}`,
      'staff-orders-new': '/staff/orders/new',
      'staff-calls': '/staff/calls',
      'staff-troubles': '/staff/troubles',
      'staff-creatives': '/staff/creatives',
      'staff-creative': `/staff/creatives/${ownCreative}`,
      'staff-statistics': '/staff/statistics',
      'staff-answers': '/staff/answers',
      'staff-vendors': '/staff/vendors',
      'staff-vendors-new': '/staff/vendors/new',
      'staff-breaches': '/staff/breaches',
      'staff-breaches-new': '/staff/breaches/new',
    },
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of widths) {
      test(`every page at ${width} px in ${colorScheme}: nothing overflows, nothing foreign is loaded; axe finds nothing in each scheme`, async () => {
        // Colours do not change with the width: each scheme is judged once, at its narrowest or its widest.
        const isJudged = colorScheme === 'light' ? width === 320 : width === 1440
        const problems: string[] = []
        for (const looker of lookers) {
          const { page, context, foreign, errors } = await openPerson(browser, product.origin, {
            viewport: { width, height: 900 },
            colorScheme,
            storageState: states.get(looker) ?? { cookies: [], origins: [] },
          })
          for (const [name, path] of Object.entries(pages()[looker])) {
            const answer = await page.goto(path)
            assert.equal(answer?.status(), 200, path)
            assert.equal(new URL(page.url()).pathname, new URL(path, product.origin).pathname, `${looker}: ${path}`)
            await page.screenshot({
              path: join(folder, `${name}-${width}-${colorScheme}.png`),
              fullPage: name !== 'privacy' && name !== 'terms' && name !== 'promises',
            })
            const overflow = await page.evaluate<number>(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            )
            if (overflow > 0) problems.push(`${name}: ${overflow} px too wide`)
            const headings = await page.locator('h1').count()
            if (headings !== 1) problems.push(`${name}: ${headings} h1`)
            if (!isJudged) continue
            for (const problem of await accessibilityProblems(page)) problems.push(`${name}: ${problem}`)
          }
          assert.deepEqual(foreign, [], looker)
          assert.deepEqual(errors, [], looker)
          if (looker === 'visitor') {
            assert.deepEqual(await context.cookies(), [], 'a visitor has no cookie after all pages (promise: G-69)')
          }
          await context.close()
        }
        assert.deepEqual(problems, [])
      })
    }
  }

  test('without script every public page can be read, and none sets a cookie (promise: G-06)', async () => {
    const { page, context } = await openPerson(browser, product.origin, {
      javaScriptEnabled: false,
      viewport: { width: 1024, height: 800 },
    })
    for (const [name, path] of Object.entries(pages().visitor)) {
      const answer = await page.goto(path)
      assert.equal(answer?.status(), 200, path)
      if (name === 'home') assert.ok((await page.locator('main a[href*="/p/img_"]').count()) >= 14)
      await page.screenshot({ path: join(folder, `${name}-noscript.png`) })
    }
    assert.deepEqual(await context.cookies(), [])
    await context.close()
  })
})
