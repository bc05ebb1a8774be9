import { type Disagreement, type Problem, compareNames } from './disagreement.ts'
import { type Store, storesOf } from './store.ts'

/** Pure: the fields that the log can write and those that are declared, in both directions. */
export const logFieldDisagreements = (stores: readonly Store[], found: readonly string[]): readonly Disagreement[] =>
  compareNames(namesOf(stores), found, 'undeclared-log-field', 'missing-log-field')

/** What the program says to its operator at the terminal begins so; everything else is a line of JSON. */
const spoken = /^vitrine: /
const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'

/** What no line may hold. Addresses of loopback and of nowhere are nobody's. */
const personal: readonly (readonly [Problem, RegExp])[] = [
  ['email-in-log', /[\w.+%-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}/i],
  ['address-in-log', new RegExp(`(?<![\\d.])(?!127\\.|0\\.0\\.0\\.0)${octet}(?:\\.${octet}){3}(?![\\d.])`)],
  [
    'address-in-log',
    /(?<![\w:.])(?!::1?(?![\w:]))(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?=[0-9a-f:]*::)[0-9a-f]{0,4}(?::{1,2}[0-9a-f]{1,4}){0,7}(?:::)?)(?![\w:])/i,
  ],
  // 32 bytes and more: hashes and secrets in hex or base64. A word of a path or a name is not that mixed.
  ['token-in-log', /(?<![\w/-])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{40,}(?![\w/-])/i],
]

/**
 * Pure: what is wrong with the lines that a process wrote: a field that is not declared, a value that could be an e-mail
 * address, a network address or a secret, and what is no line at all.
 */
export function logLineDisagreements(stores: readonly Store[], lines: readonly string[]): readonly Disagreement[] {
  const declared = new Set(namesOf(stores))
  const result = new Map<string, Disagreement>()
  const add = (problem: Problem, name: string): void => void result.set(`${problem} ${name}`, { problem, name })
  for (const line of lines) {
    if (line.trim() === '') continue
    if (spoken.test(line)) {
      for (const [problem, pattern] of personal) if (pattern.test(line)) add(problem, line.slice(0, 60))
      continue
    }
    const fields = fieldsOf(line)
    if (!fields) {
      add('unreadable-line', line.slice(0, 60))
      continue
    }
    for (const [name, value] of Object.entries(fields)) {
      if (!declared.has(name)) add('undeclared-log-field', name)
      // The time of a line is the line's own, and it looks like nothing else.
      const text = name === 'time' ? '' : JSON.stringify(value)
      for (const [problem, pattern] of personal) if (pattern.test(text)) add(problem, name)
    }
  }
  return [...result.values()]
}

function fieldsOf(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const namesOf = (stores: readonly Store[]): readonly string[] => storesOf(stores, 'log-field').map(({ name }) => name)
