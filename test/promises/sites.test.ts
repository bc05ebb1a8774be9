import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { lettersTo, makeMember, sendAndWait, signInBy, textOf, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query } from '#test/residue'
import { signInAsStaff, signInByPasskey } from '#test/staff'
import { type WebForProduct, openWebForProduct } from '#test/web'
import { addSite, answerAt, askFrom, asked, fill, lookNow, serving, sign, welcome } from './coming-aboard.fixtures.ts'

const harbour = 'www.harbour.example'
/** Each proves itself in another place. */
const others = { meta: 'meta.example', file: 'file.example', dns: 'dns.example' } as const

describe('a site of a publisher', () => {
  let web: WebForProduct
  let product: Product
  let browser: Browser
  let owner: Page
  let support: Page
  let billing: Page
  /** Of the console of the publisher. */
  let root: string
  /** What is there at each host, which a test changes. */
  const files = new Map([harbour, ...Object.values(others)].map((host) => [host, new Map([['/', 'News']])] as const))
  const filesOf = (host: string): Map<string, string> => files.get(host) ?? assert.fail(host)
  before(async () => {
    web = await openWebForProduct([...files.keys(), 'inside.example', 'endless.example'])
    for (const [host, those] of files) web.sites.set(host, serving(those))
    ;[product, browser] = await Promise.all([startProduct({ environment: web.environment }), openBrowser()])
    support = (await openPerson(browser, product.origin)).page
    billing = (await openPerson(browser, product.origin)).page
    await signInAsStaff(product, support, 'helper', 'support', 'moderator')
    await signInAsStaff(product, billing, 'keeper', 'billing')
    owner = (await openPerson(browser, product.origin)).page
  })
  after(async () => {
    await browser.close()
    await product.remove()
    await web.close()
  })

  /** What the tag is told on a page of a site. */
  async function serves(host: string): Promise<boolean> {
    const asking = new URLSearchParams({ publisher: root.split('/').at(-1) ?? '', site: host })
    const answer = await fetch(`${product.origin}/ads/v1/settings?${asking}`)
    return ((await answer.json()) as { serves: boolean }).serves
  }

  /** The whole way, from the question to the first site on which ads may be shown. It is gone once. */
  let way: Promise<string> | null = null
  const aboard = (): Promise<string> => (way ??= comeAboard())
  async function comeAboard(): Promise<string> {
    const email = 'ada.quay@harbour.example'
    await askFrom(owner, '/publishers', 'Ada Quay', email)
    await answerAt(support, product, email, 'A letter with your account follows.')
    await welcome(support, owner, product, { kind: 'publisher', username: 'adaquay', email, name: 'Harbour Light' })
    await signInByPasskey(owner, 'adaquay')
    await owner.goto('/console')
    await owner.click('main a[href^="/console/pub_"]')
    await owner.waitForURL(/\/console\/pub_/)
    root = new URL(owner.url()).pathname

    const complete = async (parts: number): Promise<void> => {
      await owner.goto(`${root}/sign-up`)
      assert.ok((await textOf(owner)).includes(`${parts} of 5 parts are complete`), `${parts} parts`)
    }
    await owner.goto(`${root}/sign-up/company`)
    await fill(owner, { streetAddress: '1 Quay', telephone: '+31 20 555 0133', signatoryName: 'Ada Quay' })
    await sendAndWait(owner)
    await complete(1)
    await owner.goto(`${root}/billing`)
    await fill(owner, { legalName: 'Harbour Press', billingAddress: '2 Wharf', taxNumber: 'NL-424242' })
    await owner.click('form[action="?/save"] button[type=submit]')
    await owner.waitForURL(/\?saved/)
    await owner.goto(`${root}/billing`)
    await owner.check('[name=method][value=paypal]')
    await fill(owner, { account: 'payments@harbour.example' })
    await owner.click('form[action="?/payout"] button[type=submit]')
    await owner.waitForURL(/\?payout/)
    await complete(2)
    await owner.goto(`${root}/contacts/change?kind=technical`)
    await fill(owner, { name: 'Tess Tech', email: 'tess@harbour.example' })
    await sendAndWait(owner)
    await complete(3)
    const site = await addSite(owner, root, harbour)
    await complete(3)
    filesOf(harbour).set('/ads.txt', `# sellers\n${(await asked(owner, site)).adsTxt}\n`)
    await lookNow(owner, site, /Found at https:\/\/www\.harbour\.example\/ads\.txt/)
    await complete(4)
    await owner.goto(`${root}/pictures`)
    await sendAndWait(owner)
    await complete(5)

    await owner.click('form[action*=agreement] button')
    await owner.waitForURL(/agr_/)
    const agreement = new URL(owner.url()).pathname.split('/').at(-1)
    await sign(owner, 'Ada Quay')
    assert.equal(await serves(harbour), false, 'signed by one side')
    await billing.goto(`/staff/agreements/${agreement}`)
    await sign(billing, 'Grace Hopper')
    assert.equal(await serves(harbour), false, 'nobody has looked at the site')

    await review(harbour)
    return site
  }

  /** Staff looks at a site and says what it is about. */
  async function review(host: string): Promise<void> {
    await support.goto('/staff/sites')
    await support.click(`main a:has-text("${host}")`)
    await support.waitForURL(/\/staff\/sites\/sit_/)
    await support.check('[name=review][value=approved]')
    await support.selectOption('[name=vertical]', '653')
    await sendAndWait(support)
  }

  test('is proven, looked at and served after the whole way from the question on, in an account of the publisher (promise: S-30)', async () => {
    const site = await aboard()
    assert.equal(await serves(harbour), true)
    assert.equal(await serves('www.elsewhere.example'), false, 'nowhere else')
    await owner.goto(`${root}/sites`)
    assert.match(await textOf(owner), /www\.harbour\.example/)
    // It is theirs: nobody else finds it.
    const stranger = (await openPerson(browser, product.origin)).page
    await makeMember(product, { username: 'grace' })
    await signInBy(stranger, 'grace')
    assert.equal((await stranger.goto(site))?.status(), 404)
    await owner.goto(`${root}/sign-up`)
    assert.ok((await textOf(owner)).includes('/tag.js'), 'the line for the pages')
  })

  test('is proven in each of the other places too, as soon as it is asked for', async () => {
    await aboard()
    for (const [place, host] of Object.entries(others)) {
      const site = await addSite(owner, root, host)
      const codes = await asked(owner, site)
      await lookNow(owner, site, /not there/)
      if (place === 'meta')
        filesOf(host).set('/', `<!doctype html><html><head>${codes.meta}</head><body>News</body></html>`)
      if (place === 'file') filesOf(host).set('/.well-known/vitrine-site-proof.txt', codes.file)
      if (place === 'dns') web.texts.set(`_vitrine-site-proof.${host}`, [codes.dns])
      await lookNow(owner, site, /Found at /)
    }
    const states = await query<{ method: string }>(
      product,
      "select proof_method as method from ads_sites where state = 'proven' order by proof_method",
    )
    assert.deepEqual(
      states.map(({ method }) => method),
      ['ads-txt', 'dns', 'meta', 'well-known'],
    )
  })

  test('that loses its proof stops within a quarter of an hour, its publisher is told, and goes on when it is back', async () => {
    const site = await aboard()
    const ads = filesOf(harbour).get('/ads.txt') ?? assert.fail()
    filesOf(harbour).set('/ads.txt', '# nobody\n')
    await lookNow(owner, site, /no longer shows/)
    const [lost] = await query<{ state: string; minutes: number }>(
      product,
      `select state, extract(epoch from stops_at - lost_seen_at)::int / 60 as minutes from ads_sites where host = $1`,
      [harbour],
    )
    assert.equal(lost?.state, 'lost')
    assert.ok((lost?.minutes ?? 99) <= 15)
    await until('a letter to whoever sees to it', () =>
      ['tess@harbour.example', 'ada.quay@harbour.example'].some((address) =>
        lettersTo(product, address).some((letter) => letter.includes(`${harbour} no longer shows that it is yours`)),
      ),
    )
    assert.equal(await serves(harbour), true, 'until then it goes on: a look may have been unlucky')
    await query(product, 'update ads_sites set stops_at = now() where host = $1', [harbour])
    assert.equal(await serves(harbour), false)
    filesOf(harbour).set('/ads.txt', ads)
    await lookNow(owner, site, /Proven|Found at https:\/\/www\.harbour\.example\/ads\.txt/)
    await until('it serves again', () => serves(harbour))
  })

  test('that leads into a private network, or has no end, is not looked at, and the page says why', async () => {
    await aboard()
    web.sites.set('inside.example', (_, response) => {
      response.writeHead(302, { location: 'https://back.inside.example/ads.txt' }).end()
    })
    web.addresses.set('back.inside.example', ['10.0.0.7'])
    web.sites.set('endless.example', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' })
      const more = (): void => {
        while (!response.destroyed && response.write('#'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    const inside = await addSite(owner, root, 'inside.example')
    const said = await lookNow(owner, inside, /an address that is not public/)
    assert.doesNotMatch(said, /Found at/)
    const endless = await addSite(owner, root, 'endless.example')
    await lookNow(owner, endless, /is larger than/)
    assert.equal(await serves('inside.example'), false)
  })
})
