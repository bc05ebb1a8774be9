import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { type Member, editProfile } from '#accounts/people'
import { doors } from '#app'
import { type TestWire, codeOf, multipart, openTestWire, uploaded } from '../wire.fixtures.ts'
import { MeAnswer, ProfileAnswer, TagListAnswer } from './answers.ts'

let wire: TestWire
let ada: Member
let adas: { readonly authorization: string }
before(async () => {
  wire = await openTestWire()
  ada = await wire.member('ada')
  adas = await wire.keyOf(ada, 'images:read', 'images:write')
  await uploaded(wire, adas, 1, { tags: 'brass, bronze, night' })
})
after(() => wire.close())

describe('GET /tags', () => {
  test('200: those that begin so, or the commonest; 422 for an endless beginning', async () => {
    const answer = await wire.ask('/api/v1/tags?prefix=br')
    assert.equal(answer.statusCode, 200)
    const list = TagListAnswer.strict().parse(answer.json())
    assert.deepEqual(
      list.items.map(({ tag }) => tag),
      ['brass', 'bronze'],
    )
    assert.equal((await wire.ask('/api/v1/tags')).json().items.length, 3)
    assert.equal((await wire.ask(`/api/v1/tags?prefix=${'x'.repeat(100)}`)).statusCode, 422)
  })
})

describe('GET /members/{username}', () => {
  test('404 like nobody while it is closed, 200 once it is open (promise: G-27)', async () => {
    const closed = await wire.ask('/api/v1/members/ada')
    const nobody = await wire.ask('/api/v1/members/nobody')
    assert.deepEqual([closed.statusCode, closed.body], [404, nobody.body])
    const own = await wire.ask({ url: '/api/v1/members/ada', headers: adas })
    assert.deepEqual([own.statusCode, own.json().isOwn], [200, true])
    await editProfile(wire.t.ctx, ada, { displayName: 'Ada L.', about: 'Engines', profilePublic: true })
    const open = await wire.ask('/api/v1/members/ADA')
    assert.equal(open.statusCode, 200, open.body)
    assert.deepEqual(ProfileAnswer.strict().parse(open.json()).displayName, 'Ada L.')
    assert.equal((await wire.ask(`/api/v1/members/${'x'.repeat(200)}`)).statusCode, 404)
  })
})

describe('GET /me', () => {
  test('200 for a key that may; 401 without one; 403 where it lacks the scope', async () => {
    const answer = await wire.ask({ url: '/api/v1/me', headers: await wire.keyOf(ada, 'me:read') })
    assert.equal(answer.statusCode, 200)
    assert.deepEqual(MeAnswer.strict().parse(answer.json()), { username: 'ada', scopes: ['me:read'] })
    assert.equal((await wire.ask('/api/v1/me')).statusCode, 401)
    const lacking = await wire.ask({ url: '/api/v1/me', headers: adas })
    assert.deepEqual([lacking.statusCode, codeOf(lacking)], [403, 'scope-missing'])
  })
})

describe('DELETE /me', () => {
  test('401 without a key, 403 with any: no program may end an account', async () => {
    const all = await wire.keyOf(ada, 'images:read', 'images:write', 'me:read')
    const answer = await wire.ask({ method: 'DELETE', url: '/api/v1/me', headers: all })
    assert.deepEqual([answer.statusCode, codeOf(answer)], [403, 'scope-missing'])
    assert.equal((await wire.ask({ method: 'DELETE', url: '/api/v1/me' })).statusCode, 401)
    assert.equal((await wire.ask({ url: '/api/v1/me', headers: all })).statusCode, 200, 'it is still there')
  })
})

describe('keys', () => {
  test('a revoked key stops at the next request', async () => {
    const key = await wire.keyOf(ada, 'me:read')
    assert.equal((await wire.ask({ url: '/api/v1/me', headers: key })).statusCode, 200)
    const { ctx } = wire.t
    for (const { id } of await doors.apiKeys.listApiKeys(ctx, ada))
      await doors.apiKeys.revokeApiKey(ctx, ada, { keyId: id })
    const answer = await wire.ask({ url: '/api/v1/me', headers: key })
    assert.deepEqual([answer.statusCode, codeOf(answer)], [401, 'key-not-valid'])
    adas = await wire.keyOf(ada, 'images:read', 'images:write')
  })

  test('no address of the API makes, shows or ends keys, whatever the key may', async () => {
    const key = await wire.keyOf(ada, 'images:read', 'images:write', 'me:read')
    const count = async () => (await doors.apiKeys.listApiKeys(wire.t.ctx, ada)).length
    const before = await count()
    for (const url of [
      '/api/v1/keys',
      '/api/v1/api-keys',
      '/api/v1/me/keys',
      '/api/v1/me/api-keys',
      '/settings/keys',
      '/settings/api-keys',
    ])
      for (const method of ['GET', 'POST', 'DELETE'] as const)
        assert.equal((await wire.ask({ url, method, headers: key, payload: {} })).statusCode, 404, `${method} ${url}`)
    assert.equal(await count(), before)
    const described = (await wire.ask('/api/v1/openapi.json')).json<{ paths: object }>().paths
    assert.deepEqual(
      Object.keys(described).filter((path) => path.includes('key')),
      [],
    )
  })

  test('a cookie is nothing to the API', async () => {
    const { cookie } = await wire.browserOf(ada)
    assert.equal((await wire.ask({ url: '/api/v1/me', headers: { cookie } })).statusCode, 401)
    assert.equal(
      (await wire.ask({ url: '/api/v1/images', method: 'POST', headers: { cookie }, payload: {} })).statusCode,
      401,
    )
  })
})

