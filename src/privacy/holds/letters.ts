import * as z from 'zod'
import { composeLetter, dayInWords } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import type { Store } from '#declaration'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'
import { readHolds } from './hold-row.ts'
import { fieldsInWords } from './hold.rules.ts'
import { grounds } from './hold.ts'

export const holdMail = 'privacy.hold-news'

/** Tells whoever a hold concerns. */
export const writeHoldNews = defineJob(
  'privacy.write-hold-news',
  z.strictObject({ holdId: z.uuid(), personId: z.uuid(), news: z.enum(['placed', 'lifted']) }),
)

const subjects = {
  placed: 'Some of your data is held back by law',
  lifted: 'Data of yours is not held back any more',
} as const

/** What each letter says; null where the hold is over before it was told of. The reason in words stands on the page. */
async function paragraphsOf(
  ctx: Ctx,
  stores: readonly Store[],
  news: 'placed' | 'lifted',
  holdId: Id<'hold'>,
): Promise<readonly string[] | null> {
  if (news === 'lifted') {
    return ['A hold on some of your data was lifted. Should you close your account, nothing stays because of it.']
  }
  const [hold] = await readHolds(ctx, { id: holdId })
  if (!hold) return null
  return [
    `${grounds[hold.ground]} So if you close your account, these values stay, sealed, until ${dayInWords(hold.endsAt)}, and everything else goes:`,
    ...fieldsInWords(stores, hold.fields).map((words) => `- ${words}`),
    'Nothing changes while you keep the account. The reason in words, and who approved it, stand here:',
  ]
}

/** What this room does later, with the declarations in whose words it tells of fields. */
export const holdHandlers = (stores: readonly Store[]): readonly Handler[] => [
  handle(
    writeHoldNews,
    async (ctx, { holdId, personId, news }) => {
      const recipient = await recipientOf(ctx, personId as Id<'person'>, 'mail.warn')
      const paragraphs = recipient && (await paragraphsOf(ctx, stores, news, holdId as Id<'hold'>))
      if (!paragraphs) return
      await ctx.post.send({
        kind: holdMail,
        to: recipient.to,
        subject: subjects[news],
        text: composeLetter(ctx.config, {
          username: recipient.username,
          paragraphs: [...paragraphs, new URL('/privacy/my-data#held-back', ctx.config.origin).href],
          because: 'staff of this site decided what has to be kept of your data',
        }),
      })
    },
    { mails: [holdMail] },
  ),
]
