import { type Actor, requireRole } from '#accounts/people'
import type { Ctx } from '#platform/context'
import { floor } from '#privacy/statistics'
import { type Choice, type Question, questions } from './answer.ts'

/** How many gave an answer: at least so many, in tens; null below the floor. */
export interface CountedAnswer {
  readonly choice: Choice
  readonly atLeast: number | null
}

export interface CountedQuestion {
  readonly question: Question
  readonly choices: readonly CountedAnswer[]
}

/** Pure: a figure as it is shown: in tens, so that an inquiry that comes in or goes seldom changes it. */
export const inTens = (times: number): number | null => (times < floor ? null : times - (times % floor))

/**
 * Sums of what people answered, for staff: the one way in which answers are read for the purpose that people said yes to.
 * Whoever objects is in none of them, from the moment on. There is no filter and no total, so that no figure can be taken
 * from another.
 *
 * @throws Refusal those of `requireRole`
 */
export async function countAnswers(ctx: Ctx, actor: Actor): Promise<readonly CountedQuestion[]> {
  requireRole(actor, 'admin')
  const rows = await ctx.db
    .selectFrom('support_answers as answer')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('support_objections as objection')
            .whereRef('objection.thread_id', '=', 'answer.thread_id')
            .select('objection.thread_id'),
        ),
      ),
    )
    .groupBy(['answer.question', 'answer.choice'])
    .select((select) => ['answer.question', 'answer.choice', select.fn.countAll<bigint>().as('times')])
    .execute()
  return (Object.keys(questions) as Question[]).map((question) => ({
    question,
    choices: questions[question].map((choice) => ({
      choice,
      atLeast: inTens(Number(rows.find((row) => row.question === question && row.choice === choice)?.times ?? 0)),
    })),
  }))
}
