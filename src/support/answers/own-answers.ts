import type { AnyCtx } from '#platform/context'
import { type Answers, type Choice, type Question, questions, wordingNow } from './answer.ts'
import { findObjection } from './save-answers.ts'

/** The questions as whoever asked sees them: what they answered, and whether they object. */
export interface OwnAnswers {
  /** Whether the operator asks them at all. */
  readonly areAsked: boolean
  readonly answers: Answers
  /** Every answer there is, in the order of the questions, each to be erased alone. */
  readonly given: readonly { readonly question: Question; readonly choice: Choice; readonly at: Date }[]
  /** Since when they object to any use but answering them. */
  readonly objectedAt: Date | null
  readonly wording: typeof wordingNow
}

/** What somebody answered, for themselves. */
export async function ownAnswers(ctx: AnyCtx, threadId: string): Promise<OwnAnswers> {
  const rows = await ctx.db
    .selectFrom('support_answers')
    .where('thread_id', '=', threadId)
    .select(['question', 'choice', 'answered_at'])
    .execute()
  const given = (Object.keys(questions) as Question[]).flatMap((question) =>
    questions[question].flatMap((choice) => {
      const row = rows.find((one) => one.question === question && one.choice === choice)
      return row ? [{ question, choice, at: row.answered_at }] : []
    }),
  )
  const chosen = <Q extends Question>(question: Q): readonly Choice<Q>[] =>
    given.flatMap((one) => (one.question === question ? [one.choice as Choice<Q>] : []))
  return {
    areAsked: ctx.config.inquiryQuestions,
    answers: { age: chosen('age')[0] ?? null, gender: chosen('gender')[0] ?? null, likes: chosen('likes') },
    given,
    objectedAt: await findObjection(ctx, threadId),
    wording: wordingNow,
  }
}