/** The addresses in a printed tree of routes. */
function routesOf(tree: string): string[] {
  const above: string[] = []
  return tree.split('\n').flatMap((line) => {
    const found = /^(.*?)── (\S*)( \()?/.exec(line)
    if (!found) return []
    const [, indent = '', part = '', answers] = found
    const depth = Math.floor(indent.length / 4)
    above.length = depth
    above.push(part)
    return answers ? [above.join('')] : []
  })
}

describe('the description', () => {
  test('every route of the API is described, with its answers', async () => {
    const answer = await wire.ask('/api/v1/openapi.json')
    assert.equal(answer.statusCode, 200)
    const described = answer.json<{
      openapi: string
      paths: Record<string, Record<string, { responses: object; requestBody?: object }>>
    }>()
    assert.match(described.openapi, /^3\.1/)
    for (const [path, operations] of Object.entries(described.paths)) {
      for (const [method, { responses }] of Object.entries(operations)) {
        assert.ok('4XX' in responses, `${method} ${path} says how it refuses`)
        assert.ok(
          Object.keys(responses).some((status) => status.startsWith('2')),
          `${method} ${path}`,
        )
      }
    }
    const there = routesOf(wire.server.printRoutes({ commonPrefix: false }))
      .filter((path) => path.startsWith('/api/v1/') && path !== '/api/v1/openapi.json')
      .map((path) => path.replaceAll(/:(\w+)/g, '{$1}'))
    assert.ok(there.includes('/api/v1/images/{id}'))
    assert.deepEqual(
      Object.keys(described.paths).sort(),
      there.sort(),
      'no route but the description itself is left out',
    )
    assert.match(JSON.stringify(described.paths['/api/v1/images']?.['post']?.requestBody), /multipart\/form-data/)
  })
})

describe('methods', () => {
  test('405 with what is allowed, and 404 for addresses that are none', async () => {
    for (const [method, url, allow] of [
      ['PUT', '/api/v1/images', 'POST, GET, HEAD'],
      ['POST', '/api/v1/tags', 'GET, HEAD'],
      ['PUT', '/api/v1/images/img_1', 'GET, HEAD, PATCH, DELETE'],
      ['OPTIONS', '/api/v1/me', 'DELETE, GET, HEAD'],
      ['POST', '/i/img_1-1/320.webp', 'GET, HEAD'],
      ['DELETE', '/download/img_1', 'GET, HEAD'],
      ['GET', '/upload/pictures', 'POST'],
      ['POST', '/healthz', 'GET, HEAD'],
    ] as const) {
      const answer = await wire.ask({ method, url, headers: { 'content-type': 'text/xml' } })
      assert.deepEqual([answer.statusCode, codeOf(answer)], [405, 'method-not-allowed'], `${method} ${url}`)
      assert.deepEqual(String(answer.headers.allow).split(', ').sort(), allow.split(', ').sort())
    }
    for (const url of ['/api/v1', '/api/v1/nothing', '/api/v2/images', '/i/x', '/download/x/y']) {
      const answer = await wire.ask(url)
      assert.deepEqual([answer.statusCode, answer.headers['content-type']], [404, 'application/problem+json'], url)
    }
  })
})

describe('every answer', () => {
  test('needs no cookie and sets none, carries a number of its own and the headers (promises: G-06, S-65)', async () => {
    const form = multipart([{ name: 'file', value: Buffer.from('x') }])
    const numbers = new Set<unknown>()
    const asked: readonly InjectOptions[] = [
      { url: '/api/v1/images' },
      { url: '/api/v1/images/img_x' },
      { url: '/api/v1/tags' },
      { url: '/api/v1/me', headers: adas },
      { url: '/api/v1/openapi.json' },
      { url: '/api/v1/images', method: 'POST', ...form, headers: { ...form.headers, ...adas } },
      { url: '/upload/pictures', method: 'POST', ...form },
      { url: '/i/x-1/1.png' },
      { url: '/download/x' },
      { url: '/healthz' },
      { url: '/nowhere' },
    ]
    for (const options of asked) {
      const { headers } = await wire.ask(options)
      assert.equal(headers['set-cookie'], undefined, String(options.url))
      assert.match(String(headers['x-request-id']), /^[\w-]{16}$/)
      numbers.add(headers['x-request-id'])
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['x-powered-by'], undefined)
      assert.equal(headers['server'], undefined)
    }
    assert.equal(numbers.size, asked.length)
  })

  test('what is logged of a request names neither person, key nor address (promise: G-07)', async () => {
    await wire.ask({
      url: '/api/v1/members/ada?x=MARKER',
      headers: { ...adas, 'user-agent': 'MARKER', referer: 'MARKER' },
    })
    const lines = wire.t.logLines.join('')
    assert.match(lines, /\/api\/v1\/members\/:username/)
    assert.doesNotMatch(lines, /MARKER|vk_|127\.0\.0\.1|"ada"/)
  })
})
