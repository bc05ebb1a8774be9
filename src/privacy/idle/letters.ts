import * as z from 'zod'
import { composeLetter, dayInWords } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { defineJob } from '#platform/jobs'
import { monthsLater, toldDays } from './idle.rules.ts'

/** Tells somebody who chose to go after a time without a visit that it comes. */
export const writeIdleWarning = defineJob(
  'privacy.write-idle-warning',
  z.strictObject({ personId: z.uuid(), days: z.literal(toldDays) }),
)

export const idleMail = 'privacy.idle-warning'

/** The handler of `writeIdleWarning`. Whoever came back or changed their mind meanwhile is not written to. */
export async function writeWarning(
  ctx: Ctx,
  { personId, days }: { readonly personId: string; readonly days: number },
): Promise<void> {
  const row = await ctx.db
    .selectFrom('privacy_idle_choices')
    .where('person_id', '=', personId)
    .where('told_days', '=', days)
    .select(['months', 'seen_at'])
    .executeTakeFirst()
  const recipient = row && (await recipientOf(ctx, personId as Id<'person'>))
  if (!row || !recipient) return
  await ctx.post.send({
    kind: idleMail,
    to: recipient.to,
    subject: `Your account will be erased in ${days} days`,
    text: composeLetter(ctx.config, {
      username: recipient.username,
      paragraphs: [
        `You chose that your account is erased when you do not visit for ${row.months} months. Your last visit was on ${dayInWords(row.seen_at)}, so that day comes on ${dayInWords(monthsLater(row.seen_at, row.months))}.`,
        'To keep it, sign in once. That is all; the time begins anew. To take the choice back, do it in your settings:',
        new URL('/settings/account', ctx.config.origin).href,
        'If you do nothing, everything in the account is taken away for good on that day.',
      ],
      because: `you chose to be erased after ${row.months} months without a visit`,
    }),
  })
}
