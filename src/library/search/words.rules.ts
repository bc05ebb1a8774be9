/** Nothing that one would call a word is longer; what is, is cut, in pictures and in queries alike. */
const longestWord = 40
/** More words than this narrow a search no further. */
const mostQueryWords = 12
const tagMaxChars = 60

/**
 * The words of a text, in order, in lower case: runs of letters, marks and digits of any script.
 *
 * Pictures and queries are both cut up here, before the database sees them: its own parser would take `oak/elm` for the
 * name of a file and `3-2` for a negative number.
 */
export function wordsOf(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{Nd}]+/gu) ?? []
  return words.map((word) => Array.from(word).slice(0, longestWord).join(''))
}

/** The words of a query: each once, and not more than a search can use. */
export function queryWordsOf(text: string): string[] {
  return [...new Set(wordsOf(text))].slice(0, mostQueryWords)
}

/**
 * A tag as it is stored and asked for: lower case, single spaces, no `#` in front. Empty where nothing is left.
 * One that is too long is returned whole: to refuse it is the caller's business.
 */
export function normaliseTag(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .replace(/^#\s*/, '')
}

export const tagLimits = Object.freeze({ maxTags: 50, maxChars: tagMaxChars })
