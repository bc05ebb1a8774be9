/** Longer ones are written by mistake; and each is asked of every picture of a page. */
export const selectorLengthMax = 200
/** Parts between combinators, and alternatives between commas. */
const compoundsMax = 8
const alternativesMax = 8

const ident = String.raw`-?(?:[_a-zA-Z]|[^\x00-\x9f])(?:[-\w]|[^\x00-\x9f])*`
const patterns = {
  space: /[ \t\n\r\f]+/y,
  combinator: /[ \t\n\r\f]*([>+~])[ \t\n\r\f]*/y,
  comma: /[ \t\n\r\f]*,[ \t\n\r\f]*/y,
  type: new RegExp(String.raw`\*|${ident}`, 'yu'),
  idOrClass: new RegExp(String.raw`[#.]${ident}`, 'yu'),
  attribute: new RegExp(
    String.raw`\[\s*(${ident})\s*(?:([~|^$*]?=)\s*(?:"([^"\\\n\r\f]*)"|'([^'\\\n\r\f]*)'|(${ident}))\s*([iI])?\s*)?\]`,
    'yu',
  ),
  not: /:not\(\s*/iy,
  end: /\s*\)/y,
} as const

const notUnderstood =
  'Use names of elements, .classes, #ids, [attributes], :not(…) and the signs > + ~ between them, as in “main img.photo”.'

/**
 * Pure: a selector of CSS as it is kept, from what somebody wrote; or why it is not taken, in words.
 *
 * What is understood is a part of Selectors Level 4 (W3C): elements, classes, ids, attributes and `:not()` of one of
 * these, combined. Every browser since 2015 knows it, none of it looks into an element, and it says nothing of states of
 * the page. It is written anew from what was understood, so that nothing reaches a browser that was not.
 */
export function readSelector(written: string): { readonly selector: string } | { readonly why: string } {
  const text = written.trim()
  if (text === '') return { why: 'Write a selector, as img.' }
  if (text.length > selectorLengthMax) return { why: `A selector has at most ${selectorLengthMax} characters.` }
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  const simple = (): string | null => {
    const named = take(patterns.idOrClass)
    if (named) return named[0]
    const attribute = take(patterns.attribute)
    if (!attribute) return null
    const [, name = '', operator, inDouble, inSingle, bare, flag] = attribute
    if (operator === undefined) return `[${name}]`
    const value = inDouble ?? inSingle ?? bare ?? ''
    return `[${name}${operator}"${value.replaceAll('"', String.raw`\"`)}"${flag ? ' i' : ''}]`
  }
  const negation = (): string | null => {
    if (!take(patterns.not)) return null
    const inside = simple() ?? take(patterns.type)?.[0]
    return inside !== undefined && take(patterns.end) ? `:not(${inside})` : null
  }
  const compound = (): string => {
    let read = take(patterns.type)?.[0] ?? ''
    for (let next = simple() ?? negation(); next !== null; next = simple() ?? negation()) read += next
    return read
  }
  const alternatives: string[] = []
  do {
    let read = compound()
    let compounds = 1
    if (read === '') return { why: notUnderstood }
    for (;;) {
      const before = at
      const combinator = take(patterns.combinator)?.[1]
      if (combinator === undefined && (!take(patterns.space) || text[at] === ',')) {
        at = before
        break
      }
      const next = compound()
      if (next === '') return { why: notUnderstood }
      if (++compounds > compoundsMax) return { why: `A selector has at most ${compoundsMax} parts.` }
      read += combinator === undefined ? ` ${next}` : ` ${combinator} ${next}`
    }
    alternatives.push(read)
    if (alternatives.length > alternativesMax) return { why: `Write at most ${alternativesMax} selectors in a line.` }
  } while (take(patterns.comma))
  return at === text.length ? { selector: alternatives.join(', ') } : { why: notUnderstood }
}
