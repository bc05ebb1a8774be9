/** Why nothing came of a fetch. */
export const problems = [
  'bad-address',
  'not-public',
  'no-such-name',
  'no-answer',
  'bad-redirect',
  'too-slow',
  'too-big',
  'wrong-type',
  'unreadable',
] as const
export type Problem = (typeof problems)[number]

/**
 * What was named by somebody was not fetched. The message says why, in words for them; it holds no address that they did
 * not name or were not sent to. It is no `Refusal`: whoever asked decides what follows.
 */
export class OutsideProblem extends Error {
  readonly problem: Problem

  constructor(problem: Problem, message: string) {
    super(message)
    this.name = 'OutsideProblem'
    this.problem = problem
  }
}
