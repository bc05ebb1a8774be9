import * as z from 'zod'
import { commonPasswords } from './common-passwords.ts'

const charactersMin = 10
const bytesMax = 200

/** Code points, as everybody counts letters who types them; good enough for a lower bound. */
const lengthOf = (text: string): number => Array.from(text).length

/**
 * A new password. Long rather than complicated (NIST SP 800-63B, 3.1.1.2): no rules of composition, every character
 * allowed; the upper bound keeps hashing from being a way to burn time.
 */
export const NewPassword = z
  .string()
  .refine((text) => lengthOf(text) >= charactersMin, { error: `Use at least ${charactersMin} characters.` })
  .refine((text) => Buffer.byteLength(text) <= bytesMax, { error: `Use at most ${bytesMax} bytes.` })

/** A password that is to be checked, not chosen: whatever was good enough once. */
export const GivenPassword = z
  .string()
  .min(1, { error: 'Type your password.' })
  .refine((text) => Buffer.byteLength(text) <= bytesMax, { error: 'No password here is that long.' })

/** What an attacker knows about the person, and tries first. */
export interface About {
  readonly username: string
  readonly email?: string
}

/**
 * Pure: why a new password is too easy to guess, or null. An attacker tries the passwords everybody has, walks over the
 * keyboard, repetitions, and what is public about the person; so these are refused, and nothing else is.
 */
export function weaknessOf(password: string, about: About): 'too-common' | 'too-simple' | 'contains-name' | null {
  const folded = password.normalize('NFKC').toLowerCase()
  if (isCommon(folded)) return 'too-common'
  if (new Set(folded).size < 5 || isWalk(folded)) return 'too-simple'
  // A name inside a long phrase is no weakness: what is left of it must be hard enough by itself.
  const leftOver = namesIn(about).reduce((rest, name) => rest.replaceAll(name, ''), folded)
  if (leftOver !== folded && lengthOf(leftOver) < charactersMin) return 'contains-name'
  return null
}

/** The longest first, so that an address is taken out whole before the name in it. */
function namesIn({ username, email = '' }: About): readonly string[] {
  const names = [username, email, email.split('@')[0] ?? ''].map((name) => name.toLowerCase())
  return names.filter((name) => name.length >= 3).sort((a, b) => b.length - a.length)
}

/** What a person reads about a weakness. */
export const weaknessInWords = {
  'too-common':
    'Very many people use this password, so it is tried first. Choose another, for example four random words.',
  'too-simple': 'This is easy to guess. Choose another, for example four random words.',
  'contains-name': 'Your user name or e-mail address is public or easy to learn. Leave it out.',
} as const

const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** In the list as it is, without what is commonly put after it, or with its look-alikes read as letters. */
function isCommon(folded: string): boolean {
  const stem = folded.replace(/[\d\p{P}\p{S}\s]+$/u, '')
  const read = (text: string): string => text.replaceAll(/[013457@$!]/g, (sign) => lookalikes[sign] ?? sign)
  const half = folded.slice(0, folded.length / 2)
  const twice = half + half === folded && commonPasswords.has(half)
  return [folded, stem, read(folded), read(stem)].some((form) => commonPasswords.has(form)) || twice
}

const walks = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1q2w3e4r5t6z7u8i9o0p',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
].flatMap((walk) => [walk, Array.from(walk).toReversed().join('')])

/** One to three steps along a keyboard or the alphabet, of at least three keys each. */
function isWalk(folded: string): boolean {
  let rest = folded
  for (let step = 0; step < 3 && rest !== ''; step++) {
    let length = rest.length
    while (length >= 3 && !walks.some((walk) => walk.includes(rest.slice(0, length)))) length--
    if (length < 3) return false
    rest = rest.slice(length)
  }
  return rest === ''
}
