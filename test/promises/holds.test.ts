import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { dayMs } from '#platform/clock'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { goodPassword, lettersTo, makeMember, pressAndWait, send, shows, signInBy, textOf, until } from '#test/people'
import { type Product, startProduct } from '#test/product'
import { query, residue } from '#test/residue'
import { signInAsStaff } from '#test/staff'

const why = 'The tax office wants bills for ten years.'

describe('what the law makes us keep', () => {
  let product: Product
  let browser: Browser
  /** The privacy counsel, whose browser has no script. */
  let desk: Page
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    const { context, page } = await openPerson(browser, product.origin)
    await signInAsStaff(product, page, 'counsel', 'privacy_counsel')
    desk = await withoutScript(context)
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  /** Somebody who is signed in already, in a browser without script. */
  async function withoutScript(context: BrowserContext): Promise<Page> {
    const storageState = await context.storageState()
    return (await openPerson(browser, product.origin, { javaScriptEnabled: false, storageState })).page
  }
  const sealedLeft = async (): Promise<number> =>
    (await query<{ id: string }>(product, 'select id from privacy_holds')).length

  /** Places a hold by the page. @returns its address */
  async function place(who: string, fields: readonly string[]): Promise<string> {
    await desk.goto('/staff/holds/new')
    await desk.fill('[name=who]', who)
    await desk.check('[name=because][value=legal-obligation]', { force: true })
    await desk.fill('[name=reason]', why)
    await desk.fill('[name=endsOn]', new Date(Date.now() + 40 * dayMs).toISOString().slice(0, 10))
    for (const field of fields) {
      const box = desk.locator(`[name=fields][value="${field}"]`)
      const group = desk.locator('details', { has: box })
      if ((await group.getAttribute('open')) === null) await group.locator('summary').click()
      await box.check()
    }
    await send(desk)
    await shows(desk, /The hold is placed/)
    return new URL(desk.url()).pathname
  }

  /** Closes the account of whoever is signed in. @returns what the receipt says */
  async function leave(page: Page): Promise<string> {
    await page.goto('/settings/account/close')
    await page.check('[name=when][value=now]', { force: true })
    await page.fill('[name=current]', goodPassword)
    await send(page)
    await page.waitForURL(/\/privacy\/receipt\//)
    await until('everything is gone', async () => {
      await page.reload()
      return /Everything is gone/.test(await textOf(page))
    })
    return textOf(page)
  }

  test('is told exactly, why and until when; exactly that stays, sealed, until its day, and nothing of others (promise: G-120)', async () => {
    await makeMember(product, { username: 'adaquartz' })
    await makeMember(product, { username: 'gracequartz' })
    const ada = await openPerson(browser, product.origin)
    await signInBy(ada.page, 'adaquartz')
    await ada.page.goto('/settings/profile')
    await ada.page.fill('[name=about]', 'I like quartzlamps.')
    await ada.page.locator('form:has([name=about]) button[type=submit]').first().click()
    await ada.page.waitForURL(/saved/)
    await ada.page.goto('/privacy/my-data')
    assert.ok(!/Held back by law/.test(await ada.page.locator('h2').allInnerTexts().then(String)), 'the control')

    const at = await place('adaquartz@example.org', ['accounts_addresses.email', 'accounts_people.created_at'])
    await shows(desk, /still there, so nothing is held apart/)

    // Told: by letter, among one's data, in the log, before one goes.
    const letter = await until('the letter', () =>
      lettersTo(product, 'adaquartz@example.org').find((text) => /held back by law/i.test(text)),
    )
    assert.match(letter, /law requires/)
    await ada.page.goto('/privacy/my-data')
    assert.equal(await ada.page.locator('section[aria-labelledby=held-back]').count(), 1, 'among one’s data')
    const section = (await ada.page.locator('section[aria-labelledby=held-back]').innerText()).replace(/\s+/g, ' ')
    for (const word of [why, 'The law requires us to keep it.', 'the privacy counsel']) {
      assert.ok(section.includes(word), word)
    }
    assert.match(section, /address/i)
    assert.ok(
      !section.includes('counsel1') && !/\bcounsel\b(?<!privacy counsel)/.test(section),
      'the role, not the name',
    )
    await shows(ada.page, /Decided that values of yours stay/)
    assert.deepEqual(await accessibilityProblems(ada.page), [])
    await ada.page.goto('/settings/account/close')
    await shows(ada.page, /Held back by law.*These values stay although you go/)
    assert.deepEqual(await accessibilityProblems(ada.page), [])

    // Later: the page that they are led to tells of it as well.
    await ada.page.fill('[name=current]', goodPassword)
    await send(ada.page)
    await ada.page.waitForURL(/sign-in/)
    await signInBy(ada.page, 'adaquartz')
    assert.equal(new URL(ada.page.url()).pathname, '/leaving')
    assert.ok((await textOf(ada.page)).includes(why))
    await send(ada.page)
    await ada.page.waitForURL(/settings\/account/)

    const receipt = await leave(ada.page)
    assert.match(receipt, /What is kept, and until when.*E-mail address, until \w.*The law requires us to keep it\./)
    assert.ok(!receipt.includes('quartz') && !receipt.includes(why), 'no value, and no word that may hold one')
    const inRows = async (marker: string): Promise<readonly string[]> =>
      (await residue(product, marker)).filter((place) => place.startsWith('table '))
    assert.deepEqual(await inRows('adaquartz'), [])
    assert.deepEqual(await inRows('quartzlamps'), [], 'what no hold names is gone')

    // What stays is what was named, and is read with a reason only.
    await desk.goto(at)
    assert.ok(!(await textOf(desk)).includes('adaquartz'))
    // The browser itself sends nothing without a reason, so there is no answer to wait for.
    await desk.locator('form[action*=open] button').click()
    assert.ok(!(await textOf(desk)).includes('adaquartz'), 'no reason, no values')
    await desk.fill('[name=reason]', 'The tax office has asked for it.')
    await pressAndWait(desk.locator('form[action*=open] button'))
    const held = await desk.locator('[role=status]').first().innerText()
    assert.match(held, /adaquartz@example\.org/)
    assert.doesNotMatch(held, /quartzlamps|User name/)
    await desk.goto(at)
    assert.ok(!(await textOf(desk)).includes('adaquartz'), 'it stands under no address')
    await shows(desk, /counsel read what is held.*The tax office has asked/)

    // The control: of somebody without a hold nothing stays.
    const before = await sealedLeft()
    const grace = await openPerson(browser, product.origin)
    await signInBy(grace.page, 'gracequartz')
    assert.doesNotMatch(await leave(grace.page), /law requires/)
    assert.equal(await sealedLeft(), before)

    // Its day comes.
    const [row] = await query<{ id: string; keys: number }>(
      product,
      `update privacy_holds set made_at = made_at - interval '41 days', ends_at = ends_at - interval '41 days'
       returning id, (select count(*)::int from platform_subject_keys where subject_id = privacy_holds.id) as keys`,
    )
    assert.equal(row?.keys, 1, 'the control: its key is there')
    assert.equal((await desk.goto(at))?.status(), 404)
    await query(product, `select graphile_worker.add_job('app.expire')`)
    await until('the worker has come round', async () => {
      const [{ count } = { count: 1 }] = await query<{ count: number }>(
        product,
        `select count(*)::int as count from graphile_worker.jobs where task_identifier = 'app.expire'`,
      )
      return count === 0
    })
    assert.equal(await sealedLeft(), 0)
    const keys = await query(product, 'select subject_id from platform_subject_keys where subject_id = $1', [row?.id])
    assert.deepEqual(keys, [])
    await ada.context.close()
    await grace.context.close()
  })

  test('is lifted when it is no longer needed: they are told, and then nothing stays (promise: G-120)', async () => {
    await makeMember(product, { username: 'maryopal' })
    const mary = await openPerson(browser, product.origin)
    await signInBy(mary.page, 'maryopal')
    const before = await sealedLeft()
    const at = await place('maryopal', ['accounts_addresses.email'])
    await desk.goto(at)
    await desk.fill('[name=note]', 'The tax office has let it go.')
    await desk.locator('form[action*=lift] button').click()
    await shows(desk, /The hold is lifted/)
    await until('the letter', () =>
      lettersTo(product, 'maryopal@example.org').some((text) => /not held back any more/.test(text)),
    )
    await mary.page.goto('/privacy/my-data')
    assert.equal(await mary.page.locator('#held-back').count(), 0)
    await shows(mary.page, /Ended such a hold/)
    assert.doesNotMatch(await leave(mary.page), /law requires/)
    assert.equal(await sealedLeft(), before)
    await mary.context.close()
  })
})
