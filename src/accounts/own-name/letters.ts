import * as z from 'zod'
import { composeLetter } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import { heldDaysMax } from '#accounts/names'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'

export const writeUsernameChanged = defineJob(
  'accounts.write-username-changed',
  z.strictObject({ personId: z.uuid().transform((id) => id as Id<'person'>) }),
)

export const usernameChangedMail = 'accounts.username-changed'

async function writeUsernameChangedLetter(ctx: Ctx, personId: Id<'person'>): Promise<void> {
  const recipient = await recipientOf(ctx, personId)
  if (!recipient) return
  const { to, username } = recipient
  await ctx.post.send({
    kind: usernameChangedMail,
    to,
    subject: 'Your user name was changed',
    text: composeLetter(ctx.config, {
      username,
      paragraphs: [
        `The user name of your account is ${username} now. Sign in with it, or with your e-mail address. The old name no longer leads to you; nobody else can have it for ${heldDaysMax} days, and you can take it back.`,
        'If it was you, you need not do anything.',
        'If it was not you, ask for a new password where you sign in, now. That ends every session. Then change the name back in your settings.',
      ],
      because: 'the name of your account changed, and you should be the first to know',
    }),
  })
}

export const ownNameHandlers: readonly Handler[] = [
  handle(writeUsernameChanged, (ctx, { personId }) => writeUsernameChangedLetter(ctx, personId), {
    mails: [usernameChangedMail],
  }),
]
