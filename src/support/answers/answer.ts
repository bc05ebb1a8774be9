/**
 * The questions and every choice there is. Age is a band, and whoever is under 18 finds none; nothing can be written in
 * one's own words, so that an answer tells of nobody by itself (promise S-09).
 */
export const questions = {
  age: ['18-24', '25-34', '35-44', '45-54', '55-64', '65-and-over'],
  gender: ['woman', 'man', 'another'],
  likes: [
    ...(['photography', 'illustration', 'design', 'art', 'nature'] as const),
    ...(['science', 'history', 'travel', 'food', 'sport'] as const),
  ],
} as const
export type Question = keyof typeof questions
export type Choice<Q extends Question = Question> = (typeof questions)[Q][number]

/** What somebody answered. A question that is not answered is no row. */
export interface Answers {
  readonly age: Choice<'age'> | null
  readonly gender: Choice<'gender'> | null
  readonly likes: readonly Choice<'likes'>[]
}

/**
 * The words that stand beside the questions; version 1 stands first. One that was shown never changes: other words are a
 * new version. Whoever answers says yes to them, and each answer keeps which they were.
 */
export const wordings: readonly [string, ...string[]] = [
  'What you answer here is used to improve our products, services and content, as sums over ten people or more. It never chooses an ad and goes to nobody. Leave out what you like: nothing depends on it.',
]

/** The words that are shown now. */
export const wordingNow: { readonly version: number; readonly text: string } = {
  version: wordings.length,
  text: wordings.at(-1) ?? '',
}
