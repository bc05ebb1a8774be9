import type { Problem } from '#platform/outside'

/** An address longer than this is none that people type or print. */
const charactersMax = 1000

/** Where something would be put in at the click: `{…}`, `${…}`, `[…]`, `%%…%%`, plain or as an address writes them. */
const macro = /[{}[\]]|%7b|%7d|%5b|%5d|%%|%25%25/i

/**
 * Pure: the one fixed page to which an ad leads, as an address writes it; or why it cannot be one, in words. It is the same
 * for everybody who clicks, so nothing may be put into it later.
 */
export function readLanding(text: string): { readonly address: string } | { readonly why: string } {
  const typed = text.trim()
  if (typed === '') return { why: 'Give the address of the page, as https://www.example.org/boots.' }
  if (typed.length > charactersMax) return { why: 'Give an address of at most 1,000 characters.' }
  if (macro.test(typed)) {
    return { why: 'Give one fixed address. Nothing is put in for {…}, […] or %%…%%: it is the same for everybody.' }
  }
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? URL.parse(typed) : null
  if (!url) return { why: 'Give the whole address, beginning with https://.' }
  if (url.protocol !== 'https:') return { why: 'Give an address that begins with https://.' }
  if (url.username !== '' || url.password !== '') return { why: 'Give the address without a name and a password.' }
  if (url.port !== '') return { why: 'Give the address without a port.' }
  if (/^[\d.]+$/.test(url.hostname) || !url.hostname.includes('.')) {
    return { why: 'Give the name of the host, as www.example.org.' }
  }
  return { address: url.href }
}

/** What one look at a landing page gave. */
export type SeenLanding =
  | {
      /** Of the last answer. */
      readonly status: number
      /** Where it led after all redirects. */
      readonly endedAt: string
    }
  /** Why nothing came of it. */
  | { readonly failed: Problem }

export const landingProblems = [
  ...(['landing-unreachable', 'landing-not-found', 'landing-not-secure', 'landing-elsewhere'] as const),
  ...(['landing-inside', 'landing-too-big', 'landing-no-page'] as const),
] as const
export type LandingProblem = (typeof landingProblems)[number]

const failures: Readonly<Record<Problem, LandingProblem>> = {
  'bad-address': 'landing-unreachable',
  'not-public': 'landing-inside',
  'no-such-name': 'landing-unreachable',
  'no-answer': 'landing-unreachable',
  'bad-redirect': 'landing-not-secure',
  'too-slow': 'landing-unreachable',
  'too-big': 'landing-too-big',
  'wrong-type': 'landing-no-page',
  unreadable: 'landing-unreachable',
}

/**
 * Pure: what is wrong with a landing page, or null.
 *
 * @param namedHost the host of the address that was named, and that is shown beside the ad
 */
export function landingProblem(seen: SeenLanding, namedHost: string): LandingProblem | null {
  if ('failed' in seen) return failures[seen.failed]
  if (seen.status >= 500) return 'landing-unreachable'
  if (seen.status < 200 || seen.status > 299) return 'landing-not-found'
  const { protocol, hostname } = new URL(seen.endedAt)
  if (protocol !== 'https:') return 'landing-not-secure'
  return withoutWww(hostname) === withoutWww(namedHost) ? null : 'landing-elsewhere'
}

const withoutWww = (host: string): string => host.replace(/^www\./, '')

/** What may be otherwise a moment later without anybody having changed anything. */
const passing: ReadonlySet<LandingProblem> = new Set(['landing-unreachable', 'landing-not-found'])

/** Pure: whether nobody is led there any more. What may pass has to be seen twice. @param failures looks in a row */
export const isLost = (problem: LandingProblem | null, failures: number): boolean =>
  problem !== null && (failures >= 2 || !passing.has(problem))
