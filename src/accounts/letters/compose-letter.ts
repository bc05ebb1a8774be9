import type { Config } from '#platform/config'

export interface LetterParts {
  /** Null where it goes to somebody who has no account, or may have none. */
  readonly username: string | null
  /** Each becomes a paragraph; an address stands alone in one, so that no mail program breaks it. */
  readonly paragraphs: readonly string[]
  /** Ends the sentence “You get this letter because …”. */
  readonly because: string
  /** What the letter is about, where that is not an account. */
  readonly about?: string
}

const columnsMax = 72

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const minutes = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** `12 January 2026`: a letter knows nothing of where it is read, so it is the day of UTC. */
export const dayInWords = (instant: Date): string => days.format(instant)

/** `12 January 2026 at 09:00 UTC` */
export const momentInWords = (instant: Date): string => `${minutes.format(instant)} UTC`

/** The text of a letter: greeting, what it is about, who sent it and why. */
export function composeLetter(
  { origin, operator }: Pick<Config, 'origin' | 'operator'>,
  { username, paragraphs, because, about = 'your account' }: LetterParts,
): string {
  const sender = operator.name ? `Vitrine at ${origin.host}, run by ${operator.name}.` : `Vitrine at ${origin.host}.`
  const parts = [
    username === null ? 'Hello,' : `Hello ${username},`,
    ...paragraphs,
    `${sender} You get this letter because ${because}. It is about ${about} only; there is no list to leave.`,
    'When we write to you, and why:',
    new URL('/privacy#mail', origin).href,
  ]
  return `${parts.map(wrapped).join('\n\n')}\n`
}

/** Breaks lines at spaces, so that plain text is readable everywhere (RFC 5322, 2.1.1). */
function wrapped(paragraph: string): string {
  const lines: string[] = []
  for (const word of paragraph.split(/\s+/)) {
    const line = lines.at(-1)
    if (line === undefined || line.length + 1 + word.length > columnsMax) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines.join('\n')
}
