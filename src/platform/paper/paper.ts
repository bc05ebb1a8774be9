/** A line with a word before it: `Name: Ada Lovelace`. */
export interface PaperFact {
  readonly label: string
  readonly value: string
}

/**
 * What stands on a paper, in order. `clause`: a paragraph, with a number before it where it has one. `facts`: lines that
 * belong together and are not torn apart.
 */
export type PaperPart =
  | { readonly kind: 'title' | 'about' | 'heading'; readonly text: string }
  | { readonly kind: 'clause'; readonly number: string | null; readonly text: string }
  | { readonly kind: 'facts'; readonly title: string; readonly facts: readonly PaperFact[] }

export interface Paper {
  readonly title: string
  /** Who made it, as the file says of itself. */
  readonly author: string
  /** When what it shows was so. The moment in which it is drawn is not in it. */
  readonly asOf: Date
  /** At the foot of each page, before its number. */
  readonly foot: string
  readonly parts: readonly PaperPart[]
}
