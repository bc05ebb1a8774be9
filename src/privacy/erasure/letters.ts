import * as z from 'zod'
import { composeLetter, dayInWords, momentInWords } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { defineJob } from '#platform/jobs'
import { receiptDays } from './erasure.ts'
import { receiptPath } from './receipt.ts'

export const erasureNews = ['asked', 'soon'] as const
export type ErasureNews = (typeof erasureNews)[number]

/** Tells whoever is to be erased. */
export const writeErasureNews = defineJob(
  'privacy.write-erasure-news',
  z.strictObject({ erasureId: z.uuid(), news: z.enum(erasureNews) }),
)

export const erasureMails = {
  asked: 'privacy.erasure-asked',
  soon: 'privacy.erasure-soon',
  done: 'privacy.erasure-done',
} as const

/** The handler of `writeErasureNews`. One that was undone meanwhile is not told of. */
export async function writeNews(
  ctx: Ctx,
  { erasureId, news }: { readonly erasureId: string; readonly news: ErasureNews },
): Promise<void> {
  const row = await ctx.db
    .selectFrom('privacy_erasures')
    .where('id', '=', erasureId)
    .where('state', '=', 'waiting')
    .select(['subject_id', 'due_at'])
    .executeTakeFirst()
  const recipient = row?.subject_id ? await recipientOf(ctx, row.subject_id as Id<'person'>) : null
  if (!row || !recipient) return
  const when = momentInWords(row.due_at)
  await ctx.post.send({
    kind: erasureMails[news],
    to: recipient.to,
    subject: news === 'asked' ? 'Your account will be erased' : 'Your account will be erased tomorrow',
    text: composeLetter(ctx.config, {
      username: recipient.username,
      paragraphs: [
        news === 'asked'
          ? `You asked for your account to be erased. It is hidden everywhere now, every browser is signed out and your API keys have ended. On ${when} everything is taken away for good.`
          : `On ${when} your account and everything in it is taken away for good, as you asked.`,
        'If you want to keep it, or if it was not you: sign in before then and press “Keep my account”. Everything is there again as it was.',
        new URL('/sign-in', ctx.config.origin).href,
        ...(news === 'asked'
          ? ['If it was not you, also choose a new password there: whoever asked for this knows the one you have.']
          : []),
      ],
      because: 'somebody who was signed in to your account asked for it to be erased',
    }),
  })
}

/** The last letter, to an address that nobody here knows any more when it has left. */
export async function sendReceipt(ctx: Ctx, to: string, erasureId: string): Promise<void> {
  await ctx.post.send({
    kind: erasureMails.done,
    to,
    subject: 'Your account is erased',
    text: composeLetter(ctx.config, {
      username: 'and goodbye',
      paragraphs: [
        `Your account was erased on ${dayInWords(ctx.clock.now())}, and everything in it is gone: this is the last letter, and your address is forgotten with it. What went, by kind and count, and the little that is kept for a time, is on the receipt:`,
        new URL(receiptPath(ctx, erasureId), ctx.config.origin).href,
        `It can be read for ${receiptDays} days and names nobody.`,
      ],
      because:
        'your account was erased, as you asked, or as you had chosen for the case that you do not visit any more',
    }),
  })
}
