import {
  AttributeAction,
  type AttributeSelector,
  type Selector,
  SelectorType,
  isTraversal,
  parse,
  stringify,
} from 'css-what'

/** Longer ones are written by mistake; and each is asked of every picture of a page. */
export const selectorLengthMax = 200
/** Parts between combinators, and alternatives between commas. */
const compoundsMax = 8
const alternativesMax = 8

const notUnderstood =
  'Use names of elements, .classes, #ids, [attributes], :not(…) and the signs > + ~ between them, as in “main img.photo”.'

/**
 * Pure: a selector of CSS as it is kept, from what somebody wrote; or why it is not taken, in words.
 *
 * What is taken is a part of Selectors Level 4 (W3C): elements, classes, ids, attributes and `:not()` of one of these,
 * combined. Every browser since 2015 knows it, none of it looks into an element, and it says nothing of states of the
 * page. It is written anew from what was understood, so that nothing reaches a browser that was not.
 */
export function readSelector(written: string): { readonly selector: string } | { readonly why: string } {
  const text = written.trim()
  if (text === '') return { why: 'Write a selector, as img.' }
  if (text.length > selectorLengthMax) return { why: `A selector has at most ${selectorLengthMax} characters.` }
  const alternatives = understood(text)
  if (alternatives === null) return { why: notUnderstood }
  if (alternatives.length > alternativesMax) return { why: `Write at most ${alternativesMax} selectors in a line.` }
  if (alternatives.some((parts) => parts.filter(isTraversal).length >= compoundsMax)) {
    return { why: `A selector has at most ${compoundsMax} parts.` }
  }
  const selector = stringify(alternatives as Selector[][])
  // What is written anew may be longer, by escapes.
  return selector.length > selectorLengthMax * 2 ? { why: notUnderstood } : { selector }
}

/** The alternatives of a selector, or null where it is none or has something that is not taken. */
function understood(text: string): readonly (readonly Selector[])[] | null {
  // The parser reads over comments, and is lenient with what cannot be part of a selector.
  if (/\/\*|[{}<;@\p{Cc}]/u.test(text)) return null
  let alternatives: readonly (readonly Selector[])[]
  try {
    alternatives = parse(text)
  } catch {
    return null
  }
  const isWhole = (parts: readonly Selector[]): boolean => {
    const [first, last] = [parts.at(0), parts.at(-1)]
    return (
      first !== undefined && last !== undefined && !isTraversal(first) && !isTraversal(last) && parts.every(isTaken)
    )
  }
  return alternatives.every(isWhole) ? alternatives : null
}

const traversals: ReadonlySet<SelectorType> = new Set([
  SelectorType.Descendant,
  SelectorType.Child,
  SelectorType.Adjacent,
  SelectorType.Sibling,
])

function isTaken(part: Selector): boolean {
  switch (part.type) {
    case SelectorType.Tag:
    case SelectorType.Universal:
      return part.namespace === null && (part.type === SelectorType.Universal || isName(part.name))
    case SelectorType.Attribute:
      return part.namespace === null && part.action !== AttributeAction.Not && isName(part.name) && isWritable(part)
    case SelectorType.Pseudo:
      return part.name === 'not' && Array.isArray(part.data) && part.data.every(isOneSimple)
    case SelectorType.PseudoElement:
      return false
    default:
      return traversals.has(part.type)
  }
}

const isOneSimple = (parts: readonly Selector[]): boolean => {
  const [only, ...others] = parts
  return (
    only !== undefined &&
    others.length === 0 &&
    !isTraversal(only) &&
    only.type !== SelectorType.Pseudo &&
    isTaken(only)
  )
}

/** Names of elements and attributes, without escapes. */
const isName = (text: string): boolean => /^[a-z_][-\w]*$/i.test(text)

/** A class or an id, which the parser gives as attributes, begins as a name does, or it would be written wrongly. */
const isWritable = ({ name, action, value }: AttributeSelector): boolean =>
  !(name === 'class' && action === AttributeAction.Element) && !(name === 'id' && action === AttributeAction.Equals)
    ? true
    : /^-?[\p{L}_]/u.test(value)
