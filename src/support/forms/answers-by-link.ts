import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import {
  type AnswersInput,
  type EraseAnswerInput,
  type OwnAnswers,
  eraseAnswer,
  objectToUse,
  ownAnswers,
  saveAnswers,
} from '#support/answers'
import { lockOwnThread } from '#support/inbox'
import { requireLink } from './own-inquiry.ts'

/** What whoever has the link told about themselves. @throws Refusal `inquiry-not-found` */
export async function answersByLink(ctx: Ctx, token: string): Promise<OwnAnswers> {
  return ownAnswers(ctx, requireLink(ctx, token))
}

/**
 * Answers the questions about oneself, or changes the answers.
 *
 * @throws Refusal `answers-not-asked` where the operator does not ask them, `answers-objected`, `inquiry-not-found`,
 *   `thread-not-found`
 */
export async function answerByLink(ctx: Ctx, token: string, input: AnswersInput): Promise<void> {
  if (!ctx.config.inquiryQuestions) {
    throw new Refusal('not-found', 'answers-not-asked', 'These questions are not asked here any more.')
  }
  await changeOwn(ctx, token, (tx, id) => saveAnswers(tx, id, input))
}

/** Erases one answer, also where the questions are not asked any more. @throws Refusal as `changeOwn` */
export const eraseAnswerByLink = (ctx: Ctx, token: string, input: EraseAnswerInput): Promise<void> =>
  changeOwn(ctx, token, (tx, id) => eraseAnswer(tx, id, input))

/** Objects to any use but answering, or takes that back. @throws Refusal as `changeOwn` */
export const objectByLink = (ctx: Ctx, token: string, objects: boolean): Promise<void> =>
  changeOwn(ctx, token, (tx, id) => objectToUse(tx, id, objects))

/** @throws Refusal `inquiry-not-found`, `thread-not-found` */
async function changeOwn(
  ctx: Ctx,
  token: string,
  change: (tx: TxCtx, id: Id<'thread'>) => Promise<void>,
): Promise<void> {
  const id = requireLink(ctx, token)
  await inTransaction(ctx, async (tx) => {
    await lockOwnThread(tx, id)
    await change(tx, id)
  })
}
