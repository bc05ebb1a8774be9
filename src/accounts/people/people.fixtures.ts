import type { Ctx } from '#platform/context'
import type { Handler } from '#platform/jobs'
import type { Letter } from '#platform/mail'
import type { TestHouse } from '#test/house'
import { type Member, type SignUpInput, actorOf, createMember, peopleHandlers, signUp, verifyAddress } from './index.ts'

export const aPassword = 'seven quiet herons'
export const current = { privacy: '1', terms: '1', region: 'United States' } as const

export const aSignUp = (overrides: Partial<SignUpInput> = {}): SignUpInput => ({
  username: 'ada',
  email: 'ada@example.org',
  password: aPassword,
  birthYear: 1985,
  birthMonth: 12,
  privacyVersion: current.privacy,
  termsVersion: current.terms,
  agreePrivacy: 'on',
  agreeTerms: 'on',
  agreeRegion: 'on',
  ...overrides,
})

/** The newest letter to an address. */
export const letterTo = (t: TestHouse, email: string): Letter | undefined =>
  t.letters.findLast(({ to }) => to.toLowerCase() === email)

/** The secret in the link of a letter. */
export function tokenIn(letter: Letter | undefined): string {
  const token = /\/(?:verify|reset)\/([\w-]{43})$/m.exec(letter?.text ?? '')?.[1]
  if (!token) throw new Error('there is no link in this letter')
  return token
}

/** Signs somebody up and opens the link, as a person would. */
export async function signedUp(
  t: TestHouse,
  username: string,
  handlers: readonly Handler[] = peopleHandlers,
): Promise<Member> {
  await signUp(t.ctx, aSignUp({ username, email: `${username}@example.org` }), current)
  await t.runJobs(handlers)
  const { personId } = await verifyAddress(t.ctx, { token: tokenIn(letterTo(t, `${username}@example.org`)) })
  return actorOf(t.ctx, personId, { kind: 'system' })
}

/** A member without the way there, acting for whom the operator acts. */
export async function aMember(ctx: Ctx, username: string, verified = true): Promise<Member> {
  const { personId } = await createMember(ctx, {
    username,
    email: `${username}@example.org`,
    password: aPassword,
    verified,
  })
  return actorOf(ctx, personId, { kind: 'system' })
}
