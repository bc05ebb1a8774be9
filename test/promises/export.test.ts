import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { ManifestDocument, PictureDocument } from '#privacy/export'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { goodPassword, makeKey, makeMember, send, signInBy, until } from '#test/people'
import { cutOut, photograph } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query, residue } from '#test/residue'
import { unzip } from '#test/zip'

const here = '/privacy/my-data/export'
const screenshots = join(import.meta.dirname, '../../build/screenshots')

/** A value for every field that a member can fill. */
const said = {
  displayName: 'Ottilie Marker Q4',
  about: 'marker-about-w8',
  title: 'marker title e2',
  description: 'marker description r6',
  alt: 'marker alt t3',
  tags: 'marker tag z9',
  attribution: 'marker credit u1',
  keyName: 'marker key o7',
} as const
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
const email = 'marker.export.p5@example.org'

describe('taking one’s data away', () => {
  let product: Product
  let browser: Browser
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-export-'))
  before(async () => {
    mkdirSync(screenshots, { recursive: true })
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    await makeMember(product, { username: 'ada', email })
    const authorization = await makeKey(product, 'ada')
    for (const [seed, visibility] of ['public', 'private', 'unlisted'].entries()) {
      const { title, description, alt, tags, attribution } = said
      const form = new FormData()
      for (const [name, value] of Object.entries({ title, description, alt, tags, attribution, visibility })) {
        form.set(name, value)
      }
      form.set(
        'file',
        new Blob([new Uint8Array(seed === 1 ? await photograph(9, 900, 600) : await cutOut(seed, 500))]),
        'x',
      )
      const answer = await fetch(`${product.origin}/api/v1/images`, {
        method: 'POST',
        headers: { authorization },
        body: form,
      })
      assert.ok(answer.ok)
    }
  })
  after(async () => {
    await browser.close()
    await product.remove()
    rmSync(folder, { recursive: true })
  })

  /** Clicks until the zip is there, and takes it. */
  async function takeZip(page: Page): Promise<Buffer> {
    await page.goto(here)
    const link = page.getByRole('link', { name: /^Download/ })
    const address = async (): Promise<string | null> =>
      (await link.count()) === 0 ? null : link.getAttribute('href', { timeout: 1000 }).catch(() => null)
    const old = await address()
    await page.getByRole('button', { name: /^Make/ }).click()
    await until('the copy is ready', async () => {
      const now = await address()
      return now !== null && now !== old
    })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    return readFileSync(await download.path())
  }

  test('by one click comes a zip with every value held and every picture byte for byte, to be read offline (promises: G-32, G-104)', async () => {
    const { page, context, foreign, errors } = await openPerson(browser, product.origin)
    await signInBy(page, 'ada')
    await page.goto('/settings/profile')
    await page.fill('[name=displayName]', said.displayName)
    await page.fill('[name=about]', said.about)
    await send(page)
    await page.getByText('Saved.').waitFor()
    await page.goto('/settings/api-keys')
    await page.fill('[name=name]:not([id^=name-])', said.keyName)
    await page.locator('[name=scopes]').first().check()
    await page.getByRole('button', { name: 'Create the key' }).click()
    await page.getByText('Your new key').waitFor()

    const zip = await takeZip(page)
    writeFileSync(join(folder, 'export.zip'), zip)
    const files = await unzip(zip)
    const data = [...files].filter(([path]) => path.startsWith('data/'))
    for (const [name, value] of Object.entries({ ...said, email })) {
      for (const ending of ['.json', '.csv']) {
        const isThere = data.some(([path, text]) => path.endsWith(ending) && text.includes(value))
        assert.ok(isThere, `${name} is in data/*${ending}`)
      }
      assert.ok(files.get('index.html')?.includes(value), `${name} is on the page`)
    }
    assert.ok(
      (await residue(product, said.about)).length > 0,
      'the negative control: the search finds what lies in clear',
    )
    assert.deepEqual(
      await residue(product, email),
      [],
      'and what is sealed lies nowhere in clear, not in the zip either',
    )

    const masters = await query<{ master_hash: string }>(product, 'select master_hash from library_images')
    const manifest = ManifestDocument.parse(JSON.parse(String(files.get('export.json'))))
    const hashes = manifest.pictures.map(({ file }) =>
      createHash('sha256')
        .update(files.get(file ?? '') ?? '')
        .digest('hex'),
    )
    assert.deepEqual(hashes.sort(), masters.map(({ master_hash: hash }) => hash).sort())
    for (const { document } of manifest.pictures) PictureDocument.parse(JSON.parse(String(files.get(document))))
    assert.deepEqual([foreign, errors], [[], []])
    await context.close()

    for (const [path, bytes] of files) {
      const to = join(folder, path)
      mkdirSync(dirname(to), { recursive: true })
      writeFileSync(to, bytes)
    }
  })

  test('the page in the zip is read without a network and without script, and axe finds nothing', async () => {
    const address = pathToFileURL(join(folder, 'index.html')).href
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [320, 768, 1440]) {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, offline: true })
        const page = await context.newPage()
        const outside: string[] = []
        const errors: string[] = []
        context.on('request', (request) => {
          if (!request.url().startsWith('file:')) outside.push(request.url())
        })
        page.on('console', (message) => {
          if (message.type() === 'error') errors.push(message.text())
        })
        await page.goto(address)
        const pictures = page.locator('.pictures img')
        assert.equal(await pictures.count(), 3)
        for (const picture of await pictures.all()) {
          await picture.scrollIntoViewIfNeeded()
          await until('a picture is shown', () =>
            picture.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth > 0),
          )
        }
        await page.locator('details').first().locator('summary').click()
        await page.evaluate('scrollTo(0, 0)')
        await page.screenshot({ path: join(screenshots, `export-offline-${width}-${colorScheme}.png`), fullPage: true })
        assert.equal(await page.evaluate<number>(overflow), 0, `${width}`)
        if (width === 320) assert.deepEqual(await accessibilityProblems(page), [])
        assert.deepEqual([outside, errors], [[], []])
        await context.close()
      }
    }
  })

  test('without script too: the page looks again by itself, and the old one makes place for the new', async () => {
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    await signInBy(page, 'ada')
    const files = await unzip(await takeZip(page))
    assert.ok(files.has('index.html'))
    await page.goto(here)
    await page.getByRole('button', { name: 'Remove it now' }).click()
    await page.getByText('Your copy is removed.').waitFor()
    const left = await query(product, 'select 1 from privacy_exports')
    assert.equal(left.length, 0)
    await context.close()
  })

  test('its page is read at every width, while it is made and when it is there, and axe finds nothing', async () => {
    const states = {
      working: `insert into privacy_exports (id, person_id, rows_total, rows_done, pictures_total, pictures_done, bytes_done,
          created_at, expires_at) select gen_random_uuid(), id, 1204, 1204, 986, 411, 812345678, now(), now() + '1 day'
        from accounts_people where username = 'ada'`,
      ready: `update privacy_exports set status = 'ready', ready_at = now(), file_key = '', file_hash = '', size_bytes = 1912345678`,
    }
    const { page, context } = await openPerson(browser, product.origin)
    await signInBy(page, 'ada')
    for (const [state, sql] of Object.entries(states)) {
      await query(product, sql)
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const width of [320, 768, 1440]) {
          await page.emulateMedia({ colorScheme })
          await page.setViewportSize({ width, height: 900 })
          await page.goto(here)
          await page.screenshot({
            path: join(screenshots, `export-${state}-${width}-${colorScheme}.png`),
            fullPage: true,
          })
          assert.equal(await page.evaluate<number>(overflow), 0, `${state} at ${width}`)
          if (width === 320) assert.deepEqual(await accessibilityProblems(page), [], `${state} in ${colorScheme}`)
        }
      }
    }
    await context.close()
    await query(product, 'delete from privacy_exports')
  })

  test('is finished after a kill -9 in the middle, and only once', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    await signInBy(page, 'ada')
    // A picture that takes its time: a file with a hole, so that it costs no room.
    const [large] = await query<{ hash: string }>(
      product,
      'select master_hash as hash from library_images order by id limit 1',
    )
    const hash = large?.hash ?? ''
    const path = join(product.home, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash)
    const before = readFileSync(path)
    const sizeBytes = 400_000_000
    truncateSync(path, sizeBytes)
    await query(product, 'update library_images set size_bytes = $1 where master_hash = $2', [sizeBytes, hash])

    await page.goto(here)
    await page.getByRole('button', { name: /^Make/ }).dblclick()
    const progress = () => query<{ status: string }>(product, 'select status from privacy_exports')
    const incoming = (): readonly string[] => readdirSync(join(product.home, 'blobs/incoming'))
    const isUnderWay = (): boolean =>
      incoming().some((name) => statSync(join(product.home, 'blobs/incoming', name)).size > 1_000_000)
    for (let tries = 0; tries < 3000 && !isUnderWay(); tries += 1) await sleep(10)
    await product.kill()
    assert.equal(incoming().length, 1, 'it was in the middle of writing')
    truncateSync(path, before.length)
    writeFileSync(path, before)
    product = await product.again()
    assert.equal((await progress()).length, 1, 'two clicks made one')
    await query(product, 'update library_images set size_bytes = $1 where master_hash = $2', [before.length, hash])
    await until('the copy is ready', async () => (await progress())[0]?.status === 'ready')
    assert.deepEqual(incoming(), [])
    await page.goto(here)
    const link = page.getByRole('link', { name: /^Download/ })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    const files = await unzip(readFileSync(await download.path()))
    assert.equal(ManifestDocument.parse(JSON.parse(String(files.get('export.json')))).pictures.length, 3)
    await context.close()
  })

  test('another Vitrine takes it in by one command, and again nothing is there twice', async () => {
    const other = await startProduct()
    try {
      await makeMember(other, { username: 'grace' })
      const take = async (): Promise<unknown> => {
        const args = ['import-export', join(folder, 'export.zip'), '--member', 'grace', '--profile', '--json']
        const { code, stdout, stderr } = await other.command(args)
        assert.equal(code, 0, stderr)
        const { taken, known, refused } = JSON.parse(stdout) as Record<string, unknown>
        return { taken, known, refused }
      }
      assert.deepEqual(await take(), { taken: 3, known: 0, refused: [] })
      assert.deepEqual(await take(), { taken: 0, known: 3, refused: [] })
      // A photograph is written anew where it is taken in, so its pixels are nearly the same.
      const pictures = `select title, description, alt, tags, attribution, visibility, width, height,
          case format when 'jpeg' then null else pixel_hash end as pixels
        from library_images order by visibility`
      assert.deepEqual(await query(other, pictures), await query(product, pictures))
      const about = 'select display_name, about from accounts_people'
      assert.deepEqual(await query(other, about), await query(product, about))
    } finally {
      await other.remove()
    }
  })

  test('nothing of it is left on the disk once the account is closed', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    await signInBy(page, 'ada')
    await takeZip(page)
    const [row] = await query<{ hash: string }>(product, 'select file_hash as hash from privacy_exports')
    const hash = row?.hash ?? ''
    const file = join(product.home, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash)
    assert.ok(readFileSync(file).length > 0)
    await page.goto('/settings/account/close')
    await page.check('[name=when][value=now]')
    await page.fill('[name=current]', goodPassword)
    await send(page)
    const isGone = async (): Promise<boolean> => {
      try {
        readFileSync(file)
        return false
      } catch {
        return true
      }
    }
    for (let tries = 0; tries < 100 && !(await isGone()); tries += 1) await sleep(100)
    assert.equal(await isGone(), true)
    assert.equal((await query(product, 'select 1 from privacy_exports')).length, 0)
    await context.close()
  })
})
