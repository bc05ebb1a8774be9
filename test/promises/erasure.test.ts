import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { graceDays } from '#privacy/erasure'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import {
  type UploadedImage,
  goodPassword,
  lettersTo,
  makeKey,
  makeMember,
  send,
  signInBy,
  until,
  uploadBy,
} from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query, residue } from '#test/residue'

describe('the end of an account, by its buttons', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct({ environment: { LOG_LEVEL: 'debug' } }), openBrowser()])
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const status = (path: string): Promise<number> =>
    fetch(new URL(path, product.origin), { redirect: 'manual' }).then((answer) => answer.status)

  /** A member with a marked text everywhere, a picture, an open profile, and a key. */
  async function somebody(username: string, seed: number): Promise<{ image: UploadedImage; key: string }> {
    await makeMember(product, { username })
    const key = await makeKey(product, username, 'images:read,images:write,me:read')
    const image = await uploadBy(product, key, await cutOut(seed, 400), {
      title: `Garden of ${username}`,
      tags: username,
    })
    await query(
      product,
      `update accounts_people set profile_public = true, display_name = $1, about = $1 where username = $2`,
      [`Words of ${username}`, username],
    )
    return { image, key }
  }

  const addresses = ({ image }: { image: UploadedImage }): readonly string[] => [
    image.page,
    `/api/v1/images/${image.id}`,
    image.download,
    ...image.variants.map(({ url }) => url),
  ]

  async function askFor(page: Page, when: 'later' | 'now', password = goodPassword): Promise<void> {
    await page.goto('/settings/account')
    await page.click('a[href="/settings/account/close"]')
    await page.check(`[name=when][value=${when}]`)
    await page.fill('[name=current]', password)
    await send(page)
  }

  test('later: hidden everywhere at once, and back as it was by one button, without script (promises: G-119, G-121)', async () => {
    const ada = await somebody('adaquill', 1)
    const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
    // Asked often, so that they are in memory.
    for (let again = 0; again < 3; again++)
      for (const path of addresses(ada)) assert.equal(await status(path), 200, path)
    await signInBy(page, 'adaquill')

    await askFor(page, 'later', 'a guess')
    assert.ok(page.url().includes('/close'), 'a wrong password does nothing')
    assert.equal(await status(ada.image.page), 200)
    assert.equal(
      await page.locator('main a[href="/privacy/my-data/export"]').count(),
      1,
      'a copy of everything is offered first',
    )
    assert.match(await page.innerText('main table'), /Your pictures\s+1/)

    const policy = await fetch(`${product.origin}/privacy`).then((answer) => answer.text())
    assert.match(policy, new RegExp(`hidden from everybody at once.*After ${graceDays} days`), 'as the policy says')
    await askFor(page, 'later')
    await page.waitForURL(/sign-in/)
    for (const path of addresses(ada)) assert.equal(await status(path), 404, path)
    assert.equal(await status('/@adaquill'), 404)
    const me = await fetch(`${product.origin}/api/v1/me`, { headers: { authorization: ada.key } })
    assert.equal(me.status, 401, 'the key has ended')
    const [letter] = await until('the letter', () => {
      const letters = lettersTo(product, 'adaquill@example.org').filter((text) => text.includes('will be erased'))
      return letters.length > 0 && letters
    })
    assert.match(letter ?? '', /Keep my account/)

    await signInBy(page, 'adaquill')
    assert.equal(new URL(page.url()).pathname, '/leaving')
    await page.goto('/my')
    assert.equal(new URL(page.url()).pathname, '/leaving', 'from everywhere')
    await send(page)
    await page.waitForURL(/settings\/account/)
    for (const path of addresses(ada)) assert.equal(await status(path), 200, path)
    assert.equal(await status('/@adaquill'), 200)
    await context.close()
  })

  test('now: nothing is left of what was held, and the receipt says so in kinds and counts (promises: G-119, G-121)', async () => {
    const marker = 'lovelacequartz'
    const gone = await somebody(marker, 2)
    const stays = await somebody('staysbehind', 3)
    const { page, context, errors } = await openPerson(browser, product.origin)
    await signInBy(page, marker)
    await page.goto('/settings/profile')
    // Where a member's words and numbers lie: the letters beside, everything but the raw files of the database.
    const places = async (text: string): Promise<readonly string[]> =>
      (await residue(product, text)).filter((place) => !place.startsWith('file pg'))
    const [numbers] = await query<{ person: string; image: string }>(
      product,
      `select p.id as person, i.id as image from accounts_people p join library_images i on i.owner_id = p.id
       where username = $1`,
      [marker],
    )
    assert.ok(numbers)
    await until('every rendition is made', async () => {
      const [{ count } = { count: 1 }] = await query<{ count: number }>(
        product,
        'select count(*)::int as count from graphile_worker._private_jobs',
      )
      return count === 0
    })
    const files = (): readonly string[] =>
      readdirSync(join(product.home, 'blobs'), { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [entry.name] : [],
      )
    const own = await query<{ hash: string }>(
      product,
      'select hash from platform_blob_uses where used_by like $1 and hash not in (select hash from platform_blob_uses where used_by not like $1)',
      [`%${numbers.image}%`],
    )
    assert.ok(own.length > 3 && own.every(({ hash }) => files().includes(hash)), 'the control: the files are there')
    const before = await places(marker)
    for (const table of ['accounts_people', 'library_images', 'library_search_tags', 'library_search_entries']) {
      assert.ok(before.includes(`table public.${table}`), `the control: ${table} has it`)
    }
    assert.ok((await places(numbers.person)).length > 5, 'the control: the number is in many tables')

    const began = performance.now()
    await askFor(page, 'now')
    await page.waitForURL(/privacy\/receipt/)
    const receipt = page.url()
    await page.getByText('Everything is gone').waitFor()
    assert.ok(performance.now() - began < 60_000)
    assert.deepEqual(await accessibilityProblems(page), [])
    const told = await page.innerText('main')
    assert.match(told, /Your pictures\s+1/)
    assert.match(told, /User names you gave up, until/)
    assert.ok(!told.toLowerCase().includes(marker))

    // The last letter is theirs, and the only thing that names them.
    const letters = lettersTo(product, `${marker}@example.org`)
    assert.equal(letters.length, 1)
    assert.ok(letters[0]?.includes(new URL(receipt).pathname))
    const last = `file outbox/${readdirSync(join(product.home, 'outbox')).find((name) => readFileSync(join(product.home, 'outbox', name), 'utf8').includes(marker))}`
    assert.deepEqual(
      (await places(marker)).filter((place) => place !== last),
      [],
    )
    assert.deepEqual(await places(numbers.image), [], 'no number either')
    assert.deepEqual(
      (await places(numbers.person)).filter((place) => !place.startsWith('file erased/')),
      [],
      'nor theirs, but in the note that keeps them from coming back with a backup',
    )
    const left = files()
    assert.deepEqual(
      own.filter(({ hash }) => left.includes(hash)),
      [],
    )
    for (const path of addresses(gone)) assert.equal(await status(path), 404, path)
    for (const path of addresses(stays)) assert.equal(await status(path), 200, `others' work stays: ${path}`)
    await page.goto('/sign-in')
    await page.fill('[name=login]', marker)
    await page.fill('[name=password]', goodPassword)
    await send(page)
    await page.getByText('do not fit').first().waitFor()
    assert.deepEqual(
      errors.filter((error) => !error.includes('401')),
      [],
    )
    await context.close()
  })

  test('killed with -9 in its midst, it is finished after the next start (promise: G-121)', async () => {
    for (const [round, pauseMs] of [0, 250].entries()) {
      const username = `killedmid${'abc'[round]}`
      const { image } = await somebody(username, 10 + round)
      const { page, context } = await openPerson(browser, product.origin, { javaScriptEnabled: false })
      await signInBy(page, username)
      await askFor(page, 'now')
      await sleep(pauseMs)
      await product.kill()
      await context.close()
      product = await product.again()
      for (const path of addresses({ image })) assert.equal(await status(path), 404, path)
      await until(`${username} is erased`, async () => {
        const rows = await query(product, `select 1 from privacy_erasures where state <> 'done'`)
        return rows.length === 0
      })
      assert.deepEqual(
        (await residue(product, username)).filter((place) => !/^file (pg|outbox)/.test(place)),
        [],
      )
      const unused = await query(
        product,
        `select 1 from platform_blobs b where not exists (select from platform_blob_uses u where u.hash = b.hash)`,
      )
      assert.deepEqual(unused, [])
    }
  })
})
