import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import type { Page } from 'playwright-core'
import { goodPassword, lettersTo, linkTo, send, sendAndWait, textOf, until } from '#test/people'
import type { Product } from '#test/product'

export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`main [name=${name}]`, value)
}

/** Files of a site by their path; what is not among them is not there. */
export const serving =
  (files: ReadonlyMap<string, string>): RequestListener =>
  ({ url = '' }, response) => {
    const text = files.get(url)
    if (text === undefined) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': url === '/' ? 'text/html; charset=utf-8' : 'text/plain' }).end(text)
  }

/** A question from the page of a service, without an account. */
export async function askFrom(page: Page, front: string, name: string, email: string): Promise<void> {
  await page.goto(front)
  await page.click('main header a[href^="/inquiry?interest="]')
  await page.waitForURL(/\/inquiry/)
  await fill(page, { name, email, message: 'How do we begin?' })
  await sendAndWait(page)
  await until('the receipt', async () => /We have your question/.test(await textOf(page)))
}

/** The answer of staff: what was prepared, with a sentence of their own. */
export async function answerAt(desk: Page, product: Product, email: string, sentence: string): Promise<void> {
  await linkTo(product, email, '/inquiry')
  await desk.goto('/staff/inbox')
  await desk.fill('[name=address]', email)
  await desk.click('form[action*=find] button')
  await desk.click('section[aria-labelledby=found] tbody a')
  await desk.waitForSelector('#text')
  const prepared = await desk.inputValue('#text')
  assert.ok(prepared.length > 100, 'an answer was prepared')
  await desk.fill('#text', `${prepared}\n\n${sentence}`)
  await desk.click('form[action*=send] button[type=submit]:not([formaction])')
  await until('the answer', () => lettersTo(product, email).some((letter) => letter.includes(sentence)))
}

export interface Welcomed {
  readonly kind: 'publisher' | 'advertiser' | 'network'
  readonly username: string
  readonly email: string
  readonly name: string
}

/** Staff lets a company in; whoever asked confirms the user name and sets a password, by the link of a letter. */
export async function welcome(desk: Page, page: Page, product: Product, whom: Welcomed): Promise<void> {
  await desk.goto('/staff/organisations/new')
  await fill(desk, { email: whom.email, username: whom.username, name: whom.name })
  await desk.check(`[name=kind][value=${whom.kind}]`)
  await desk.selectOption('[name=country]', 'NL')
  await sendAndWait(desk)
  const link = await linkTo(product, whom.email, '/welcome')
  assert.doesNotMatch(lettersTo(product, whom.email).join(), new RegExp(goodPassword), 'never a password')
  await page.goto(link)
  assert.equal(await page.inputValue('[name=username]'), whom.username)
  await page.fill('[name=password]', goodPassword)
  await page.selectOption('[name=birthMonth]', '5')
  await page.fill('[name=birthYear]', '1990')
  for (const tick of ['agreeTerms', 'agreePrivacy', 'agreeRegion']) await page.check(`[name=${tick}]`)
  await page.click('main form[action="?/accept"] button[type=submit]')
  await page.waitForURL(/\/sign-in/)
}

/** Signs what stands on the page of an agreement. */
export async function sign(page: Page, name: string): Promise<void> {
  await fill(page, { name, title: 'Managing director' })
  await page.check('[name=authority]')
  await page.click('main form[action="?/sign"] button')
  await page.waitForURL(/signed/)
}

/** Adds a site on the page of all. @returns its address in the console */
export async function addSite(page: Page, root: string, host: string): Promise<string> {
  await page.goto(`${root}/sites`)
  await fill(page, { host })
  await send(page)
  await page.waitForURL(/sit_/)
  return new URL(page.url()).pathname
}

/** What the page of a site asks to be put somewhere, word for word. */
export async function asked(
  page: Page,
  at: string,
): Promise<Readonly<Record<'adsTxt' | 'meta' | 'file' | 'dns', string>>> {
  await page.goto(at)
  const cards = page.locator('section[aria-labelledby=prove] article')
  const codes = async (index: number): Promise<readonly string[]> =>
    (await cards.nth(index).locator('.copy code').allInnerTexts()).map((text) => text.trim())
  return {
    adsTxt: (await codes(0)).join('\n'),
    meta: (await codes(1)).join('\n'),
    file: (await codes(2)).join('\n'),
    dns: (await codes(3)).at(-1) ?? '',
  }
}

/** Asks by the page to look now, and waits until a look that began after it is shown. */
export async function lookNow(page: Page, at: string, expected: RegExp): Promise<string> {
  await page.goto(at)
  await page.click('main form[action="?/check"] button')
  return until(`the look at ${at}: ${expected}`, async () => {
    await page.goto(at)
    const text = await textOf(page)
    return expected.test(text) && text
  })
}
