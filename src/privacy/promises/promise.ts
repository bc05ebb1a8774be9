/**
 * The register's language: what a promise is, and what it takes to call it kept.
 *
 * The numbers are those of the two privacy statements that Vitrine keeps: `G` for the library, `S` for the advertising
 * network, `C` for where the two differ.
 */

export type PromiseId = `G-${number}` | `S-${number}`
export type DifferenceId = `C-${number}`

/** The seven principles every promise serves one of (G-97), in the order in which pages show them. */
export const principles = {
  notice: 'You are told what is held, why and for how long.',
  choice: 'You decide what is collected, shown and sent.',
  accountability: 'Whoever acts for us is bound, checked and named.',
  security: 'What is held is protected from everybody whom it does not concern.',
  'data integrity': 'Only what is needed is held, it is right, and it is used for what it was given for.',
  access: 'You can see, correct and delete what is held about you.',
  recourse: 'You can complain, get an answer in time, and have it put right.',
} as const
export type Principle = keyof typeof principles

/** What sort of sentence it is, as the statements put it. */
export const kinds = [
  'actor',
  'function',
  'data item',
  'form',
  'promise',
  'right',
  'deadline',
  'prohibition',
  'channel',
] as const
export type Kind = (typeof kinds)[number]

/** Who keeps it: a room, or one of the wings that have none. It may be yet to be built while the promise is not kept. */
export type Owner =
  `${'platform' | 'accounts' | 'privacy' | 'support' | 'library' | 'ads'}/${string}` | 'app' | 'wire' | 'site' | 'tag'

/** A test by its file, from the root of the project, and a part of its name or its suite's: `path › part of the name`. */
export type TestName = `${string}.ts › ${string}`

type OneOrMore<T> = readonly [T, ...T[]]

interface Described {
  readonly id: PromiseId
  readonly title: string
  /** What a visitor may count on, in plain words: in the present where it is kept, in the future where it is not yet. */
  readonly text: string
  readonly principle: Principle
  readonly kind: Kind
  readonly owner: Owner
}

/** Tests show it from end to end, and each planted breach makes one of them fail. */
export interface KeptPromise extends Described {
  readonly state: 'kept'
  readonly tests: OneOrMore<TestName>
  /** Each is a small change of the product that breaks the promise, by its name in `tools/promises/breaches`. */
  readonly breaches: OneOrMore<string>
}

export interface OpenPromise extends Described {
  readonly state: 'not yet'
  /** What of it tests show already. Required while tests cite the promise. */
  readonly partly?: string
}

export type PrivacyPromise = KeptPromise | OpenPromise

/** Where the two statements differ, and what we do: always what protects people more. */
export interface Difference {
  readonly id: DifferenceId
  readonly difference: string
  readonly resolution: string
}
