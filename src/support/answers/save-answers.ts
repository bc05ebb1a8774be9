import type { AnyCtx, TxCtx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { AnswersInput, EraseAnswerInput } from './answer-fields.ts'
import { type Question, questions } from './answer.ts'

/**
 * Puts the answers of whoever asked in the place of those that were there. What stays as it was keeps the time and the
 * words of its yes; what is left empty goes.
 *
 * @param threadId of an inquiry that is there
 * @throws Refusal `answers-objected` while they object to the use of them
 */
export async function saveAnswers(
  tx: TxCtx,
  threadId: string,
  { age, gender, likes, wording }: AnswersInput,
): Promise<void> {
  const given: Readonly<Record<Question, readonly string[]>> = {
    age: age === null ? [] : [age],
    gender: gender === null ? [] : [gender],
    likes,
  }
  const isAnswered = Object.values(given).some((chosen) => chosen.length > 0)
  if (isAnswered && (await findObjection(tx, threadId))) throw objected()
  for (const question of Object.keys(questions) as Question[]) {
    const chosen = given[question]
    const there = tx.db.deleteFrom('support_answers').where('thread_id', '=', threadId).where('question', '=', question)
    await (chosen.length > 0 ? there.where('choice', 'not in', chosen) : there).execute()
    if (chosen.length === 0) continue
    await tx.db
      .insertInto('support_answers')
      .values(
        chosen.map((choice) => ({
          thread_id: threadId,
          question,
          choice,
          basis: 'consent',
          wording_version: wording,
          answered_at: tx.clock.now(),
        })),
      )
      .onConflict((conflict) => conflict.columns(['thread_id', 'question', 'choice']).doNothing())
      .execute()
  }
}

const objected = (): Refusal =>
  new Refusal(
    'conflict',
    'answers-objected',
    'You object to the use of what you answer, so nothing of it is kept. Take the objection back first.',
  )

/** Erases one answer and leaves the others. One that is gone already is no matter. */
export async function eraseAnswer(tx: TxCtx, threadId: string, { choice }: EraseAnswerInput): Promise<void> {
  await tx.db.deleteFrom('support_answers').where('thread_id', '=', threadId).where('choice', '=', choice).execute()
}

/** Since when whoever asked objects to any use but answering them; null where they do not. */
export async function findObjection({ db }: Pick<AnyCtx, 'db'>, threadId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('support_objections')
    .where('thread_id', '=', threadId)
    .select('objected_at')
    .executeTakeFirst()
  return row?.objected_at ?? null
}
