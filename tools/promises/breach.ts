import type { TestName } from '#privacy/promises'

/** The exact text in a file of the product, which stands there once, and what stands in its place in the copy. */
export interface Change {
  readonly file: string
  readonly text: string
  readonly becomes: string
}

/** A small change of the product that breaks a promise, and the test that must notice by an assertion. */
export interface Breach extends Change {
  readonly fails: TestName
  /** More places, where the promise is guarded more than once. */
  readonly also?: readonly Change[]
}

/** By what a breach does, in words that the page about promises can show. */
export type Breaches = Readonly<Record<string, Breach>>
