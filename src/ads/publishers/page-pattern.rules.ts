export const pagePatternLengthMax = 200

/**
 * Pure: a pattern of pages as it is kept, from what somebody wrote or copied; or why it is not taken, in words.
 *
 * `*` stands for anything within one part of a path, `**` as a part for any number of parts.
 */
export function readPagePattern(written: string): { readonly pattern: string } | { readonly why: string } {
  const text = written.trim()
  if (!text.startsWith('/')) return { why: 'Begin with / and leave out the host, as in /private/**.' }
  if (text.length > pagePatternLengthMax) return { why: `A pattern has at most ${pagePatternLengthMax} characters.` }
  if (/[?#\s\\]/u.test(text)) return { why: 'Write the path alone, without ? and #, and without spaces.' }
  const parts = partsOf(text)
  if (parts.some((part) => part === '.' || part === '..')) return { why: 'Write the path as it stands in the address.' }
  if (parts.some((part) => part !== '**' && part.includes('**'))) {
    return { why: '** stands between two slashes by itself, as in /archive/**.' }
  }
  return { pattern: `/${text.split('/').filter(Boolean).join('/')}` }
}

/**
 * Pure: whether a page is one of those that a pattern means. Upper and lower case, slashes that are doubled or at the end,
 * and `%41` for `A` make no difference: where it is in doubt there is no ad.
 *
 * @param path of the address of a page, without its query
 */
export function isPageOf(pattern: string, path: string): boolean {
  return matches(partsOf(pattern), partsOf(path), '**', (part, given) =>
    matches([...part], [...given], '*', (one, other) => one === other),
  )
}

const partsOf = (path: string): readonly string[] =>
  path
    .split('/')
    .filter(Boolean)
    .map((part) => {
      try {
        return decodeURIComponent(part).toLowerCase()
      } catch {
        // A % that stands for itself.
        return part.toLowerCase()
      }
    })

/**
 * Whether a row of things is what a row of patterns means, where `gap` stands for any number of them. Only the last gap is
 * ever widened again, so that it takes at most as many steps as one row is long times the other.
 */
function matches(
  patterns: readonly string[],
  given: readonly string[],
  gap: string,
  same: (pattern: string, one: string) => boolean,
): boolean {
  let [at, of] = [0, 0]
  let widened: { readonly of: number; at: number } | null = null
  while (at < given.length) {
    const [pattern, one] = [patterns[of], given[at]]
    if (pattern === gap) {
      widened = { of, at }
      of++
    } else if (pattern !== undefined && one !== undefined && same(pattern, one)) {
      of++
      at++
    } else if (widened) {
      of = widened.of + 1
      at = ++widened.at
    } else {
      return false
    }
  }
  return patterns.slice(of).every((pattern) => pattern === gap)
}
