import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { makeMember, signInBy } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { residue } from '#test/residue'

describe('staying signed in', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada' })
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const statusWith = async (cookie: string, path = '/settings/profile'): Promise<string> => {
    const answer = await fetch(`${product.origin}${path}`, { headers: { cookie }, redirect: 'manual' })
    return answer.status === 200 ? 'in' : answer.status === 303 ? 'sent to sign in' : String(answer.status)
  }
  const upload = (cookie: string): Promise<number> =>
    fetch(`${product.origin}/upload/pictures`, {
      method: 'POST',
      headers: { cookie, origin: product.origin, accept: 'application/json' },
      body: new FormData(),
    }).then(({ status }) => status)

  test('is by one cookie: HttpOnly, Secure, SameSite, bound to the host, random, and nowhere as it is (promise: G-65)', async () => {
    const values = new Set<string>()
    for (const _ of [1, 2, 3]) {
      const { page, context } = await openPerson(browser, product.origin)
      await signInBy(page, 'ada')
      const [cookie, ...others] = await context.cookies()
      assert.deepEqual(others, [])
      assert.ok(cookie)
      const { name, httpOnly, secure, sameSite, path, domain, value } = cookie
      assert.deepEqual(
        { name, httpOnly, secure, sameSite, path, domain },
        { name: '__Host-session', httpOnly: true, secure: true, sameSite: 'Lax', path: '/', domain: 'localhost' },
      )
      assert.match(value, /^[\w-]{43}$/, '256 random bits')
      values.add(value)
      assert.deepEqual(await residue(product, value), [])
      await context.close()
    }
    assert.equal(values.size, 3, 'a new one each time')
  })

  test('ends at once, everywhere, when it is revoked: the cookie then gives 401 (promise: G-65)', async () => {
    const here = await openPerson(browser, product.origin)
    const there = await openPerson(browser, product.origin)
    await signInBy(here.page, 'ada')
    await signInBy(there.page, 'ada')
    const cookieOf = async ({ context }: typeof here): Promise<string> =>
      (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const [first, second] = [await cookieOf(here), await cookieOf(there)]
    assert.deepEqual([await statusWith(first), await statusWith(second)], ['in', 'in'], 'the negative control')
    assert.notEqual(await upload(second), 401)

    await here.page.goto('/settings/sessions')
    await here.page.click('form[action="?/everywhere"] button')
    await here.page.waitForURL(/sign-in/)
    for (const cookie of [first, second]) {
      assert.equal(await statusWith(cookie), 'sent to sign in')
      assert.equal(await upload(cookie), 401)
    }
    await Promise.all([here.context.close(), there.context.close()])
  })
})
