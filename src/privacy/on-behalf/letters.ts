import * as z from 'zod'
import { composeLetter } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'
import { type CorrectableField, correctable } from './correctable.ts'
import { mintCode } from './support-code.ts'

const personId = z.uuid().transform((id) => id as Id<'person'>)

export const writeSupportCode = defineJob('privacy.write-support-code', z.strictObject({ personId }))
export const writeChangedForYou = defineJob(
  'privacy.write-changed-for-you',
  z.strictObject({ personId, field: z.enum(correctable) }),
)

export const supportCodeMail = 'privacy.support-code'
export const changedForYouMail = 'privacy.changed-for-you'

/** A code that is written twice is two codes, of which the newer works. */
async function writeSupportCodeLetter(ctx: Ctx, to: Id<'person'>): Promise<void> {
  const recipient = await recipientOf(ctx, to)
  if (!recipient) return
  const { code } = await inTransaction(ctx, (tx) => mintCode(tx, to))
  await ctx.post.send({
    kind: supportCodeMail,
    to: recipient.to,
    subject: 'A code to tell support',
    text: composeLetter(ctx.config, {
      username: recipient.username,
      paragraphs: [
        'Support has been asked to change something in your account, and may do so only if it is you who asked. If it is, tell them this code within 15 minutes. It lets them change one thing: your user name, your display name, or the text about you.',
        `${code.slice(0, 4)} ${code.slice(4)}`,
        'If you did not ask for anything, tell nobody. Nothing changes without the code.',
      ],
      because: 'support was asked to change something for you',
    }),
  })
}

const fieldInWords: Readonly<Record<CorrectableField, string>> = {
  username: 'user name',
  displayName: 'display name',
  about: 'text about you',
}

async function writeChangedForYouLetter(ctx: Ctx, to: Id<'person'>, field: CorrectableField): Promise<void> {
  const recipient = await recipientOf(ctx, to)
  if (!recipient) return
  await ctx.post.send({
    kind: changedForYouMail,
    to: recipient.to,
    subject: 'Support changed something for you',
    text: composeLetter(ctx.config, {
      username: recipient.username,
      paragraphs: [
        `Support has changed the ${fieldInWords[field]} of your account, with a code that came from you. Who did it, when and why stands on this page:`,
        new URL('/privacy/my-data/access', ctx.config.origin).href,
        'If it was not you who asked, change it back in your settings, ask for a new password where you sign in, and tell us.',
      ],
      because: 'something in your account was changed, and you should be the first to know',
    }),
  })
}

export const onBehalfHandlers: readonly Handler[] = [
  handle(writeSupportCode, (ctx, { personId: to }) => writeSupportCodeLetter(ctx, to), { mails: [supportCodeMail] }),
  handle(writeChangedForYou, (ctx, { personId: to, field }) => writeChangedForYouLetter(ctx, to, field), {
    mails: [changedForYouMail],
  }),
]
