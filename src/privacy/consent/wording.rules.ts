import { createHash } from 'node:crypto'
import type { Consentable } from './register.ts'

/** The words in which something is asked for, as they are shown. */
export interface Wording {
  readonly what: string
  readonly version: number
  readonly text: string
}

/** Pure: the words of a version as they were shown; null where that version never was. */
export function wordingOf(one: Consentable, version: number, named: string | null = null): Wording | null {
  const words = one.wordings[version - 1]
  return words === undefined ? null : { what: one.what, version, text: words.replaceAll('{named}', () => named ?? '') }
}

/** Pure: the words in which something is asked for now. */
export function wordingNow(one: Consentable, named: string | null = null): Wording {
  const version = one.wordings.length
  return { what: one.what, version, text: (one.wordings[version - 1] ?? '').replaceAll('{named}', () => named ?? '') }
}

/** Pure: SHA-256 of the words as they were shown. */
export const hashOfWording = ({ text }: Pick<Wording, 'text'>): Buffer => createHash('sha256').update(text).digest()
