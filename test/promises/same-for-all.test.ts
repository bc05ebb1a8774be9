import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { makeMember, goodPassword } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { siteRoutes } from '../long/crawl.fixtures.ts'
import { checkOneStandard } from '../../tools/checks/one-standard.ts'

const root = join(import.meta.dirname, '../..')

/** Five people as their browsers and the proxies before them tell of them. The addresses are for documents (RFC 5737, 3849). */
const regions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'the United States': { 'accept-language': 'en-US', 'x-forwarded-for': '192.0.2.10', 'cf-ipcountry': 'US' },
  Germany: { 'accept-language': 'de-DE,de;q=0.9', 'x-forwarded-for': '198.51.100.20', 'cf-ipcountry': 'DE' },
  Brazil: { 'accept-language': 'pt-BR', 'x-forwarded-for': '203.0.113.30', 'x-vercel-ip-country': 'BR' },
  Japan: { 'accept-language': 'ja', 'x-forwarded-for': '2001:db8::40', 'x-appengine-country': 'JP' },
  Nigeria: { 'accept-language': 'en-NG,ha', 'x-forwarded-for': '203.0.113.50', 'cloudfront-viewer-country': 'NG' },
}

interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

describe('one standard for everybody', () => {
  let product: Product
  let cookie: string
  let pages: readonly string[]
  before(async () => {
    product = await startProduct({ environment: { TRUSTED_PROXIES: '127.0.0.1,::1' } })
    await makeMember(product, { username: 'ada' })
    const answer = await fetch(`${product.origin}/sign-in`, {
      method: 'POST',
      headers: { origin: product.origin },
      body: new URLSearchParams({ login: 'ada', password: goodPassword }),
      redirect: 'manual',
    })
    cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    assert.match(cookie, /^__Host-session=/)
    pages = siteRoutes(join(root, 'src/site/routes')).filter((path) => !path.includes('['))
  })
  after(() => product?.remove())

  /** An answer without what is new in each: numbers of requests, nonces, times, and what is told of how long it took. */
  async function ask(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Answered> {
    const answer = await fetch(`${product.origin}${path}`, { redirect: 'manual', ...init })
    const requestId = answer.headers.get('x-request-id') ?? 'none'
    const same = (text: string): string =>
      text
        .replaceAll(requestId, 'number')
        .replaceAll(/nonce-[\w+/=]+|nonce="[^"]*"/g, 'nonce')
        .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|[\w-]{43}/g, 'number')
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, 'time')
        .replaceAll(/\d+(?:\.\d+)?e?\+?\d*(?=[,)\]])/g, 'count')
        .replaceAll(/__sveltekit_\w+/g, 'kit')
    const skipped = new Set(['date', 'x-request-id', 'content-length', 'set-cookie', 'etag'])
    return {
      status: answer.status,
      headers: Object.fromEntries(
        [...answer.headers].filter(([name]) => !skipped.has(name)).map(([name, value]) => [name, same(value)]),
      ),
      body: same(await answer.text()),
    }
  }

  /** Those of whom an answer is not that of the first. */
  async function treatedOtherwise(
    path: string,
    init: RequestInit & { headers?: Record<string, string> } = {},
  ): Promise<readonly string[]> {
    const answers: (readonly [string, Answered])[] = []
    for (const [region, headers] of Object.entries(regions)) {
      answers.push([region, await ask(path, { ...init, headers: { ...init.headers, ...headers } })])
    }
    const first = answers[0]?.[1]
    assert.ok(first && first.status < 500, `${path}: ${first?.status}`)
    return answers
      .filter(([, answer]) => JSON.stringify(answer) !== JSON.stringify(first))
      .map(([who]) => `${path}: ${who}`)
  }

  test('every page and form answers the same from five regions, and no code asks for a country (promise: G-96)', async () => {
    const otherwise: string[] = []
    assert.ok(pages.length > 30)
    for (const path of pages) {
      if (path === '/sign-out') continue
      otherwise.push(...(await treatedOtherwise(path)))
      if (/^\/(settings|privacy|my|$)/.test(path))
        otherwise.push(...(await treatedOtherwise(path, { headers: { cookie } })))
    }
    for (const path of ['/api/v1/images', '/api/v1/me', '/api/v1/openapi.json']) {
      otherwise.push(...(await treatedOtherwise(path)))
    }
    // What grants and refuses: a sign-up without agreement, and a right without proof of who asks.
    for (const [path, fields] of [
      ['/sign-up', { username: 'grace', email: 'grace@example.org' }],
      ['/settings/account/close', { current: 'wrong' }],
      ['/forgot', { login: 'nobody-at-all' }],
    ] as const) {
      const body = new URLSearchParams(fields)
      otherwise.push(...(await treatedOtherwise(path, { method: 'POST', body, headers: { origin: product.origin } })))
    }
    assert.deepEqual(otherwise, [])
    const [one, other] = [await ask('/privacy', { headers: {} }), await ask('/terms', { headers: {} })]
    assert.notEqual(one.body, other.body, 'the negative control: a difference would be seen')
    assert.deepEqual(checkOneStandard(root), [])
  })
})
