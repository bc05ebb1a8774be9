import type { Party } from './agreement.ts'
import type { PublishedText } from './published-texts.ts'
import type { Terms } from './terms.ts'

/** Who runs this site, as an agreement names them. */
export interface Operator {
  readonly operator: string
  readonly operatorAddress: string
  readonly operatorPhone: string
  readonly site: string
}

/** What an agreement is composed from. */
export interface Composed {
  /** `agr_…` */
  readonly shownId: string
  readonly version: number
  readonly textVersion: number
  readonly operator: Operator
  readonly party: Party
  readonly terms: Terms
}

/** Pure: 70 for 7000, 62.5 for 6250. */
export const percentOf = (bps: number): string => String(bps / 100)

/** Pure: an amount with two digits, or as many as it has: `50.00 EUR`. */
export function amountOf(micros: bigint, currency: string): string {
  const rest = (micros % 1_000_000n)
    .toString()
    .padStart(6, '0')
    .replace(/0{1,4}$/, '')
  return `${micros / 1_000_000n}.${rest} ${currency}`
}

type Values = Readonly<Record<string, string>>

function valuesOfTerms(terms: Terms): Values {
  const { shareBps, minimumPayoutMicros: payout, governingLaw, currency, ...days } = terms
  const counts = Object.entries(days).flatMap(([name, count]) => (count === null ? [] : [[name, String(count)]]))
  return {
    ...(Object.fromEntries(counts) as Record<string, string>),
    law: governingLaw,
    currency,
    ...(shareBps === null ? {} : { share: percentOf(shareBps) }),
    ...(payout === null ? {} : { minimumPayout: amountOf(payout, currency) }),
  }
}

/** @throws Error where the clause names something that nothing fills in, or a value breaks its line */
function fill(clause: string, values: Values): string {
  return clause.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) throw new Error(`the agreement speaks of {${name}}, which nothing fills in`)
    if (/[\p{Cc}\u2028\u2029]/u.test(value)) throw new Error(`${name} breaks the line in which it stands`)
    return value
  })
}

/** Pure: what a text says by these terms to everybody: all its parts but the one that names the parties. */
export function composeForAll({ title, parts }: PublishedText, terms: Terms): PublishedText {
  const values = valuesOfTerms(terms)
  return {
    title,
    parts: parts
      .filter(({ part }) => part !== 'parties')
      .map((one) => ({ ...one, clauses: one.clauses.map((clause) => fill(clause, values)) })),
  }
}

/** One line of an agreement; a line is never broken. */
export interface AgreementLine {
  readonly kind: 'title' | 'about' | 'heading' | 'clause'
  readonly text: string
}

/**
 * Pure: the text that both sides read and sign, plain, in lines with one empty between them. A value stands within a
 * line, so that none can make a heading or a clause of its own.
 *
 * @throws Error where the text names something that nothing fills in, or a value breaks its line
 */
export function composeText(source: PublishedText, composed: Composed): string {
  const values = { ...composed.operator, ...composed.party, ...valuesOfTerms(composed.terms) }
  return [
    source.title,
    `Agreement ${composed.shownId}, version ${composed.version}, by text ${composed.textVersion}`,
    ...source.parts.flatMap(({ heading, clauses }, at) => [
      `${at + 1}. ${heading}`,
      ...clauses.map((clause, below) => `${at + 1}.${below + 1} ${fill(clause, values)}`),
    ]),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

/** Pure: a composed text as its lines, each with what it is. */
export function linesOf(text: string): readonly AgreementLine[] {
  return text
    .trimEnd()
    .split('\n\n')
    .map((line, at): AgreementLine => {
      const kind = at === 0 ? 'title' : at === 1 ? 'about' : /^\d+\. /.test(line) ? 'heading' : 'clause'
      return { kind, text: line }
    })
}
