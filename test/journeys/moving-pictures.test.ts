import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { makeKey, makeMember, until } from '#test/people'
import { type Product, startProduct } from '#test/product'

describe('what moves, and what is there as AVIF', () => {
  let product: Product
  let browser: Browser
  let authorization = ''
  let moving = ''
  let still = ''
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada' })
    authorization = await makeKey(product, 'ada')
    moving = await pageOf(await film(), 'A wheel')
    still = await pageOf(await landscape(), 'A field')
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  async function pageOf(bytes: Buffer, title: string): Promise<string> {
    const form = new FormData()
    form.set('title', title)
    form.set('alt', title)
    form.set('file', new Blob([new Uint8Array(bytes)]), 'x')
    const answer = await fetch(`${product.origin}/api/v1/images`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    })
    assert.ok(answer.status === 201 || answer.status === 202, String(answer.status))
    const { id, page } = (await answer.json()) as { id: string; page: string }
    await until('the picture is ready', async () => (await shown(id)).status === 'ready')
    return new URL(page).pathname
  }

  interface Shown {
    readonly status: string
    readonly variants: readonly { readonly width: number; readonly format: string }[]
  }
  const shown = async (id: string): Promise<Shown> =>
    (await (await fetch(`${product.origin}/api/v1/images/${id}`)).json()) as Shown
  const idIn = (path: string): string => path.split('/')[2] ?? ''

  for (const script of [true, false]) {
    const how = script ? 'with script' : 'without script'

    test(`a moving picture moves on its page and can be paused and played, ${how}`, async () => {
      const { context, page, errors } = await openPerson(browser, product.origin, { javaScriptEnabled: script })
      await page.goto(moving)
      const picture = page.locator('img.picture')
      const current = (): Promise<string> =>
        picture.evaluate((img) => (img as unknown as { currentSrc: string }).currentSrc)
      await until('it moves', async () => /\/\d+\.webp$/.test(await current()))
      await page.getByRole('link', { name: 'Pause' }).click()
      await until('it stands still', async () => (await current()).endsWith('.still.webp'))
      assert.match(page.url(), /\?motion=still$/)
      await page.getByRole('link', { name: 'Play' }).click()
      await until('it moves again', async () => /\/\d+\.webp$/.test(await current()))
      if (script) assert.deepEqual(await accessibilityProblems(page), [])
      assert.deepEqual(errors, [])
      await context.close()
    })

    test(`it stands still for whoever asks for less motion, until they play it, ${how}`, async () => {
      const { context, page } = await openPerson(browser, product.origin, {
        javaScriptEnabled: script,
        reducedMotion: 'reduce',
      })
      await page.goto(moving)
      const picture = page.locator('img.picture')
      const current = (): Promise<string> =>
        picture.evaluate((img) => (img as unknown as { currentSrc: string }).currentSrc)
      await until('it stands still', async () => (await current()).endsWith('.still.webp'))
      assert.equal(await page.getByRole('link', { name: 'Pause' }).count(), 0)
      await page.getByRole('link', { name: 'Play' }).click()
      await until('it moves', async () => /\/\d+\.webp$/.test(await current()))
      await context.close()
    })
  }

  test('in a gallery nothing moves', async () => {
    const { context, page } = await openPerson(browser, product.origin)
    await page.goto('/')
    const sources = await page
      .locator('.tile img[alt="A wheel"]')
      .evaluateAll((all) => all.map((img) => (img as unknown as { srcset: string }).srcset))
    assert.equal(sources.length, 1)
    for (const source of (sources[0] ?? '').split(', ')) assert.match(source, /\.still\.webp \d+w$/)
    await context.close()
  })

  test('a browser is given AVIF of the widths of which there is one, WebP of the others, and both load', async () => {
    const id = idIn(still)
    const avif = await until('there is AVIF', async () => {
      const widths = (await shown(id)).variants.filter(({ format }) => format === 'avif').map(({ width }) => width)
      return widths.length > 0 && new Set(widths)
    })
    const given = new Set<string>()
    for (const deviceScaleFactor of [1, 2, 3]) {
      const { context, page, errors } = await openPerson(browser, product.origin, { deviceScaleFactor })
      for (const [path, selector] of [
        ['/', '.tile img[alt="A field"]'],
        [still, 'img.picture'],
      ] as const) {
        await page.goto(path)
        const image = page.locator(selector)
        const source = await until(`the picture at ${path}`, () =>
          image.evaluate((img) => {
            const { currentSrc, naturalWidth } = img as unknown as { currentSrc: string; naturalWidth: number }
            return naturalWidth > 0 && currentSrc
          }),
        )
        const [, width, ending = ''] = /\/(\d+)\.(\w+)$/.exec(source) ?? []
        assert.equal(ending, avif.has(Number(width)) ? 'avif' : 'webp', source)
        given.add(ending)
      }
      assert.equal(await page.locator('input[name=format][value=avif]').count(), 1)
      assert.deepEqual(errors, [])
      await context.close()
    }
    assert.ok(given.has('avif'))
  })
})

/** Three turns of a wheel, 200 ms each, for ever. */
async function film(): Promise<Buffer> {
  const side = 360
  const frames = [0, 1, 2].map((n) => {
    const spoke = `<rect x="170" y="40" width="20" height="280" fill="#2b3fd1" transform="rotate(${n * 60} 180 180)"/>`
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" fill="#fff"/>${spoke}</svg>`
    return sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer()
  })
  const data = Buffer.concat(await Promise.all(frames))
  return sharp(data, { raw: { width: side, height: side * 3, channels: 3, pageHeight: side } })
    .gif({ delay: [200, 200, 200], loop: 0 })
    .toBuffer()
}

/** Soft light and hard edges: AVIF of it is a good deal smaller than WebP. */
function landscape(): Promise<Buffer> {
  const hills = Array.from(
    { length: 30 },
    (_, n) =>
      `<circle cx="${(n * 37) % 100}%" cy="${60 + ((n * 17) % 50)}%" r="${6 + (n % 8)}%" fill="hsl(${90 + n * 3} 50% 40%)" fill-opacity="0.8"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><defs><linearGradient id="g" y2="1"><stop stop-color="#9cf"/><stop offset="1" stop-color="#fed"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${hills.join('')}</svg>`
  return sharp(Buffer.from(svg)).flatten().jpeg({ quality: 92 }).toBuffer()
}
