import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { type AskedField, allStores, collecting, schedules } from '#app'
import {
  type AskedFields,
  type CollectingWay,
  collectingDisagreements,
  disagreementInWords,
  fieldsOfForm,
  storesOf,
} from '#declaration'
import { openBrowser, openPerson } from '#test/browser'
import { goodPassword, makeKey, makeMember, signInBy, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query, residue } from '#test/residue'
import { recordOutgoing } from '#test/watch'
import { waysOf } from '#test/ways'
import { openTestWire } from '../../src/wire/wire.fixtures.ts'
import { siteRoutes } from '../long/crawl.fixtures.ts'
import { type Sent, aFile, addressOf, filling, fillingOf, isJson, isMultipart } from './forms.fixtures.ts'

const root = join(import.meta.dirname, '../..')
const routes = join(root, 'src/site/routes')
const ways = Object.entries(collecting.ways)
/** Refusals that say that a field is missing, or one too many. */
const ofFields = /fields-not-understood|storage-region-not-agreed|one-file-each|consent-not-known|consent-by-use/

interface Answer {
  /** Of the form itself: what a page that is shown again would say. */
  readonly status: number
  readonly text: string
  readonly location: string
}

describe('what forms take', () => {
  const outgoing = recordOutgoing()
  let product: Product
  let authorization: string
  let picture: string
  let bytes: Buffer
  let versions: Partial<Record<AskedField, string>>
  let cookie: string | undefined
  before(async () => {
    product = await startProduct({
      environment: { LOG_LEVEL: 'debug', INQUIRY_QUESTIONS: '1', ...outgoing.environment },
    })
    await makeMember(product, { username: 'ada' })
    // Nothing is refused for what the key may not do.
    authorization = await makeKey(product, 'ada', 'images:read,images:write,me:read,business:read,business:write')
    bytes = await cutOut(1, 300)
    picture = (await uploadBy(product, authorization, bytes, { title: 'Harp', tags: 'strings' })).id
    const form = await fetch(`${product.origin}/sign-up`).then((page) => page.text())
    const version = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(form)?.[1] ?? ''
    versions = { privacyVersion: version('privacyVersion'), termsVersion: version('termsVersion') }
  })
  after(async () => {
    await product.remove()
    outgoing.remove()
  })

  async function signIn(): Promise<string> {
    const answer = await fetch(`${product.origin}/sign-in`, {
      method: 'POST',
      headers: { origin: product.origin },
      body: new URLSearchParams({ login: 'ada', password: goodPassword }),
      redirect: 'manual',
    })
    const [pair = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
    assert.match(pair, /^__Host-session=/)
    return pair
  }

  /** What is shown where a way asks for it. */
  async function shownBy({ by }: CollectingWay, way: string): Promise<Record<string, string>> {
    if (by === 'key') return { authorization }
    if (by !== 'session' && !way.startsWith('POST /confirm')) return {}
    cookie ??= await signIn()
    return { cookie }
  }

  /** Everything that a form takes, filled in. */
  const filled = (way: string, form: AskedFields<AskedField>): Map<string, Sent> =>
    new Map(
      (fieldsOfForm(form) as AskedField[])
        // Of these one is sent; the first.
        .filter((name) => !form.oneOf?.includes(name) || name === form.oneOf[0])
        .map((name) => [name, { ...filling, ...versions, ...fillingOf[way] }[name]]),
    )

  async function send(
    way: string,
    values: ReadonlyMap<string, Sent>,
    headers: Readonly<Record<string, string>>,
    query = '',
  ): Promise<Answer> {
    const [method = '', pattern = ''] = way.split(' ')
    const [path = '', action] = pattern.split('?')
    const at = addressOf(path, { id: /delete/i.test(way) ? 'img_nothing' : picture, slug: 'harp' }, 'nothing')
    const asked = [action, query].filter(Boolean).join('&')
    const isAction = method === 'POST' && !isJson(way) && !isMultipart(way)
    const answer = await fetch(`${product.origin}${at}${asked ? `?${asked}` : ''}`, {
      method,
      redirect: 'manual',
      headers: {
        ...headers,
        origin: product.origin,
        accept: 'application/json',
        ...(isAction ? { 'x-sveltekit-action': 'true' } : {}),
        ...(isJson(way) ? { 'content-type': 'application/json' } : {}),
      },
      ...(method === 'DELETE' ? {} : { body: bodyOf(way, values) }),
    })
    const text = await answer.text()
    const result = isAction ? (JSON.parse(text) as { status?: number; location?: string }) : {}
    const { status = answer.status, location = answer.headers.get('location') ?? '' } = result
    return { status, text, location }
  }

  function bodyOf(way: string, values: ReadonlyMap<string, Sent>): string | FormData | URLSearchParams {
    if (isJson(way)) return JSON.stringify(Object.fromEntries(values))
    const body = isMultipart(way) ? new FormData() : new URLSearchParams()
    for (const [name, value] of values) {
      if (value === aFile) (body as FormData).set(name, new Blob([new Uint8Array(bytes)]), 'picture')
      else for (const one of [value].flat()) body.append(name, String(one))
    }
    return body
  }

  /** A mark of every row of every table of ours, and of what is queued but for what comes round by itself. */
  async function contents(): Promise<Readonly<Record<string, string>>> {
    const tables = storesOf(allStores, 'table').map(({ name }) => name)
    const marks = tables.map(
      (name) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as mark from ${name} t`,
    )
    const rows = await query<{ name: string; mark: string }>(
      product,
      `${marks.join(' union all ')} union all
       select 'queue', md5(coalesce(string_agg(j.id || j.payload::text, '|' order by j.id), ''))
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where not t.identifier = any($1)`,
      [schedules.map(({ name }) => name)],
    )
    return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]))
  }

  /** The same, once all work that was queued is done. */
  async function settled(): Promise<Readonly<Record<string, string>>> {
    for (let last = await contents(), tries = 0; tries < 100; tries++) {
      await sleep(300)
      const now = await contents()
      if (JSON.stringify(now) === JSON.stringify(last)) return now
      last = now
    }
    return assert.fail('the tables never come to rest')
  }

  test('rest on a basis that is declared for each way in, and each field is explained (promises: G-03, G-04)', async () => {
    const wire = await openTestWire()
    const found: string[] = []
    for (const way of waysOf(wire.server, routes)) {
      const [method = '', url = ''] = way.split(' ')
      if (!/^(POST|PUT|PATCH|DELETE)$/.test(method)) continue
      // What answers that there is no such method takes nothing.
      const answer = await wire.server.inject({ method: method as 'POST', url })
      if (answer.statusCode !== 405) found.push(way)
    }
    await wire.close()
    assert.ok(found.length > 40)
    const inWords = (all: readonly string[]) => collectingDisagreements(collecting, all).map(disagreementInWords)
    assert.deepEqual(inWords(found), [])
    const [first = '', ...others] = found
    assert.match(inWords([...found, 'POST /planted']).join(), /POST \/planted takes something.*not on what basis/)
    assert.match(inWords(others).join(), new RegExp(`${first.replaceAll(/[^\w ]/g, '.')} says on what basis`))
  })

  test('without what it rests on every way refuses, and not a row is written (promise: G-03)', async () => {
    const before = await settled()
    const wrong: string[] = []
    for (const [way, { by, consents = [], forms }] of ways) {
      for (const form of forms) {
        const full = filled(way, form)
        const tries: [string, Map<string, Sent>, Record<string, string>][] = []
        if (by === 'session' || by === 'key') tries.push(['unasked', full, {}])
        else if (by === 'secret' || by === 'letter')
          tries.push([`false ${by}`, full, await shownBy(collecting.ways[way]!, way)])
        for (const consent of consents) {
          const without = new Map([...full].filter(([name]) => name !== consent))
          tries.push([`without ${consent}`, without, await shownBy(collecting.ways[way]!, way)])
        }
        for (const [what, values, headers] of tries) {
          const { status } = await send(way, values, headers)
          if (status < 400 || status > 499) wrong.push(`${way}, ${what}: ${status}`)
        }
      }
    }
    assert.deepEqual(wrong, [])
    // The one row that is new is the session by which some of it was tried.
    const { accounts_sessions: sessions, accounts_browsers_seen: seen, ...rest } = await settled()
    const { accounts_sessions: sessionsBefore, accounts_browsers_seen: seenBefore, ...restBefore } = before
    assert.deepEqual(rest, restBefore)
    assert.ok(sessions && seen && sessionsBefore && seenBefore)
    assert.equal((await query(product, 'select 1 from accounts_sessions')).length, cookie ? 1 : 0)

    const signUp = filled('POST /sign-up', collecting.ways['POST /sign-up']!.forms[0])
    assert.equal((await send('POST /sign-up', signUp, {})).location, '/sign-up?sent')
    assert.notDeepEqual(
      (await settled())['accounts_people'],
      before['accounts_people'],
      'with it, rows (negative control)',
    )
  })

  test('what a form requires is what is declared as required, and what is optional may be left out (promise: G-04)', async () => {
    const wrong: string[] = []
    for (const [way, declared] of ways) {
      // Who walks here is no member of staff, and learns nothing.
      if (declared.forStaff) continue
      for (const form of declared.forms) {
        const full = filled(way, form)
        const isRefused = async (values: ReadonlyMap<string, Sent>): Promise<boolean> => {
          const { status, text } = await send(way, values, await shownBy(declared, way))
          if (status >= 500 || status === 429) wrong.push(`${way}: ${status} ${text}`)
          return status >= 400 && ofFields.test(text)
        }
        if (await isRefused(full)) wrong.push(`${way} is not content with everything`)
        for (const name of fieldsOfForm(form)) {
          const isNeeded = [...(form.required ?? []), form.oneOf?.[0]].some((field) => field === name)
          const values = new Map([...full].filter(([other]) => other !== name))
          // Nothing to learn where it was not sent.
          if (values.size === full.size) continue
          const missed = await isRefused(values)
          if (missed !== isNeeded) wrong.push(`${way}: ${name} is ${missed ? '' : 'not '}required`)
        }
        if (way.endsWith('?/everywhere')) cookie = undefined
      }
    }
    assert.deepEqual(wrong, [])
  })

  test('no page has a form that asks for more than is declared (promise: G-04)', async (t) => {
    const browser = await openBrowser()
    t.after(() => browser.close())
    const { page } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    const values = { id: picture, slug: 'harp', username: 'ada', tag: 'strings', store: 'accounts_people', '*': 'x' }
    const asked = new Map<string, Set<string>>()
    const patterns = siteRoutes(routes)
    for (const who of ['visitor', 'member']) {
      if (who === 'member') {
        await signInBy(page, 'ada')
      }
      for (const pattern of patterns) {
        const answer = await page.goto(addressOf(pattern, values, 'nothing'))
        // Where one is led elsewhere it is looked at there.
        if (answer?.status() !== 200 || answer.request().redirectedFrom() !== null) continue
        const forms = await page.locator('form[method=post]').evaluateAll((all) =>
          all.map((form) => ({
            action: form.getAttribute('action') ?? '',
            names: [...form.querySelectorAll('[name]')].map((field) => field.getAttribute('name') ?? ''),
          })),
        )
        for (const { action, names } of forms) {
          const way = `POST ${action.startsWith('/') ? action : `${pattern}${action}`}`
          asked.set(way, (asked.get(way) ?? new Set()).union(new Set(names)))
        }
      }
    }
    assert.ok(asked.size > 20, [...asked.keys()].join())
    for (const [way, names] of asked) {
      const declared = collecting.ways[way]?.forms.flatMap(fieldsOfForm) ?? []
      assert.deepEqual(
        [...names].filter((name) => !declared.includes(name)),
        [],
        way,
      )
    }
  })

  test('whatever else is sent along is stored nowhere and not logged, by no form and no endpoint (promise: G-04)', async () => {
    const marker = 'zqextramarker'
    const extras = ['telephone', 'realName', 'religion', 'referrer', marker]
    for (const [way, declared] of ways) {
      for (const form of declared.forms) {
        const values = filled(way, form)
        for (const name of extras) if (!values.has(name)) values.set(name, `${marker} ${name}`)
        const { status } = await send(way, values, await shownBy(declared, way), `${marker}=${marker}`)
        assert.ok(status < 500 && status !== 429, `${way}: ${status}`)
        if (way.endsWith('?/everywhere')) cookie = undefined
      }
    }
    await settled()
    assert.deepEqual(await residue(product, marker), [])
    const about = new Map<string, Sent>([
      ['displayName', ''],
      ['about', `I am ${marker}`],
    ])
    const profile = 'POST /settings/profile?/save'
    await send(profile, about, await shownBy(collecting.ways[profile]!, profile))
    assert.deepEqual(await residue(product, marker).then((all) => all.filter((place) => place.startsWith('table'))), [
      'table public.accounts_people',
    ])
  })

  test('looking at pages writes no row of anybody (promise: G-03)', async (t) => {
    const browser = await openBrowser()
    t.after(() => browser.close())
    const { page, context } = await openPerson(browser, product.origin)
    const before = await settled()
    const values = { id: picture, slug: 'harp', username: 'ada', tag: 'strings', store: 'accounts_people', '*': 'x' }
    const patterns = siteRoutes(routes)
    assert.ok(patterns.length > 30)
    for (const pattern of patterns) {
      const answer = await page.goto(addressOf(pattern, values, 'nothing'))
      assert.ok((answer?.status() ?? 500) < 500, pattern)
    }
    for (const path of ['/api/v1/images?q=harp', `/api/v1/images/${picture}`, `/download/${picture}`, '/api/v1/tags']) {
      assert.equal((await context.request.get(path)).status(), 200, path)
    }
    const after = await settled()
    // What is counted of pages are sums of all visitors: nobody's, and nothing in them tells one from another.
    const sums = new Set(
      storesOf(allStores, 'table')
        .filter(
          ({ path, columns }) =>
            path === 'nobody' && Object.values(columns).every(({ identifies }) => identifies === 'no'),
        )
        .map(({ name }) => name),
    )
    assert.ok(!sums.has('accounts_people') && !sums.has('library_images'))
    assert.deepEqual(
      Object.keys(after).filter((name) => after[name] !== before[name] && !sums.has(name)),
      [],
    )
  })

  test('a visit by which somebody is named in the address or the page before leaves no name, and asks nobody (promise: S-03)', async () => {
    const marker = 'zoequark'
    const email = `${marker}@example.net`
    const words = `email=${encodeURIComponent(email)}&name=Zoe+${marker}&street=1+${marker}+Road`
    const values = { id: email, '*': email }
    const headers = {
      referer: `https://elsewhere.example/?${words}`,
      from: email,
      cookie: `visitor=${marker}`,
      'user-agent': `Mozilla/5.0 ${marker}`,
      'accept-language': `en;q=0.5, x-${marker}`,
      'x-forwarded-for': `192.0.2.7, ${marker}`,
    }
    const addresses = [
      ...siteRoutes(routes).map((pattern) => `${addressOf(pattern, values, marker)}?${words}`),
      ...['/', '/search'].map((path) => `${path}?q=${encodeURIComponent(email)}`),
      ...[
        `/api/v1/images?q=${marker}`,
        `/api/v1/members/${marker}`,
        `/api/v1/images/${email}`,
        `/api/v1/tags?prefix=${marker}`,
      ],
      ...[
        `/i/${marker}/1.webp?${words}`,
        `/download/${email}`,
        `/${marker}/${email}`,
        `/ads/${marker}`,
        `/healthz?${words}`,
      ],
    ]
    for (const address of addresses) {
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${product.origin}${address}`, { method, headers, redirect: 'manual' })
        assert.ok(answer.status < 500, `${method} ${address}: ${answer.status}`)
      }
    }
    await settled()
    assert.deepEqual(await residue(product, marker), [])
    assert.match(product.said(), /"answered"/, 'the log was there to hold it')
    assert.deepEqual(outgoing.hosts(), [], 'nobody was asked who that is')
  })
})
