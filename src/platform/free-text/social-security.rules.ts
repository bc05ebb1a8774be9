/*
 * A number of the US Social Security Administration: three digits, two, four. Never given out are 000, 666 and 900–999 in
 * the first group, 00 in the second, 0000 in the third (SSA, POMS RM 10201.035, since 25 June 2011).
 */
const written = (separator: string): string => `(?!000|666|9)\\d{3}${separator}(?!00)\\d{2}${separator}(?!0000)\\d{4}`

/** No piece of a longer number or word: an ISBN, a telephone number with its country, a part number. */
const whole = (pattern: string): string => String.raw`(?<![\p{L}\d+]|\d[-. /])(?:${pattern})(?![\p{L}\d]|[-. /]\d)`

/** With hyphens: little else is written so. */
const hyphened = new RegExp(whole(written('-')), 'u')
/** With spaces or dots it may be a telephone number: taken for one of these only where it is all there is. */
const alone = new RegExp(String.raw`^\s*${written('[ .]')}\s*$`, 'u')
/** In whatever way it is written, where it is called by its name. */
const named = new RegExp(
  String.raw`(?<!\p{L})(?:ssn|s\.s\.n\.?|social[ -]?security|soc\.? ?sec\.?)(?!\p{L})[^\d]{0,40}(?:${written('[-. ]?')})(?!\d)`,
  'iu',
)

/** Digits and hyphens of all scripts as the plain ones; what is not seen between them goes. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/ ?[\p{Pd}\u2212] ?/gu, '-')
    .replaceAll(/[\p{Zs}\p{Cc}]/gu, ' ')

/** Pure: whether a text holds what looks like a US social-security number. */
export function holdsSocialSecurityNumber(text: string): boolean {
  const read = plain(text)
  return hyphened.test(read) || alone.test(read) || named.test(read)
}
