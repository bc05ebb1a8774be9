import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'

describe('two processes on one database', () => {
  let one: Product
  let other: Product
  let authorization = ''
  before(async () => {
    one = await startProduct()
    other = await startProduct({ home: one.home, environment: { VITRINE_ROLES: 'wire' } })
    await one.command(
      ['member', 'create', '--username', 'ada', '--email', 'ada@example.org', '--password-stdin', '--verified'],
      'seven quiet herons\n',
    )
    const scopes = 'images:read,images:write'
    const { stdout } = await one.command(['api-key', 'create', '--member', 'ada', '--scopes', scopes, '--json'])
    authorization = `Bearer ${(JSON.parse(stdout) as { key: string }).key}`
  })
  after(async () => {
    await other.stop()
    await one.remove()
  })

  async function aPicture(seed: number): Promise<{ readonly id: string; readonly path: string }> {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(await cutOut(seed, 400))]), 'x.png')
    const answer = await fetch(`${one.origin}/api/v1/images`, {
      method: 'POST',
      body: form,
      headers: { authorization },
    })
    const { id } = (await answer.json()) as { id: string }
    return { id, path: `/i/${id}-1/320.webp` }
  }
  const statusOf = async ({ origin }: Product, path: string): Promise<number> => {
    const answer = await fetch(`${origin}${path}`)
    await answer.arrayBuffer()
    return answer.status
  }

  for (const [index, [what, change]] of [
    ['deleted', { method: 'DELETE' }],
    ['hidden', { method: 'PATCH', body: '{"visibility":"private"}', headers: { 'content-type': 'application/json' } }],
  ].entries() as Iterable<[number, [string, RequestInit]]>) {
    test(`what is ${what} in one is gone there when that is acknowledged, and a moment later in the other (promise: G-36)`, async () => {
      const { id, path } = await aPicture(60 + index)
      for (let times = 0; times < 3; times += 1) {
        assert.equal(await statusOf(one, path), 200)
        assert.equal(await statusOf(other, path), 200)
      }
      const headers = { ...(change.headers as Record<string, string> | undefined), authorization }
      const { status } = await fetch(`${one.origin}/api/v1/images/${id}`, { ...change, headers })
      assert.ok(status === 204 || status === 200, String(status))
      assert.equal(await statusOf(one, path), 404)
      let stillThere = 0
      for (; (await statusOf(other, path)) === 200; stillThere += 1) await sleep(5)
      assert.ok(stillThere < 100, `${stillThere} answers later`)
    })
  }
})
