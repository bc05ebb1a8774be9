import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import { linkTo, makeKey, makeMember } from '#test/people'
import { alphaOf, cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'

/** Drops files on the page as a person would: they come with a drag, not by the file field. */
async function drop(page: Page, files: readonly { readonly name: string; readonly bytes: Buffer }[]): Promise<void> {
  const given = JSON.stringify(files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })))
  const data = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer()
    for (const { name, base64 } of ${given}) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      transfer.items.add(new File([bytes], name, { type: 'image/png' }))
    }
    return transfer
  })()`)
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main', event, { dataTransfer: data })
}

describe('from nothing to a downloaded picture', () => {
  let product: Product
  let browser: Browser
  const originals = new Map<string, Buffer>()
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    for (const [seed, name] of ['Marmalade jar', 'Copper kettle', 'Lighthouse lantern'].entries()) {
      originals.set(name, await cutOut(seed, 1200))
    }
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  test('sign up, verify, drop three pictures, find one misspelled, download it with its alpha, delete it (promises: G-18, G-21, G-36)', async () => {
    const { page, context, foreign, errors } = await openPerson(browser, product.origin)

    await page.goto('/')
    assert.match(
      await page.textContent('main').then(String),
      /first account|demo/i,
      'an empty library says how to begin',
    )
    assert.deepEqual(await context.cookies(), [], 'no cookie before sign-in')

    await page.goto('/sign-up')
    await page.fill('[name=username]', 'ada')
    await page.fill('[name=email]', 'ada@example.org')
    await page.fill('[name=password]', 'a lantern in the fog')
    await page.selectOption('[name=birthMonth]', '5')
    await page.fill('[name=birthYear]', '1990').catch(() => page.selectOption('[name=birthYear]', '1990'))
    for (const tick of ['agreeTerms', 'agreePrivacy', 'agreeRegion']) {
      assert.equal(await page.isChecked(`[name=${tick}]`), false, `${tick} is not ticked in advance`)
      await page.check(`[name=${tick}]`)
    }
    await page.click('main button[type=submit]')
    await page.waitForSelector('h1:has-text("mail")')

    await page.goto(await linkTo(product, 'ada@example.org', '/verify'))
    const confirm = page.locator('main form button[type=submit]')
    if (await confirm.count()) await confirm.first().click()
    await page.goto('/sign-in')
    await page.fill('[name=login]', 'ada')
    await page.fill('[name=password]', 'a lantern in the fog')
    await page.click('main button[type=submit]')
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    const cookies = await context.cookies()
    assert.deepEqual(
      cookies.map(({ name, httpOnly, secure, sameSite }) => ({ name, httpOnly, secure, sameSite })),
      [{ name: '__Host-session', httpOnly: true, secure: true, sameSite: 'Lax' }],
    )

    await page.goto('/upload')
    await page.waitForSelector('.needs-script:visible')
    await drop(
      page,
      [...originals].map(([name, bytes]) => ({ name: `${name}.png`, bytes })),
    )
    const rows = page.locator('ul.rows > li')
    assert.equal(await rows.count(), 3)
    for (const [index, name] of [...originals.keys()].entries())
      await rows.nth(index).locator('input').first().fill(name)
    await page.fill('[name=tags]', 'still life, cut-out')
    await page.check('[name=agreeRegion]')
    await page.click('main form button[type=submit]')
    await page.locator('ul.rows > li.done').nth(2).waitFor({ timeout: 30_000 })

    await page.goto('/')
    await page.fill('[name=q]', 'lihgthouse')
    await page.press('[name=q]', 'Enter')
    await page.waitForURL(/\/search\?/)
    await page.click('main a[href*="/p/img_"]')
    await page.waitForURL(/\/p\/img_/)
    assert.match((await page.textContent('h1')) ?? '', /Lighthouse lantern/)

    await page.check('[name=size][value="640"]', { force: true })
    await page.check('[name=format][value="png"]', { force: true })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('form[aria-label] button[type=submit]:has-text("Download")'),
    ])
    assert.match(download.suggestedFilename(), /^lighthouse-lantern.*\.png$/)
    const got = readFileSync(await download.path())
    const alpha = await alphaOf(got)
    assert.equal(alpha.width, 640)
    const original = originals.get('Lighthouse lantern')
    assert.ok(original)
    const wanted = await alphaOf(original, alpha)
    let worst = 0
    for (const [index, value] of alpha.data.entries())
      worst = Math.max(worst, Math.abs(value - (wanted.data[index] ?? 0)))
    assert.ok(worst <= 3, `the alpha differs by ${worst} of 255 at most`)
    assert.ok(new Set(alpha.data).size > 50, 'it has soft edges, so that the comparison means something')

    const bytes = await page.evaluate<string | undefined>(
      `[...document.images].map((image) => image.currentSrc).find((src) => src.includes('/i/img_'))`,
    )
    assert.ok(bytes)
    assert.equal((await fetch(bytes)).status, 200)
    const picturePage = page.url()
    await page.locator('summary:has-text("Delete")').click()
    await page.locator('form[action*="delete"] button[type=submit]').click()
    await page.waitForURL((url) => url.href !== picturePage)
    assert.equal((await fetch(bytes)).status, 404, 'its bytes are gone at once')
    assert.equal((await fetch(picturePage)).status, 404, 'and its page')

    assert.deepEqual(foreign, [], 'no request to another host')
    assert.deepEqual(
      errors.filter((error) => !error.includes('404')),
      [],
      'nothing went wrong in the page',
    )
    await context.close()
  })

  test('what is typed, chosen and ticked before the script of a page arrives is still there when it has', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    let arrived = (): void => {}
    const held = new Promise<void>((resolve) => (arrived = resolve))
    await page.route('**/_app/**/*.js', async (route) => {
      await held
      await route.continue()
    })
    await page.goto('/sign-up', { waitUntil: 'commit' })
    await page.fill('[name=username]', 'grace')
    await page.selectOption('[name=birthMonth]', '7')
    await page.check('[name=agreeTerms]')
    arrived()
    await page.waitForLoadState('networkidle')
    // Alive: a field that was left with too few characters says so, which only script does.
    await page.fill('[name=password]', 'short')
    await page.press('[name=password]', 'Tab')
    await page.waitForSelector('#password-error')
    assert.equal(await page.inputValue('[name=username]'), 'grace')
    assert.equal(await page.inputValue('[name=birthMonth]'), '7')
    assert.equal(await page.isChecked('[name=agreeTerms]'), true)
    await context.close()
  })

  test('the same by API with a key', async () => {
    await makeMember(product, { username: 'grace' })
    const authorization = await makeKey(product, 'grace')
    assert.match(authorization, /^Bearer vk_/)

    const picture = await cutOut(7, 900)
    const form = new FormData()
    form.set('title', 'Brass telescope')
    form.set('tags', 'brass, optics')
    form.set('licence', 'CC0-1.0')
    form.set('file', new Blob([new Uint8Array(picture)]), '../../etc/telescope.png')
    const uploaded = await fetch(`${product.origin}/api/v1/images`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    })
    assert.equal(uploaded.status, 201)
    const image = (await uploaded.json()) as {
      id: string
      status: string
      width: number
      transparency: { verdict: string; share: number }
      variants: { url: string; width: number; format: string }[]
      download: string
      author: { username: string }
      licence: { code: string }
    }
    assert.equal(image.status, 'ready')
    assert.equal(image.width, 900)
    assert.equal(image.transparency.verdict, 'transparent')
    assert.ok(image.transparency.share > 0.2 && image.transparency.share < 1)
    assert.equal(image.author.username, 'grace')

    const again = new FormData()
    again.set('file', new Blob([new Uint8Array(picture)]), 'other-name.png')
    const repeated = await fetch(`${product.origin}/api/v1/images`, {
      method: 'POST',
      headers: { authorization },
      body: again,
    })
    assert.equal(repeated.status, 200)
    const known = (await repeated.json()) as { id: string; duplicate: string }
    assert.deepEqual([known.id, known.duplicate], [image.id, 'exact'])

    const found = await fetch(`${product.origin}/api/v1/images?q=telescpoe`).then(
      (answer) => answer.json() as Promise<{ items: { id: string }[] }>,
    )
    assert.deepEqual(
      found.items.map(({ id }) => id),
      [image.id],
    )

    const variant = image.variants.find(({ format, width }) => format === 'webp' && width === 320)
    assert.ok(variant)
    const bytes = await fetch(new URL(variant.url, product.origin))
    assert.equal(bytes.headers.get('content-type'), 'image/webp')
    assert.match(bytes.headers.get('cache-control') ?? '', /immutable/)
    assert.equal(bytes.headers.get('set-cookie'), null)
    const etag = bytes.headers.get('etag') ?? ''
    assert.match(etag, /^"[^"]+"$/, 'a strong ETag')
    const whole = Buffer.from(await bytes.arrayBuffer())
    const unchanged = await fetch(new URL(variant.url, product.origin), { headers: { 'if-none-match': etag } })
    assert.equal(unchanged.status, 304)
    const part = await fetch(new URL(variant.url, product.origin), { headers: { range: 'bytes=10-19' } })
    assert.equal(part.status, 206)
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), whole.subarray(10, 20))
    const head = await fetch(new URL(variant.url, product.origin), { method: 'HEAD' })
    assert.equal(head.headers.get('content-length'), String(whole.length))

    const png = await fetch(`${new URL(image.download, product.origin)}?size=640&format=png`)
    assert.equal(png.status, 200)
    assert.equal((await alphaOf(Buffer.from(await png.arrayBuffer()))).width, 640)

    const anonymous = await fetch(`${product.origin}/api/v1/images/${image.id}`, { method: 'DELETE' })
    assert.equal(anonymous.status, 401)
    const deleted = await fetch(`${product.origin}/api/v1/images/${image.id}`, {
      method: 'DELETE',
      headers: { authorization },
    })
    assert.equal(deleted.status, 204)
    for (const address of [variant.url, `/api/v1/images/${image.id}`, image.download, `/p/${image.id}`]) {
      assert.equal((await fetch(new URL(address, product.origin))).status, 404, address)
    }
  })
})
