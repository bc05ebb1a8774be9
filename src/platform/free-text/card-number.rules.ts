/** Characters that people put between the groups of a number, a few in a row. */
const between = /^[\s.,\-\u2010-\u2015\u2212_/\\|·*:;]{1,3}$/u
const invisible = /[\u200b-\u200d\u2060\ufeff\u00ad]/gu
/** The shape of an IBAN (ISO 13616), with or without spaces. */
const ibanShape = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/gu

const digitsMin = 13
const digitsMax = 19

/**
 * Pure: whether a text holds what could be the number of a payment card: 13 to 19 digits in one group or several, whose
 * last one is the check digit (ISO/IEC 7812-1, annex B). Of numbers of that length without such a digit one in ten looks
 * so too; an IBAN that is right is never taken for one.
 */
export function holdsCardNumber(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(invisible, '')
  const rest = plain.replaceAll(ibanShape, (found) => (isIban(found) ? 'IBAN' : found))
  const groups = [...rest.matchAll(/\d+/g)]
  return groups.some((_, first) => {
    let digits = ''
    for (let at = first; at < groups.length; at++) {
      const [group, before] = [groups[at], groups[at - 1]]
      if (!group) return false
      if (at > first && before) {
        if (!between.test(rest.slice(before.index + before[0].length, group.index))) return false
      }
      digits += group[0]
      if (digits.length > digitsMax) return false
      if (digits.length >= digitsMin && endsWithCheckDigit(digits)) return true
    }
    return false
  })
}

/** Luhn: from the right every second digit counts twice, and the sum ends in 0. */
export function endsWithCheckDigit(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const counted = at % 2 === 1 ? digit * 2 : digit
    sum += counted > 9 ? counted - 9 : counted
  }
  return sum % 10 === 0
}

/** The remainder by 97 is 1 once the first four characters stand last and letters are numbers (ISO 13616-1). */
function isIban(text: string): boolean {
  const iban = text.replaceAll(' ', '')
  let remainder = 0
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of String(Number.parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97
  }
  return remainder === 1
}
