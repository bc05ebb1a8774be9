import type { Ctx } from '#platform/context'
import { removeLettersTo } from '#platform/mail'
import { type ErasureParts, erasePerson, noteErased } from '#privacy/erasure'
import { answerMail, ownThread } from '#support/inbox'
import { receiptMail } from './letters.ts'
import { requireLink } from './own-inquiry.ts'

/**
 * Erases an inquiry and everything said about it at once, for whoever has its link: rows, queued letters, the key, and
 * letters that still lie here. It is noted outside the database, so that a backup from before does not bring it back.
 *
 * @throws Refusal `inquiry-not-found`, `thread-not-found`
 */
export async function withdrawInquiry(ctx: Ctx, parts: ErasureParts, token: string): Promise<void> {
  const id = requireLink(ctx, token)
  const { email } = await ownThread(ctx, id)
  await erasePerson(ctx, parts, id)
  await noteErased(ctx.config.home, id, ctx.clock.now())
  await removeLettersTo(ctx.config.home, email, [receiptMail, answerMail])
}
