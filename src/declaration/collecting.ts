import type { Disagreement } from './disagreement.ts'
import { compareNames } from './disagreement.ts'
import { sensitiveKindOf } from './sensitive.rules.ts'
import { type Basis, bases } from './terms.ts'

/** By what the person who sends something shows that it rests on its basis. Without it nothing is taken (promise G-03). */
export const showings = {
  ticks: 'the boxes that you tick yourself',
  session: 'that you are signed in',
  key: 'an API key that you made',
  secret: 'your password, passkey or code',
  letter: 'the link in a letter to you',
  asking: 'that you ask for it; nothing of you is stored',
} as const
export type Showing = keyof typeof showings

/** The fields of one form. What is in neither list is not taken (promise G-04). */
export interface AskedFields<Field extends string = string> {
  readonly required?: readonly Field[]
  /** One of these, as whoever sends it has one. */
  readonly oneOf?: readonly Field[]
  readonly optional?: readonly Field[]
}

/** A way by which something comes in from outside: an action of a form, or an endpoint that is not only read. */
export interface CollectingWay<Field extends string = string> {
  /** What one does by it, in plain words. */
  readonly label: string
  readonly basis: Exclude<Basis, 'none'>
  readonly by: Showing
  /** The fields among the required ones that are themselves a consent. */
  readonly consents?: readonly Field[]
  /** Only members of staff can send it. */
  readonly forStaff?: true
  /** One; more where a way has several steps. */
  readonly forms: readonly [AskedFields<Field>, ...AskedFields<Field>[]]
}

/** What is collected by each way, and what each field is called in plain words. */
export interface Collecting<Field extends string = string> {
  readonly fields: Readonly<Record<Field, string>>
  readonly ways: Readonly<Record<string, CollectingWay<Field>>>
}

/** Every field that a form may send, each once. */
export const fieldsOfForm = ({ required = [], oneOf = [], optional = [] }: AskedFields): readonly string[] => [
  ...required,
  ...oneOf,
  ...optional,
]

/**
 * Pure: ways that are there and not declared, and the other way round; fields that nobody explained; consents that are
 * not required; and names that ask for what is not asked for.
 *
 * @param found every way in that changes something, for example `POST /sign-up`
 */
export function collectingDisagreements(
  { fields, ways }: Collecting,
  found: readonly string[],
): readonly Disagreement[] {
  const asked = Object.values(ways).flatMap(({ forms }) => forms.flatMap(fieldsOfForm))
  return [
    ...compareNames(Object.keys(ways), found, 'undeclared-way', 'missing-way'),
    ...compareNames(Object.keys(fields), asked, 'undeclared-asked', 'missing-asked'),
    ...Object.entries(ways).flatMap(([name, { label, basis, consents = [], forms }]): Disagreement[] => {
      const required = new Set(forms.flatMap((form) => form.required ?? []))
      return [
        ...(label.trim() === '' ? [{ problem: 'empty-words' as const, name }] : []),
        ...(Object.hasOwn(bases, basis) ? [] : [{ problem: 'unknown-word' as const, name }]),
        ...(basis === 'consent' && consents.length === 0 ? [{ problem: 'not-chosen' as const, name }] : []),
        ...consents
          .filter((field) => !required.has(field))
          .map((field) => ({
            problem: 'not-chosen' as const,
            name: `${name} ${field}`,
          })),
      ]
    }),
    ...Object.entries(fields)
      .filter(([name, label]) => sensitiveKindOf(name) !== null || sensitiveKindOf(label) !== null)
      .map(([name]) => ({ problem: 'sensitive' as const, name })),
  ]
}
