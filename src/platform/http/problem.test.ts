import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as z from 'zod'
import { systemChance } from '#platform/chance'
import { openHttp, problemOf } from '#platform/http'
import { openLog } from '#platform/log'
import { Refusal } from '#platform/refusal'

describe('problem answers', () => {
  test('a refusal keeps its code, its status and its fields', () => {
    const refusal = new Refusal('conflict', 'name-taken', 'Take another.', { fields: { name: 'taken' } })
    assert.deepEqual(problemOf(refusal, 'r1'), {
      problem: {
        type: '/problems#name-taken',
        title: 'Conflict',
        status: 409,
        code: 'name-taken',
        detail: 'Take another.',
        fields: { name: 'taken' },
      },
      unexpected: false,
    })
  })

  test('a bug tells the number of the request and nothing of itself', () => {
    const { problem, unexpected } = problemOf(new Error('SELECT secret FROM table'), 'r2')
    assert.equal(unexpected, true)
    assert.equal(problem.status, 500)
    assert.match(problem.detail, /r2/)
    assert.doesNotMatch(JSON.stringify(problem), /secret/)
  })

  test('a form that is not understood names each field', () => {
    const { error } = z.object({ title: z.string(), tags: z.array(z.string()) }).safeParse({ tags: [1] })
    const { problem } = problemOf(error, 'r3')
    assert.equal(problem.status, 422)
    assert.deepEqual(Object.keys(problem.fields ?? {}).sort(), ['tags.0', 'title'])
  })
})

describe('the server of machine endpoints', () => {
  const lines: string[] = []
  const server = openHttp({
    log: openLog({ level: 'info', destination: { write: (line) => void lines.push(line) } }),
    chance: systemChance,
  })
  server.get('/bug/:id', () => {
    throw new Error('MARKER-BUG')
  })
  server.post('/echo', async (request) => request.body)

  test('answers a bug with its request id, logs it under the pattern of the route, and shows nothing of it', async () => {
    const answer = await server.inject({ url: '/bug/MARKER-ADDRESS?email=MARKER-QUERY' })
    assert.equal(answer.statusCode, 500)
    assert.equal(answer.headers['content-type'], 'application/problem+json')
    assert.doesNotMatch(answer.body, /MARKER/)
    assert.match(answer.body, new RegExp(String(answer.headers['x-request-id'])))
    const log = lines.join('')
    assert.match(log, /MARKER-BUG/)
    assert.match(log, /\/bug\/:id/)
    assert.doesNotMatch(log, /MARKER-ADDRESS|MARKER-QUERY/)
  })

  test('sends the security headers with every answer, also with refusals', async () => {
    const { headers } = await server.inject({ url: '/nowhere' })
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['content-security-policy']), /default-src 'none'/)
    assert.doesNotMatch(JSON.stringify(headers), /unsafe-inline|unsafe-eval/)
  })

  test('does not take a request id from outside', async () => {
    const { headers } = await server.inject({
      url: '/nowhere',
      headers: { 'x-request-id': 'forged', 'request-id': 'forged' },
    })
    assert.notEqual(headers['x-request-id'], 'forged')
  })

  test('refuses too large and broken bodies with a code', async () => {
    const large = await server.inject({ method: 'POST', url: '/echo', payload: { a: 'x'.repeat(300_000) } })
    assert.equal(large.statusCode, 413)
    assert.equal(large.json<{ code: string }>().code, 'request-too-large')
    const broken = await server.inject({
      method: 'POST',
      url: '/echo',
      payload: '{"a":',
      headers: { 'content-type': 'application/json' },
    })
    assert.equal(broken.statusCode, 400)
    assert.equal(broken.json<{ code: string }>().code, 'request-not-understood')
  })
})
