import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { doors } from '#app'
import type { HttpServer } from '#platform/http'
import { openWire } from './open-wire.ts'
import { type TestWire, openTestWire } from './wire.fixtures.ts'

const token = 'a-token-of-some-length'

describe('GET /metrics', () => {
  let wire: TestWire
  const servers = new Map<string, HttpServer>()
  before(async () => {
    wire = await openTestWire()
  })
  after(async () => {
    for (const server of servers.values()) await server.close()
    await wire.close()
  })
  const open = async (when: string, settings: Partial<TestWire['t']['ctx']['config']>): Promise<HttpServer> => {
    const { ctx } = wire.t
    const changed = { config: { value: { ...ctx.config, ...settings } }, metrics: { value: ctx.metrics } }
    const server = await openWire({
      house: { ...doors, ctx: Object.create(ctx, changed) as typeof ctx },
      openSite: null,
    })
    servers.set(when, server)
    return server
  }

  const here = '127.0.0.1'
  const elsewhere = '9.9.9.9'
  const bearer = { authorization: `Bearer ${token}` }
  type Case = readonly [what: string, status: number, from: string, headers: Record<string, string>]
  const cases: readonly (readonly [string, Partial<TestWire['t']['ctx']['config']>, readonly Case[]])[] = [
    [
      'without a token and a proxy',
      {},
      [
        ['to a program on this machine', 200, here, {}],
        ['to one on this machine by IPv6', 200, '::1', {}],
        ['not to another machine', 404, elsewhere, {}],
        ['not to one that says it is this machine', 404, elsewhere, { 'x-forwarded-for': here, 'x-real-ip': here }],
        ['not to whom something on this machine has passed on', 404, here, { 'x-forwarded-for': elsewhere }],
        ['not to whom something on this machine has passed on silently but for Via', 404, here, { via: '1.1 x' }],
        ['not for a token where none is set', 404, elsewhere, { authorization: 'Bearer undefined' }],
      ],
    ],
    [
      'with a token',
      { metricsToken: token },
      [
        ['to whoever holds it', 200, elsewhere, bearer],
        ['not to another one', 404, elsewhere, { authorization: `Bearer ${token}x` }],
        ['not to none', 404, elsewhere, {}],
        ['not by another scheme', 404, elsewhere, { authorization: `Basic ${token}` }],
      ],
    ],
    [
      'with a proxy on this machine',
      { trustedProxies: ['127.0.0.1'], metricsToken: token },
      [
        ['not to whoever comes from here', 404, here, {}],
        ['not to one who is said to be here', 404, here, { 'x-forwarded-for': here }],
        ['to whoever holds the token', 200, here, bearer],
      ],
    ],
    [
      'with a proxy elsewhere',
      { trustedProxies: ['10.0.0.1'] },
      [
        ['to a program on this machine', 200, here, {}],
        ['not through the proxy', 404, '10.0.0.1', { 'x-forwarded-for': here }],
      ],
    ],
  ]
  for (const [when, settings, ways] of cases) {
    for (const [what, status, remoteAddress, headers] of ways) {
      test(`${when}: shown ${what}`, async () => {
        const server = servers.get(when) ?? (await open(when, settings))
        const answer = await server.inject({ url: '/metrics', remoteAddress, headers })
        assert.equal(answer.statusCode, status)
        if (status === 404) {
          const nothing = await server.inject({ url: '/api/v1/nothing', remoteAddress })
          const { detail, code } = nothing.json<{ detail: string; code: string }>()
          assert.deepEqual(
            [answer.json<{ code: string }>().code, answer.json<{ detail: string }>().detail],
            [code, detail],
          )
        }
      })
    }
  }

  test('200: text for Prometheus, never kept', async () => {
    const answer = await wire.ask('/metrics')
    assert.match(String(answer.headers['content-type']), /^text\/plain; version=0\.0\.4/)
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.match(answer.body, /^vitrine_http_in_flight_requests 1$/m)
  })

  test('counts requests by pattern, method and class of status, and refusals by code; never by address', async () => {
    await wire.ask('/api/v1/images/MARKER-ID?q=MARKER-QUERY')
    await wire.ask('/MARKER-PATH')
    const { body } = await wire.ask('/metrics')
    assert.match(
      body,
      /^vitrine_http_request_duration_seconds_count\{route="\/api\/v1\/images\/:id",method="GET",status="4xx"\} 1$/m,
    )
    assert.match(body, /^vitrine_http_refusals_total\{code="image-not-found"\} 1$/m)
    assert.doesNotMatch(body, /MARKER/)
  })

  test('every name says whose it is', async () => {
    const { body } = await wire.ask('/metrics')
    const names = [...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
    assert.ok(names.length > 2)
    for (const name of names) assert.match(name ?? '', /^vitrine_[a-z]+_[a-z0-9_]+$/)
  })
})
