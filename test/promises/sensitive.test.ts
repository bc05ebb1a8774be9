import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { sensitiveKindOf } from '#declaration'
import { openBrowser, openPerson } from '#test/browser'
import { makeKey, makeMember, shows, signInBy, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { residue } from '#test/residue'

describe('sensitive data', () => {
  /** Looks like one, and is nobody's: this area was never given out to that group. */
  const number = '587-94-3216'
  const text = `Born here, ${number}, and proud of it`
  /** The same form, of a telephone: what is not refused is found afterwards, so the search would find the other. */
  const telephone = '587-943-2161'
  let product: Product
  let browser: Browser
  let authorization: string
  let picture: { readonly id: string; readonly page: string }
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct({ environment: { LOG_LEVEL: 'debug' } }), openBrowser()])
    await makeMember(product, { username: 'ada' })
    authorization = await makeKey(product, 'ada')
    picture = await uploadBy(product, authorization, await cutOut(1, 300), { title: 'Harp', alt: `Call ${telephone}` })
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  async function member(options = {}): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
    const person = await openPerson(browser, product.origin, options)
    await signInBy(person.page, 'ada')
    return person
  }

  test('a social-security number in the text about oneself is not saved; why stands beside the field (promise: G-33)', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page, context } = await member({ javaScriptEnabled })
      await page.goto('/settings/profile')
      await page.fill('[name=about]', text)
      await page.click('form[action="?/save"] button[type=submit]')
      await page.waitForLoadState('networkidle')
      const answer = (await page.textContent('main')) ?? ''
      assert.match(answer, /social-security number/)
      assert.match((await page.textContent('#about-error')) ?? '', /Take it out/)
      assert.equal(await page.inputValue('[name=about]'), text, 'what was typed is still there to be mended')
      await page.goto('/settings/profile')
      assert.equal(await page.inputValue('[name=about]'), '')
      await context.close()
    }
    assert.deepEqual(await residue(product, number), [])
  })

  test('nor in any other words of a person, by form, API or import, in no way of writing it (promise: G-33)', async () => {
    const { page, context } = await member({ javaScriptEnabled: false })
    const send = async (address: string, fields: Readonly<Record<string, string>>, button: string): Promise<string> => {
      await page.goto(address)
      for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).last().fill(value)
      await page.locator(button).last().click()
      await page.waitForLoadState()
      return (await page.textContent('main')) ?? ''
    }
    const save = 'main form button[type=submit].primary'
    const edit = `${new URL(picture.page).pathname.split('/').slice(0, 3).join('/')}/edit`
    assert.match(await send('/settings/profile', { displayName: `Ada ${number}` }, save), /Take it out/)
    for (const field of ['title', 'alt', 'description', 'tags', 'attribution']) {
      assert.match(await send(edit, { [field]: text }, save), /Take it out/, field)
    }
    assert.match(await send('/settings/api-keys', { name: number }, save), /social-security number/)
    assert.match(await send('/settings/account/name', { username: `ssn-${number}` }, save), /Take it out/)
    await page.goto('/upload')
    await page.setInputFiles('input[type=file]', { name: 'a.png', mimeType: 'image/png', buffer: await cutOut(2, 300) })
    await page.check('[name=agreeRegion]')
    await page.fill('[name=title]', text)
    await page.click('form[enctype] button[type=submit]')
    await page.waitForURL(/refused=/)
    await shows(page, /looks like a social-security number/)
    await context.close()

    for (const field of ['title', 'alt', 'description', 'tags', 'attribution']) {
      const form = new FormData()
      form.set(field, text)
      form.set('file', new Blob([new Uint8Array(await cutOut(3, 300))]), 'picture')
      const api = `${product.origin}/api/v1/images`
      const refusals = [
        await fetch(api, { method: 'POST', headers: { authorization }, body: form }),
        await fetch(`${api}/${picture.id}`, {
          method: 'PATCH',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({ [field]: field === 'tags' ? ['harp', number] : text }),
        }),
      ]
      for (const refused of refusals) {
        const problem = (await refused.json()) as { code: string; fields: Record<string, string> }
        assert.deepEqual([refused.status, problem.code], [422, 'social-security-number'], field)
        assert.match(problem.fields[field] ?? '', /Take it out/)
      }
    }

    const folder = mkdtempSync(join(tmpdir(), 'vitrine-import-'))
    writeFileSync(join(folder, `${number}.png`), await cutOut(4, 300))
    const { stderr } = await product.command(['import', folder, '--member', 'ada'])
    rmSync(folder, { recursive: true })
    assert.match(stderr, /social-security-number/)

    for (const written of [number, number.replaceAll('-', ' '), number.replaceAll('-', '')]) {
      assert.deepEqual(await residue(product, written), [], written)
    }
    assert.notDeepEqual(await residue(product, telephone), [], 'what is let through is stored (negative control)')
  })

  test('no field asks for it, and each that others may read says what to leave out (promise: G-33)', async () => {
    const { page, context } = await member()
    const { pathname } = new URL(picture.page)
    const open = ['/settings/profile', `${pathname.split('/').slice(0, 3).join('/')}/edit`]
    const addresses = ['/', '/search', '/settings/account', '/settings/account/addresses', '/settings/account/name']
    const more = [
      '/settings/api-keys',
      '/settings/security',
      '/settings/security/passkeys',
      '/settings/look',
      '/upload',
    ]
    for (const address of [...open, ...addresses, ...more]) {
      await page.goto(address)
      const labels = await page
        .locator('label, legend, [aria-label], [placeholder]')
        .evaluateAll((all) => all.map((one) => `${one.textContent ?? ''} ${one.getAttribute('aria-label') ?? ''}`))
      assert.deepEqual(
        labels.filter((label) => sensitiveKindOf(label) !== null && !/Leave out/.test(label)),
        [],
        address,
      )
    }
    for (const address of open) {
      await page.goto(address)
      const fields = page.locator('main form[method=post] :is(textarea, input:not([type]), input[type=text])')
      assert.ok((await fields.count()) >= 2, address)
      for (const field of await fields.all()) {
        const name = await field.getAttribute('name')
        const about = (await field.getAttribute('aria-describedby'))?.split(' ') ?? []
        const said = await Promise.all(about.map((id) => page.textContent(`[id="${id}"]`)))
        assert.match(said.join(' '), /Leave out .*health, religion.*social security/, `${address}: ${name}`)
      }
    }
    await page.goto('/upload')
    assert.match((await page.textContent('form[enctype]')) ?? '', /Leave out .*health, religion.*social security/)
    await context.close()
  })
})
