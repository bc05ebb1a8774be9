import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessibilityProblems, openBrowser, openPerson } from '#test/browser'
import { lettersTo, linkTo, makeKey, send, shows, textOf, until, uploadBy } from '#test/people'
import { photograph } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query, residue } from '#test/residue'
import { signInAsStaff } from '#test/staff'

describe('an inquiry', () => {
  let product: Product
  let browser: Browser
  /** Somebody of support. */
  let desk: Page
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    desk = (await openPerson(browser, product.origin)).page
    await signInAsStaff(product, desk, 'helper', 'support')
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const withoutScript = (): Promise<{ context: BrowserContext; page: Page }> =>
    openPerson(browser, product.origin, { javaScriptEnabled: false })

  /** Sends the form as a program would: what a browser keeps from leaving leaves. */
  const post = (fields: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${product.origin}/inquiry`, {
      method: 'POST',
      headers: { origin: product.origin, accept: 'text/html' },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
  const countThreads = async (): Promise<number> =>
    (await query<{ id: string }>(product, 'select id from support_threads')).length

  test('is made by a form without script, cookie or account, and got its receipt (promise: S-18)', async () => {
    const { context, page } = await withoutScript()
    await page.goto('/')
    await page.click('footer a[href="/inquiry"]')
    await page.fill('[name=name]', 'Ada Byron')
    await page.fill('[name=email]', 'byron@example.org')
    await page.fill('[name=message]', 'Which pictures would carry zqadsmarker?')
    await send(page)
    await shows(page, /We have your question.*thr_\w+/)
    const [number] = /thr_\w+/.exec(await textOf(page)) ?? []
    assert.equal(await countThreads(), 1)

    // By the link of the receipt: seen, added to, corrected, taken back.
    const link = await linkTo(product, 'byron@example.org', '/inquiry')
    assert.ok(lettersTo(product, 'byron@example.org')[0]?.includes(number ?? '?'))
    await page.goto(link)
    await shows(page, /Which pictures would carry zqadsmarker\?/)
    await page.fill('[name=text]', 'And how large?')
    await page.click('form[action*=write] button')
    await shows(page, /Your words are with us.*And how large\?/)
    await page.click('summary')
    await page.fill('[name=name]', 'Ada King')
    await page.click('form[action*=correct] button')
    await shows(page, /It is corrected/)
    assert.equal(await page.inputValue('[name=name]'), 'Ada King')
    await page.click('form[action*=withdraw] button')
    await shows(page, /Your inquiry is erased/)
    assert.equal(await countThreads(), 0)
    assert.equal((await page.goto(link))?.status(), 404)
    assert.deepEqual(await residue(product, 'zqadsmarker'), [], 'sealed while it was there, and gone')
    assert.deepEqual(await context.cookies(), [])
  })

  test('needs a name and an e-mail address and nothing else; what the form does not ask for is dropped (promise: S-19)', async () => {
    const { page } = await withoutScript()
    await page.goto('/inquiry')
    const required = await page
      .locator('main form :is(input, textarea, select)[required]')
      .evaluateAll((all) => all.map((field) => field.getAttribute('name')))
    assert.deepEqual(required, ['name', 'email'])
    assert.equal(await page.locator('[name=age], [name=gender], [name=likes]').count(), 0, 'unless switched on')

    const before = await countThreads()
    for (const field of ['name', 'email'] as const) {
      const answer = await post({ name: 'Ada', email: 'one@example.org', [field]: '' })
      assert.equal(answer.status, 422, field)
      assert.match(await answer.text(), new RegExp(`id="${field}-error"`), 'beside its field')
    }
    assert.equal(await countThreads(), before)

    const marker = 'zqdroppedmarker'
    const both = { name: 'Ada', email: 'both@example.org' }
    const answer = await post({ ...both, age: marker, state: marker, company: marker, [marker]: marker })
    assert.equal(answer.status, 303)
    assert.equal(await countThreads(), before + 1, 'both are enough')
    await until('the letter', () => lettersTo(product, 'both@example.org')[0])
    assert.deepEqual(await residue(product, marker), [])
  })

  test('takes a website and a sector from those who give them, and is as good without (promise: S-21)', async () => {
    const { page } = await withoutScript()
    for (const [site, vertical] of [
      ['paper.example/start', 'food'],
      ['', ''],
    ] as const) {
      const email = `sector-${vertical || 'none'}@example.org`
      await page.goto('/inquiry')
      await page.fill('[name=name]', 'Ada')
      await page.fill('[name=email]', email)
      await page.fill('[name=site]', site)
      await page.selectOption('[name=vertical]', vertical)
      await send(page)
      await shows(page, /We have your question/)
      await page.goto(await linkTo(product, email, '/inquiry'))
      assert.equal(await page.inputValue('[name=site]'), site && `https://${site}`)
      assert.equal(await page.inputValue('[name=vertical]'), vertical)
    }
    const offered = await page.locator('[name=vertical] option').count()
    assert.ok(offered > 10, 'the sector is chosen from a list')
    assert.equal((await post({ name: 'Ada', email: 'x@example.org', vertical: 'anything' })).status, 422)
  })

  /** The page of what this address asked, found as staff does. */
  async function openAtDesk(email: string): Promise<void> {
    await desk.goto('/staff/inbox')
    await desk.fill('[name=address]', email)
    await desk.click('form[action*=find] button')
    await desk.waitForSelector('section[aria-labelledby=found] tbody a')
    await desk.click('section[aria-labelledby=found] tbody a')
    await desk.waitForSelector('#text')
  }
  const chosenIn = (page: Page): Promise<readonly string[]> =>
    page
      .locator('[name=interests]:checked')
      .evaluateAll((all) => all.map((box) => (box as unknown as { value: string }).value))
  const letterAbout = (email: string, pattern: RegExp): Promise<string> =>
    until(`a letter to ${email} about ${pattern}`, () => lettersTo(product, email).find((text) => pattern.test(text)))

  test('is answered about the services that were asked about, and about nothing else (promise: S-20)', async () => {
    const email = 'subject@example.org'
    const { page } = await withoutScript()
    await page.goto('/inquiry?interest=publisher')
    assert.deepEqual(await chosenIn(page), ['publisher'])
    await page.check('[name=interests][value=library]')
    await page.fill('[name=name]', 'Ada')
    await page.fill('[name=email]', email)
    await send(page)
    await linkTo(product, email, '/inquiry')

    await openAtDesk(email)
    await shows(desk, /About: Publishers.*Prepare it about: Library/)
    assert.equal(/Prepare it about: (Advertisers|Networks)/.test(await textOf(desk)), false)
    assert.deepEqual(await accessibilityProblems(desk), [])
    // What the page does not offer is refused where somebody sends it all the same.
    await desk.evaluate(`document.querySelector('form[action*=send] [name=topic]').value = 'advertiser'`)
    await desk.fill('#text', 'Buy zqspace today.')
    await desk.click('form[action*=send] button[type=submit]:not([formaction])')
    assert.ok(
      await until('the answer of the page', async () => /ask about this service|on its way/.exec(await textOf(desk))),
    )
    await shows(desk, /They did not ask about this service/)
    assert.deepEqual(await residue(product, 'zqspace'), [])

    await desk.reload()
    await desk.fill('#text', 'Large ones, above all.')
    await desk.click('form[action*=send] button[type=submit]:not([formaction])')
    await letterAbout(email, /Large ones, above all\./)
    const all = lettersTo(product, email)
    assert.equal(all.length, 2, 'the receipt and the answer')
    for (const letter of all) assert.doesNotMatch(letter, /newsletter|unsubscribe/i)
  })

  test('says why a website and a sector help, and the answer that is prepared fits them (promise: S-22)', async () => {
    const { page } = await withoutScript()
    await page.goto('/inquiry')
    assert.match(await page.innerText('#site-why'), /propose what suits/)
    assert.match(await page.innerText('#vertical-why'), /names the formats that suit/)
    const prepared = new Map<string, string>()
    for (const vertical of ['travel', 'news', '']) {
      const email = `fits-${vertical || 'nobody'}@example.org`
      await page.goto('/inquiry?interest=publisher')
      await page.fill('[name=name]', 'Ada')
      await page.fill('[name=email]', email)
      await page.fill('[name=site]', vertical && `https://${vertical}.example/start`)
      await page.selectOption('[name=vertical]', vertical)
      await send(page)
      await linkTo(product, email, '/inquiry')
      await openAtDesk(email)
      prepared.set(vertical, await desk.inputValue('#text'))
    }
    assert.match(prepared.get('travel') ?? '', /wide views of places we would begin with a small corner/)
    assert.match(prepared.get('travel') ?? '', /look at travel\.example/)
    assert.match(prepared.get('news') ?? '', /large picture of an article we would begin with a strip/)
    assert.match(prepared.get('') ?? '', /tell us which sector/)
    // As it was prepared it goes, once staff says so.
    await openAtDesk('fits-travel@example.org')
    await desk.click('form[action*=send] button[type=submit]:not([formaction])')
    await letterAbout('fits-travel@example.org', /wide views of places/)
  })

  test('begins at public pages that describe the service for each audience, with its service chosen (promise: S-77)', async () => {
    const { context, page } = await withoutScript()
    const key = await makeKey(product, 'helper', 'images:write')
    const about = { title: 'A quiet bay', alt: 'A bay', licence: 'CC0-1.0', visibility: 'public' }
    await uploadBy(product, key, await photograph(4, 1200, 800), about)
    const terms = {
      publisher: /You get 70 percent of what advertisers pay/,
      advertiser: /with 14 days’ notice where a number of impressions was promised/,
      network: /Our fee is 15 percent of that/,
    }
    for (const [audience, term] of Object.entries(terms)) {
      await page.goto('/')
      await page.click(`footer a[href="/${audience}s"]`)
      const text = await textOf(page)
      assert.match(text, term)
      assert.match(text, /What is never done/)
      assert.match(text, /A strip along the lower edge of a picture\./)
      assert.ok((await page.locator('.formats .picture').count()) > 1, 'drawn on a picture of the library')
      await page.click(`main header a[href="/inquiry?interest=${audience}"]`)
      assert.deepEqual(await chosenIn(page), [audience])
    }
    await page.goto('/inquiry')
    assert.deepEqual(await chosenIn(page), [], 'the negative control')
    await page.goto('/inquiry?interest=everything&interest=network')
    assert.deepEqual(await chosenIn(page), ['network'])
    assert.deepEqual(await context.cookies(), [])
  })

  test('that two answer at once goes out once, and the second reads what the first wrote, with their own words kept', async () => {
    const email = 'at-once@example.org'
    assert.equal((await post({ name: 'Ada', email })).status, 303)
    await openAtDesk(email)
    const second = (await openPerson(browser, product.origin, { storageState: await desk.context().storageState() }))
      .page
    await second.goto(new URL(desk.url()).pathname)
    await desk.fill('#text', 'From the first.')
    await second.fill('#text', 'From the second.')
    await desk.click('form[action*=send] button[type=submit]:not([formaction])')
    await letterAbout(email, /From the first/)
    await second.click('form[action*=send] button[type=submit]:not([formaction])')
    await second.waitForSelector('#meanwhile')
    await shows(second, /Written meanwhile We.*From the first\./)
    assert.equal(await second.inputValue('#text'), 'From the second.')
    assert.deepEqual(await accessibilityProblems(second), [])
    assert.equal(lettersTo(product, email).length, 2, 'the receipt and one answer')
  })

  test('of whoever wants a call is a task with the number, which is shown only then, and no letter', async () => {
    const call = { channel: 'telephone', telephone: '+49 30 7654321' }
    const answer = await post({ name: 'Ada', email: 'call@example.org', ...call })
    assert.match(answer.headers.get('location') ?? '', /^\/inquiry\/[\w-]{40,}\?received$/)
    await openAtDesk('call@example.org')
    assert.doesNotMatch(await textOf(desk), /7654321/)
    await desk.fill('#text', 'Tell them about corners.')
    await desk.click('form[action*=send] button[type=submit]:not([formaction])')
    await desk.waitForSelector('#call')
    await shows(desk, /\+49 30 7654321.*Tell them about corners\./)
    await desk.check('[name=reached][value=yes]')
    await desk.fill('[name=outcome]', 'They are glad.')
    await desk.click('form[action*=call] button')
    await until('it is noted', async () => /They are glad/.test(await textOf(desk)))
    assert.doesNotMatch(await textOf(desk), /7654321/)
    assert.deepEqual(lettersTo(product, 'call@example.org'), [])
  })
})
