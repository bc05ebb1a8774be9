import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser, openPerson } from '#test/browser'
import {
  fillSignUp,
  goodPassword,
  lettersTo,
  linkTo,
  makeMember,
  send,
  sendAndWait,
  signInBy,
  until,
} from '#test/people'
import { cutOut } from '#test/pictures'
import { type Product, startProduct } from '#test/product'
import { query, residue } from '#test/residue'

/** Values that occur nowhere else, to be searched for in everything that is kept. */
const secretPassword = 'Zwölf-quiet-Herons-77413'
const markedEmail = 'marker.q7x2k9@example.org'
const sealedEmail = 'sealed.m4r8k1@example.org'

describe('an account, from the form to what is stored', () => {
  let product: Product
  let browser: Browser
  before(async () => {
    ;[product, browser] = await Promise.all([startProduct({ environment: { LOG_LEVEL: 'debug' } }), openBrowser()])
  })
  after(async () => {
    await browser.close()
    await product.remove()
  })

  const people = (): Promise<readonly { username: string; status: string }[]> =>
    query(product, 'select username, status from accounts_people order by username')

  test('with three fields, and no more, one has an account; the versions agreed to are kept (promises: G-18, G-22)', async () => {
    const { page, context, foreign, errors } = await openPerson(browser, product.origin)
    await fillSignUp(page, { username: 'ada' })
    const asked = await page
      .locator('main form [name]:not([type=hidden])')
      .evaluateAll((fields) => fields.map((field) => field.getAttribute('name')))
    assert.deepEqual(
      asked,
      ['username', 'email', 'password', 'birthMonth', 'birthYear', 'agreeTerms', 'agreePrivacy', 'agreeRegion'],
      'three fields, a question that is forgotten, and three ticks',
    )
    const privacy = await page.inputValue('[name=privacyVersion]')
    const terms = await page.inputValue('[name=termsVersion]')
    assert.ok(privacy && terms)
    await send(page)
    await page.goto(await linkTo(product, 'ada@example.org', '/verify'))
    await page.locator('main form button[type=submit]').first().click()
    await signInBy(page, 'ada')

    assert.deepEqual(await people(), [{ username: 'ada', status: 'active' }])
    const agreed = await query<{ document: string; version: string }>(
      product,
      'select document, version from accounts_agreements order by document',
    )
    assert.deepEqual(agreed, [
      { document: 'privacy', version: privacy },
      { document: 'storage-region', version: 'United States' },
      { document: 'terms', version: terms },
    ])
    const optional = await query(product, 'select display_name, about, profile_public from accounts_people')
    assert.deepEqual(optional, [{ display_name: null, about: null, profile_public: false }], 'blank until filled in')
    assert.deepEqual([foreign, errors], [[], []])
    await context.close()
  })

  test('a password is nowhere: not in the database, its files, logs or letters; what is kept is argon2id (promise: G-20)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    await fillSignUp(page, { username: 'grace', password: secretPassword })
    await send(page)
    await page.goto(await linkTo(product, 'grace@example.org', '/verify'))
    await page.locator('main form button[type=submit]').first().click()
    await page.goto('/sign-in')
    await page.fill('[name=login]', 'grace')
    await page.fill('[name=password]', `${secretPassword} wrong`)
    await send(page)
    await page.getByText('do not fit').first().waitFor()
    await signInBy(page, 'grace', secretPassword)

    assert.deepEqual(await residue(product, secretPassword), [])
    assert.deepEqual(await residue(product, Buffer.from(secretPassword).toString('base64').slice(0, 30)), [])
    assert.ok(
      (await residue(product, 'grace')).includes('table public.accounts_people'),
      'the search finds what is there',
    )
    const [kept] = await query<{ hash: string }>(
      product,
      `select hash from accounts_passwords p join accounts_people a on a.id = p.person_id where username = 'grace'`,
    )
    assert.match(kept?.hash ?? '', /^\$argon2id\$v=19\$m=\d{5,},t=\d+,p=\d+\$[\w+/]{22,}\$[\w+/]{40,}$/)
    await context.close()
  })

  test('until the address is proven an account can do nothing but prove it or go (promise: G-21)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    await fillSignUp(page, { username: 'mary', email: markedEmail })
    await send(page)
    const link = await linkTo(product, markedEmail, '/verify')
    await signInBy(page, 'mary')
    const bytes = await cutOut(3, 300)
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const upload = async (): Promise<{ status: number; code: string | undefined }> => {
      const form = new FormData()
      form.set('agreeRegion', 'on')
      form.set('file', new Blob([new Uint8Array(bytes)]), 'x')
      const answer = await fetch(`${product.origin}/upload/pictures`, {
        method: 'POST',
        headers: { cookie, origin: product.origin, accept: 'application/json' },
        body: form,
      })
      return { status: answer.status, code: ((await answer.json()) as { code?: string }).code }
    }
    assert.deepEqual(await upload(), { status: 403, code: 'verify-first' })
    await page.goto('/settings/profile')
    await page.check('[name=profilePublic]')
    await send(page)
    await page
      .getByText(/verify/i)
      .first()
      .waitFor()
    assert.deepEqual(
      await query(product, `select status, profile_public from accounts_people where username = 'mary'`),
      [{ status: 'unverified', profile_public: false }],
    )
    // It may go …
    await page.goto('/settings/account/close')
    assert.equal(await page.locator('main form button[type=submit]').count(), 1)
    // … or prove the address, and then it may.
    await page.goto(link)
    await page.locator('main form button[type=submit]').first().click()
    await page.goto('/my')
    assert.equal((await upload()).status, 201, 'the negative control: proven, the same is taken')
    await page.goto(link)
    await page
      .locator('main form button[type=submit]')
      .first()
      .click()
      .catch(() => {})
    await page
      .getByText(/no longer works/i)
      .first()
      .waitFor()
    await context.close()
  })

  test('an address is stored sealed: no table and no file holds it, beside the letters themselves (promise: G-21)', async () => {
    const { page, context } = await openPerson(browser, product.origin)
    await fillSignUp(page, { username: 'lise', email: sealedEmail })
    await send(page)
    await page.waitForURL(/sent/)
    const places = async (): Promise<readonly string[]> =>
      (await residue(product, sealedEmail)).filter((place) => !place.startsWith('file outbox/'))
    assert.deepEqual(await places(), [])
    await until('it is written to', () => lettersTo(product, sealedEmail).length > 0)
    assert.deepEqual(await places(), [])
    await context.close()
    const [row] = await query<{ sealed: number; indexed: number }>(
      product,
      'select min(length(email)) as sealed, min(length(email_index)) as indexed from accounts_addresses',
    )
    assert.ok(row && row.sealed > 28 && row.indexed === 32)
  })

  test('each optional field can be given, and taken away alone (promise: G-22)', async () => {
    await makeMember(product, { username: 'emmy' })
    const { page, context } = await openPerson(browser, product.origin)
    await signInBy(page, 'emmy')
    const optional = { displayName: 'Emmy N.', about: 'Rings and ideals.' }
    const columns = async (): Promise<unknown> =>
      (
        await query<Record<string, unknown>>(
          product,
          `select display_name as "displayName", about from accounts_people where username = 'emmy'`,
        )
      )[0]
    await page.goto('/settings/profile')
    for (const [name, value] of Object.entries(optional)) {
      assert.equal(await page.inputValue(`[name=${name}]`), '', `${name} is blank`)
      assert.equal(await page.locator(`[name=${name}]`).getAttribute('required'), null)
      await page.fill(`[name=${name}]`, value)
    }
    assert.equal((await page.getByText('optional', { exact: false }).count()) >= 2, true, 'both are marked so')
    await sendAndWait(page)
    await page.getByText('Saved.').waitFor()
    assert.deepEqual(await columns(), optional)
    for (const name of Object.keys(optional)) {
      await page.goto('/settings/profile')
      await page.fill(`[name=${name}]`, '')
      await sendAndWait(page)
      await page.getByText('Saved.').waitFor()
      const { [name as keyof typeof optional]: _, ...others } = optional
      const left = (await columns()) as Record<string, unknown>
      assert.equal(left[name], null)
      for (const [other, value] of Object.entries(others)) assert.equal(left[other], value, `${other} stays`)
      await page.fill(`[name=${name}]`, optional[name as keyof typeof optional])
      await sendAndWait(page)
      await page.getByText('Saved.').waitFor()
    }
    await context.close()
  })

  test('an answer under 13 ends the form, keeps nothing, and the second try in this session is refused (promise: G-37)', async () => {
    const before = (await people()).length
    const { page, context } = await openPerson(browser, product.origin)
    const lastYear = new Date(
      Date.parse((await query<{ now: Date }>(product, 'select now()'))[0]?.now.toISOString() ?? ''),
    )
    const young = String(lastYear.getUTCFullYear() - 9)
    await fillSignUp(page, { username: 'tim', email: 'child-5521@example.org' }, { birthYear: young })
    const words = await page.textContent('main')
    assert.doesNotMatch(words ?? '', /\b13\b|thirteen|too young/i, 'nothing says which answer is wanted')
    await send(page)
    await page.waitForURL(/\?/)
    assert.match(page.url(), /not-possible/)
    assert.doesNotMatch(
      (await page.textContent('main')) ?? '',
      /try again|\b13\b|year of birth/i,
      'no hint to try again',
    )
    assert.equal((await people()).length, before)
    assert.deepEqual(await residue(product, 'child-5521'), [])
    assert.equal(lettersTo(product, 'child-5521@example.org').length, 0)

    const [cookie, ...others] = await context.cookies()
    assert.deepEqual(others, [])
    assert.equal(cookie?.expires, -1, 'gone with the session of the browser')
    await page.goto('/sign-up')
    assert.equal(await page.locator('[name=birthYear]').count(), 0, 'the form is not shown again')
    const again = await page.request.post('/sign-up', {
      headers: { origin: product.origin, accept: 'text/html' },
      form: {
        username: 'tim',
        email: 'child-5521@example.org',
        password: goodPassword,
        birthMonth: '5',
        birthYear: '1990',
      },
      maxRedirects: 0,
    })
    assert.equal(again.status(), 303)
    assert.equal((await people()).length, before, 'refused, whatever it says')

    // The negative control: elsewhere the same form makes an account; and the cookie is the same for everybody.
    const other = await openPerson(browser, product.origin)
    await fillSignUp(other.page, { username: 'timothy' })
    await send(other.page)
    await other.page.waitForURL(/sent/)
    assert.equal((await people()).length, before + 1)
    await fillSignUp(other.page, { username: 'anna' }, { birthYear: young })
    await send(other.page)
    await other.page.waitForURL(/not-possible/)
    assert.equal((await other.context.cookies())[0]?.value, cookie?.value, 'it tells nobody from anybody')
    await Promise.all([context.close(), other.context.close()])
  })
})
