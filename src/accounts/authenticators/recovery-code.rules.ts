/** So many are made at once … */
export const codesAtOnce = 10
/** … each of 80 random bits, so that none can be guessed and a fast hash keeps it. */
export const codeBytes = 10

/** Crockford's base 32: digits and letters without those that are taken for others. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const codeLength = (codeBytes * 8) / 5

/** Pure: random bytes as a code to be written down, `4k7m-…` in four groups of four. */
export function codeInText(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const signs = (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)] ?? '')
  return (signs.join('').match(/.{4}/g) ?? []).join('-')
}

/**
 * Pure: a code as it was made, from how somebody typed it: in capitals, with or without dashes and spaces, and with the
 * letters that are taken for digits. Null where it cannot be one.
 */
export function readCode(typed: string): string | null {
  const signs = typed
    .toLowerCase()
    .replaceAll(/[\s–-]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1')
  const isOne = signs.length === codeLength && Array.from(signs).every((sign) => alphabet.includes(sign))
  return isOne ? (signs.match(/.{4}/g) ?? []).join('-') : null
}
