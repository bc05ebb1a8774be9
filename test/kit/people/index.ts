import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import type { Product } from '#test/product'

export const goodPassword = 'a lantern in the fog'

/** Asks again and again until there is an answer; gives up after half a minute at least. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    const got = await ask()
    if (got) return got
    await sleep(100)
  }
  return assert.fail(`not within 30 s: ${what}`)
}

/** The letters of the outbox to this address, the newest first, as text with long lines joined again. */
export function lettersTo(product: Pick<Product, 'home'>, address: string): readonly string[] {
  const folder = join(product.home, 'outbox')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .reverse()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => text.includes(`To: ${address}`))
    .map((text) => text.replaceAll('=\r\n', '').replaceAll('=3D', '='))
}

/** Waits for a letter to this address that holds a link under `path`, and gives the link. */
export const linkTo = (product: Pick<Product, 'home'>, address: string, path: string): Promise<string> =>
  until(`a letter to ${address} with a link to ${path}`, () => {
    const pattern = new RegExp(`https?://\\S+${path}/[\\w-]+`)
    return lettersTo(product, address).flatMap((letter) => pattern.exec(letter)?.[0] ?? [])[0]
  })

export interface NewPerson {
  readonly username: string
  readonly email?: string
  readonly password?: string
}

/** Fills in the form of the sign-up as a person does, and sends it unless told not to. */
export async function fillSignUp(
  page: Page,
  { username, email = `${username}@example.org`, password = goodPassword }: NewPerson,
  { birthYear = '1990' } = {},
): Promise<void> {
  await page.goto('/sign-up')
  await page.fill('[name=username]', username)
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', password)
  await page.selectOption('[name=birthMonth]', '5')
  await page.fill('[name=birthYear]', birthYear)
  for (const tick of ['agreeTerms', 'agreePrivacy', 'agreeRegion']) await page.check(`[name=${tick}]`)
}

/** Sends the one form of the page. */
export const send = (page: Page): Promise<void> => page.click('main form button[type=submit]')

/**
 * Sends the one form of the page and waits for the answer. What the page said of an earlier sending may still stand there
 * until then, so a word on the page does not show that this one arrived.
 */
export const sendAndWait = (page: Page): Promise<void> =>
  pressAndWait(page.locator('main form button[type=submit]').first())

/** Presses a button that sends something, and waits until that is answered: what it changes is changed then. */
export async function pressAndWait(button: Locator): Promise<void> {
  const answered = button.page().waitForResponse((response) => response.request().method() === 'POST')
  await button.click()
  await (await answered).finished()
}

/** What a page says, as one line. At this moment: what follows from a click is waited for by `shows`. */
export const textOf = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replace(/\s+/g, ' ')

/**
 * Waits until the page says this. What a click does arrives when it arrives: on a machine with much to do the page of
 * before stands there for a while.
 *
 * @throws AssertionError with what the page says instead, after half a minute
 */
export async function shows(page: Page, pattern: RegExp): Promise<void> {
  const isSaid = async (): Promise<boolean> => pattern.test(await textOf(page).catch(() => ''))
  for (let tries = 0; tries < 300 && !(await isSaid()); tries++) await sleep(100)
  assert.match(await textOf(page), pattern)
}

/** Signs in by the page, as somebody without a second factor. */
export async function signInBy(page: Page, login: string, password = goodPassword): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('[name=login]', login)
  await page.fill('[name=password]', password)
  await send(page)
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Makes a member whose address is proven, by the command line. */
export async function makeMember(product: Product, { username, email, password }: NewPerson): Promise<void> {
  const { code, stderr } = await product.command(
    [
      ...['member', 'create', '--username', username, '--email', email ?? `${username}@example.org`],
      ...['--password-stdin', '--verified'],
    ],
    `${password ?? goodPassword}\n`,
  )
  assert.equal(code, 0, stderr)
}

/** Makes an API key by the command line. @returns the value of an Authorization header */
export async function makeKey(
  product: Product,
  username: string,
  scopes = 'images:read,images:write',
): Promise<string> {
  const { stdout, stderr } = await product.command([
    ...['api-key', 'create', '--member', username, '--scopes', scopes, '--json'],
  ])
  assert.ok(stdout, stderr)
  return `Bearer ${(JSON.parse(stdout) as { key: string }).key}`
}

/**
 * Uploads a picture by the API and waits until it is ready.
 *
 * @param by an Authorization header, or several headers of which it is one
 */
export async function uploadBy(
  product: Product,
  by: string | Readonly<Record<string, string>>,
  bytes: Buffer,
  fields: Readonly<Record<string, string>> = {},
): Promise<UploadedImage> {
  const headers = typeof by === 'string' ? { authorization: by } : by
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(bytes)]), 'picture')
  const answer = await fetch(`${product.origin}/api/v1/images`, {
    method: 'POST',
    headers,
    body: form,
  })
  assert.ok(answer.status === 201 || answer.status === 202, `${answer.status}: ${await answer.clone().text()}`)
  const { id } = (await answer.json()) as UploadedImage
  return until(`${id} is ready`, async () => {
    const image = (await fetch(`${product.origin}/api/v1/images/${id}`, { headers }).then((got) =>
      got.json(),
    )) as UploadedImage
    return image.status === 'ready' && image
  })
}

/** The part of an image of the API that tests look at. */
export interface UploadedImage {
  readonly id: string
  readonly status: string
  readonly page: string
  readonly download: string
  readonly author: { readonly username: string } | null
  readonly variants: readonly { readonly url: string; readonly width: number; readonly format: string }[]
}
