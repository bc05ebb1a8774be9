import assert from 'node:assert/strict'
import { alertHandlers, alertStores } from '#accounts/alerts'
import { ownNameHandlers, ownNameStores } from '#accounts/own-name'
import {
  type Member,
  SignUpInput,
  createMember,
  peopleHandlers,
  peopleStores,
  signUp,
  verifyAddress,
} from '#accounts/people'
import { readSession, signIn, signInHandlers, signInStores } from '#accounts/sign-in'
import type { Store } from '#declaration'
import type { Letter } from '#platform/mail'
import type { TestHouse } from '#test/house'
import { addAddress, listOwnAddresses, ownAddressHandlers, ownAddressStores } from './index.ts'

export const password = 'seven quiet herons'
export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
export const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/18.0 Mobile Safari/604.1'

/** What the rooms for the things of one's own stand on. */
export const ownStores: readonly Store[] = [
  ...peopleStores,
  ...signInStores,
  ...ownAddressStores,
  ...ownNameStores,
  ...alertStores,
]
export const ownHandlers = [
  ...peopleHandlers,
  ...signInHandlers,
  ...ownAddressHandlers,
  ...ownNameHandlers,
  ...alertHandlers,
]

let places = 0

/** Signs in, from a place of its own so that tries do not add up. */
export async function enter(t: TestHouse, login: string, userAgent = firefox, secret = password): Promise<string> {
  const address = `10.2.${places >> 8}.${places++ & 255}`
  const answer = await signIn(t.ctx, { login, password: secret }, { address, userAgent })
  assert.equal(answer.step, 'done')
  return answer.token
}

/** Somebody with a proven address who has just signed in. */
export async function somebodyIn(t: TestHouse, username: string): Promise<Member> {
  await createMember(t.ctx, { username, email: `${username}@example.org`, password, verified: true })
  return proven(t, username)
}

/** The same person, having just signed in. */
export async function proven(t: TestHouse, login: string): Promise<Member> {
  const actor = await readSession(t.ctx, await enter(t, login))
  assert.ok(actor?.kind === 'member')
  return actor
}

/** The newest letter of a kind to an address. */
export const letterOf = (t: TestHouse, to: string, kind: string): Letter | undefined =>
  t.letters.findLast((letter) => letter.to === to && letter.kind === kind)

/** The secret in the link of a letter. */
export function secretIn(letter: Letter | undefined, page: 'verify' | 'reset' | 'undo' | 'not-me'): string {
  const secret = new RegExp(`/${page}/([\\w-]{43})$`, 'm').exec(letter?.text ?? '')?.[1]
  return secret ?? assert.fail(`there is no link to ${page} in this letter:\n${letter?.text}`)
}

/** Adds an address, and opens the link in the letter. */
export async function addProven(t: TestHouse, actor: Member, email: string): Promise<string> {
  await addAddress(t.ctx, actor, { email })
  await t.runJobs(ownHandlers)
  await verifyAddress(t.ctx, { token: secretIn(letterOf(t, email, 'accounts.verify-address'), 'verify') })
  return idOf(t, actor, email)
}

export async function idOf(t: TestHouse, actor: Member, email: string): Promise<string> {
  const own = (await listOwnAddresses(t.ctx, actor)).find((one) => one.email === email)
  return own?.id ?? assert.fail(`${email} is not on the list`)
}

/** The addresses of somebody as a reader would note them: `*` is the primary one, `?` waits for its link. */
export const addressesIn = async (t: TestHouse, actor: Member): Promise<readonly string[]> =>
  (await listOwnAddresses(t.ctx, actor)).map(
    ({ email, isPrimary, proven: is }) => `${email}${isPrimary ? '*' : ''}${is ? '' : '?'}`,
  )

/** Signs up by the form, as somebody does who was not let in by the operator. */
export async function signUpAs(t: TestHouse, username: string, email: string): Promise<void> {
  const current = { privacy: '1', terms: '1', region: 'United States' }
  const input = SignUpInput.parse({
    username,
    email,
    password,
    birthYear: 1985,
    birthMonth: 12,
    privacyVersion: '1',
    termsVersion: '1',
    agreePrivacy: 'on',
    agreeTerms: 'on',
    agreeRegion: 'on',
  })
  await signUp(t.ctx, input, current)
}

/** Everything that is stored as text, the queue and the log too. */
export async function everythingStored(t: TestHouse): Promise<string> {
  const { rows: tables } = await t.database.pool.query<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_catalog.pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`)
  const lines = [...t.logLines]
  for (const { name } of tables) {
    const { rows } = await t.database.pool.query<{ line: string }>(`select row_to_json(x)::text as line from ${name} x`)
    lines.push(...rows.map(({ line }) => line))
  }
  return lines.join('\n')
}

/** As it would stand there: as it is, in lower case, in hexadecimal, in base64. */
export const formsOf = (text: string): readonly string[] => [
  text,
  text.toLowerCase(),
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
]
