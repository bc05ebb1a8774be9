import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { lettersTo, makeKey, makeMember, send, sendAndWait, signInBy, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query, residues } from '#test/residue'
import { signInAsStaff } from '#test/staff'

const party = {
  name: 'Quillfeather Jansen',
  company: 'Quillfeather Press',
  street: '14 Brambleknot Quay, Portland',
  email: 'papers@quillfeather.example',
  telephone: '+12075550143',
} as const
const invoice = { legalName: 'Quillfeather LLC', billingAddress: '77 Thistlewick Row, Portland', taxNumber: 'US 99-76' }
const line = {
  ...{ name: 'Large pictures', startsOn: '2099-03-20', endsOn: '2099-04-19', priceModel: 'cpm' },
  ...{ rate: '4.50', budget: '120.00' },
} as const

type Kind = 'publisher' | 'advertiser' | 'network'

describe('the end of working together', () => {
  let product: Product
  let browser: Browser
  let owner: Page
  let desk: Page
  let key: string
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    desk = (await openPerson(browser, product.origin)).page
    await signInAsStaff(product, desk, 'billing', 'billing')
    await makeMember(product, { username: 'ada' })
    owner = (await openPerson(browser, product.origin)).page
    await signInBy(owner, 'ada')
    key = await makeKey(product, 'ada', 'business:read,business:write')
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const textOf = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ')
  const press = (page: Page, form: string): Promise<void> => page.click(`main form[action="?/${form}"] button`)

  async function ask(method: string, path: string, body?: object): Promise<{ status: number; body: never }> {
    const answer = await fetch(`${product.origin}/api/v1${path}`, {
      method,
      headers: { authorization: key, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json().catch(() => null)) as never }
  }

  /** Sets an organisation up by the page. @returns its number */
  async function founded(kind: Kind, name: string): Promise<string> {
    await owner.goto('/console/new')
    await owner.check(`[name=kind][value=${kind}]`)
    await owner.fill('[name=name]', name)
    await owner.selectOption('[name=country]', 'NL')
    await owner.fill('[name=email]', 'desk@harbour.example')
    await send(owner)
    await owner.waitForURL(/created/)
    return /\/console\/(\w+)/.exec(owner.url())?.[1] ?? assert.fail(owner.url())
  }

  async function sign(page: Page, name: string): Promise<void> {
    await page.fill('main form[action="?/sign"] [name=name]', name)
    await page.fill('main form[action="?/sign"] [name=title]', 'Managing director')
    await page.check('main form[action="?/sign"] [name=authority]')
    await press(page, 'sign')
  }

  interface Agreement {
    readonly id: string
    readonly state: string
    readonly dataGoneAt: string | null
    readonly end: { readonly lastDay: string; readonly finalPaymentBy: string; readonly dataGoneBy: string } | null
  }
  const agreementOf = async (kind: Kind, organisation: string): Promise<Agreement> => {
    const { items } = (await ask('GET', `/${kind}/${organisation}/agreements`)).body as { items: Agreement[] }
    return items[0] ?? assert.fail('no agreement')
  }

  /** An agreement that both sides have signed. @returns `agr_…` */
  async function agreed(kind: Kind, organisation: string): Promise<string> {
    const asked = await ask('POST', `/${kind}/${organisation}/agreements`, party)
    assert.equal(asked.status, 201)
    const { id } = asked.body as { id: string }
    await owner.goto(`/console/${organisation}/agreements/${id}`)
    await sign(owner, 'Ada Quay')
    await owner.waitForURL(/\?signed/)
    await desk.goto(`/staff/agreements/${id}`)
    await sign(desk, 'Grace Hopper')
    await desk.waitForURL(/\?countersigned/)
    assert.equal((await agreementOf(kind, organisation)).state, 'in-force')
    return id
  }

  async function settings(organisation: string, host: string): Promise<Record<string, unknown>> {
    const at = `${product.origin}/ads/v1/settings?publisher=${organisation}&site=${host}`
    return (await (await fetch(at)).json()) as Record<string, unknown>
  }

  async function comeRound(): Promise<void> {
    await query(product, `select graphile_worker.add_job('ads.carry-out-ends')`)
    await until('the worker has come round', async () => {
      const [{ count } = { count: 1 }] = await query<{ count: number }>(
        product,
        `select count(*)::int as count from graphile_worker.jobs
         where task_identifier in ('ads.carry-out-ends', 'ads.carry-out-end', 'ads.write-data-end')`,
      )
      return count === 0
    })
  }

  test('follows the days of the agreement itself: what it names is deleted in time, and nothing before (promise: S-79)', async () => {
    const held = async (organisation: string): Promise<readonly number[]> => {
      const { items: sites } = (await ask('GET', `/publisher/${organisation}/sites`)).body as { items: object[] }
      const { items: contacts } = (await ask('GET', `/publisher/${organisation}/contacts`)).body as {
        items: { kind: string; isNamed: boolean }[]
      }
      const named = contacts.filter(({ kind, isNamed }) => kind === 'technical' && isNamed)
      return [sites.length, named.length]
    }
    const publishers: Record<'ends' | 'later', string> = { ends: '', later: '' }
    for (const [which, name] of [
      ['ends', 'Harbour Light'],
      ['later', 'Second Light'],
    ] as const) {
      const publisher = await founded('publisher', name)
      publishers[which] = publisher
      const host = `www.${which}.example`
      assert.equal((await ask('POST', `/publisher/${publisher}/sites`, { host })).status, 201)
      const contact = { kind: 'technical', name: `Tess Zq${which}`, email: `zq${which}@harbour.example` }
      assert.equal((await ask('PUT', `/publisher/${publisher}/contacts`, contact)).status, 204)
      const agreement = await agreed('publisher', publisher)
      await owner.goto(`/console/${publisher}/agreements/${agreement}`)
      await press(owner, 'notice')
      await owner.waitForURL(/\?noticed/)
    }
    // Of the second one the agreement leaves twice the days. The clock is that of the machine: the last day is moved.
    const ofSecond = `organisation_id = (select id from accounts_organisations where name = 'Second Light')`
    await query(product, `update ads_agreements set data_days = 60 where ${ofSecond}`)
    const end = (daysAgo: number) =>
      query(
        product,
        `update ads_agreements set ends_at = date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'
           - make_interval(days => $1)`,
        [daysAgo],
      )
    const day = (inDays: number): string => new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10)
    const there = [1, 1]
    await end(25)
    await comeRound()
    const { end: says } = await agreementOf('publisher', publishers.ends)
    assert.deepEqual(says && [says.lastDay, says.finalPaymentBy, says.dataGoneBy], [day(-26), day(19), day(4)])
    assert.deepEqual(await held(publishers.ends), there, 'not before its day')
    const told = lettersTo(product, 'ada@example.org').filter((text) => text.includes('is deleted after the agreement'))
    assert.equal(told.length, 1)
    assert.match(told[0] ?? '', new RegExp(`Harbour Light[^]*${day(4)}`))
    await owner.goto(`/console/${publishers.ends}/agreements`)
    assert.ok((await textOf(owner)).includes(`deleted by ${day(4)}`))

    await end(30)
    await comeRound()
    assert.deepEqual(await held(publishers.ends), [0, 0])
    assert.deepEqual(await held(publishers.later), there, 'the other agreement leaves more days')
    for (const [marker, places] of await residues(product, ['zqends@harbour.example', 'www.ends.example'])) {
      assert.deepEqual(
        places.filter((place) => place.startsWith('table')),
        [],
        marker,
      )
    }
    const { id, dataGoneAt } = await agreementOf('publisher', publishers.ends)
    assert.notEqual(dataGoneAt, null)
    const { text } = (await ask('GET', `/publisher/${publishers.ends}/agreements/${id}`)).body as { text: string }
    assert.ok(text.includes(party.street), 'what was signed stays')
    for (const [marker, places] of await residues(product, [party.street])) assert.deepEqual(places, [], marker)
    await owner.goto(`/console/${publishers.ends}/agreements`)
    assert.match(await textOf(owner), /What was to be deleted after the end is deleted/)

    await end(60)
    await comeRound()
    assert.deepEqual(await held(publishers.later), [0, 0])
  })

  /** Somebody with a role below that of an owner, and a stranger: neither closes it. */
  async function othersAreRefused(organisation: string): Promise<void> {
    const page = await others()
    await query(
      product,
      'delete from accounts_organisation_people where person_id = (select id from accounts_people where username = $1)',
      ['mary'],
    )
    const close = async (): Promise<number> =>
      (
        await page.context().request.post(`/console/${organisation}/close`, {
          form: {},
          headers: { origin: product.origin, accept: 'text/html' },
          maxRedirects: 0,
        })
      ).status()
    assert.equal(await close(), 404, 'nobody there')
    await query(
      product,
      `insert into accounts_organisation_people (organisation_id, person_id, roles, since)
       select of.id, who.id, array['orders', 'finance', 'technical'], now()
       from accounts_organisations as of, accounts_people as who
       where who.username = 'mary' and of.created_at = (select max(created_at) from accounts_organisations)`,
    )
    assert.equal(await close(), 403, 'no owner')
  }
  let other: Page | null = null
  async function others(): Promise<Page> {
    if (other === null) {
      await makeMember(product, { username: 'mary' })
      other = (await openPerson(browser, product.origin)).page
      await signInBy(other, 'mary')
    }
    return other
  }

  /** Closes it by the page, in one step. @returns what was said before */
  async function closed(organisation: string): Promise<string> {
    await othersAreRefused(organisation)
    await owner.goto(`/console/${organisation}/close`)
    const said = await textOf(owner)
    await send(owner)
    await owner.waitForURL(`**/console/${organisation}`)
    return said
  }

  test('is a right of every publisher: the next page that asks shows no ads (promise: S-17)', async () => {
    const host = 'www.leaves.example'
    const publisher = await founded('publisher', 'Leaving Light')
    await owner.goto(`/console/${publisher}/sign-up/company`)
    await owner.fill('[name=streetAddress]', party.street)
    await owner.fill('[name=telephone]', party.telephone)
    await owner.fill('[name=signatoryName]', 'Ada Quay')
    await sendAndWait(owner)
    assert.equal((await ask('PUT', `/publisher/${publisher}/billing`, invoice)).status, 204)
    const contact = { kind: 'technical', name: 'Tess Quay', email: 'tess@harbour.example' }
    assert.equal((await ask('PUT', `/publisher/${publisher}/contacts`, contact)).status, 204)
    assert.equal((await ask('POST', `/publisher/${publisher}/sites`, { host })).status, 201)
    // A proof, a look of staff, a payout and settings are other promises.
    await query(
      product,
      `update ads_sites set state = 'proven', proof_method = 'dns', proven_at = now(), seen_at = now(),
         review = 'approved', vertical = '653' where host = $1`,
      [host],
    )
    await query(product, `update accounts_organisation_billing set payout_method = '\\x00', payout_account = '\\x00'`)
    await query(product, 'update ads_publishers set settings_version = 1, settings_changed_at = now()')
    assert.equal((await settings(publisher, host))['serves'], false, 'without an agreement')
    await agreed('publisher', publisher)
    assert.equal((await settings(publisher, host))['serves'], true, 'the control')

    const said = await closed(publisher)
    assert.equal((await settings(publisher, host))['serves'], false, 'the very next request')
    for (const consequence of [/Sites whose tags fall silent at once 1/, /final statement/, /90 days/, /deleted by/]) {
      assert.match(said, consequence)
    }
    await until('it is ended', async () => (await agreementOf('publisher', publisher)).state === 'ended')
    const answer = await settings(publisher, host)
    assert.deepEqual(Object.keys(answer).toSorted(), ['reason', 'serves'])
  })

  test('is a right of every advertiser: what was live is over for everybody (promise: S-17)', async () => {
    const advertiser = await founded('advertiser', 'Leaving Goods')
    await agreed('advertiser', advertiser)
    const anOrder = { ...party, ...invoice, title: 'Spring campaign', zone: 'UTC', currency: 'USD', lines: [line] }
    const placed = await ask('POST', `/advertiser/${advertiser}/orders`, anOrder)
    assert.equal(placed.status, 201, JSON.stringify(placed.body))
    const { id } = placed.body as { id: string }
    const stateOf = async (): Promise<string> =>
      ((await ask('GET', `/advertiser/${advertiser}/orders/${id}`)).body as { state: string }).state
    assert.equal((await ask('POST', `/advertiser/${advertiser}/orders/${id}/submit`)).status, 200)
    await desk.goto(`/staff/orders/${id}`)
    await press(desk, 'approve')
    await until('it is approved', async () => (await stateOf()) === 'approved')
    await owner.goto(`/console/${advertiser}/orders/${id}`)
    await sign(owner, 'Ada Quay')
    await until('they have signed', async () => (await stateOf()) === 'signed')
    await desk.goto(`/staff/orders/${id}`)
    await sign(desk, 'Grace Hopper')
    await until('it is booked', async () => (await stateOf()) === 'booked')
    await query(product, `update ads_order_lines set starts_at = now() - interval '1 day'`)
    assert.equal(await stateOf(), 'live')
    const seen = async (): Promise<string> => {
      await desk.goto('/staff/orders?state=live')
      return textOf(desk)
    }
    assert.match(await seen(), /Spring campaign/, 'the control')

    const said = await closed(advertiser)
    assert.match(said, /Orders that are cancelled 1/)
    await until('it is closed', async () => (await agreementOf('advertiser', advertiser)).state === 'ended')
    assert.notEqual(await stateOf(), 'live')
    assert.doesNotMatch(await seen(), /Spring campaign/)
  })

  test('is a right of every network: nothing binds it from then on (promise: S-17)', async () => {
    const network = await founded('network', 'Leaving Ads')
    await agreed('network', network)
    const said = await closed(network)
    assert.match(said, /Agreements that end 1/)
    await until('it has ended', async () => (await agreementOf('network', network)).state !== 'in-force')
    assert.equal((await agreementOf('network', network)).state, 'ended')
    const again = await ask('POST', `/network/${network}/agreements`, party)
    assert.equal(again.status, 409)
  })
})
