import * as z from 'zod'
import { composeLetter, linkLifeMs, mintLink } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import { minuteMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'

const PersonId = z.uuid().transform((id) => id as Id<'person'>)

/** Nobody is a piece of work too, so that asking for nobody takes as long; see `forgotPassword`. */
export const writeReset = defineJob('accounts.write-reset', z.strictObject({ personId: PersonId.nullable() }))
export const writePasswordChanged = defineJob('accounts.write-password-changed', z.strictObject({ personId: PersonId }))

export const resetMail = 'accounts.reset-password'
export const passwordChangedMail = 'accounts.password-changed'

async function writeResetLetter(ctx: Ctx, personId: Id<'person'>): Promise<void> {
  const recipient = await recipientOf(ctx, personId)
  if (!recipient) return
  const { address, to, username } = recipient
  // The link is made when the letter is: the queue, which is not sealed, never holds it.
  const token = await inTransaction(ctx, (tx) => mintLink(tx, 'reset', address))
  await ctx.post.send({
    kind: resetMail,
    to,
    subject: 'Choose a new password',
    text: composeLetter(ctx.config, {
      username,
      paragraphs: [
        'Somebody asked for a new password for your account. Open this page to choose one:',
        new URL(`/reset/${token}`, ctx.config.origin).href,
        `The link works once, for ${linkLifeMs.reset / minuteMs} minutes. A new password ends every session of the account.`,
        'If you did not ask for this, you need not do anything: your password stays as it is.',
      ],
      because: 'somebody typed your user name or your e-mail address where a new password is asked for',
    }),
  })
}

async function writePasswordChangedLetter(ctx: Ctx, personId: Id<'person'>): Promise<void> {
  const recipient = await recipientOf(ctx, personId)
  if (!recipient) return
  const { to, username } = recipient
  await ctx.post.send({
    kind: passwordChangedMail,
    to,
    subject: 'Your password was changed',
    text: composeLetter(ctx.config, {
      username,
      paragraphs: [
        'The password of your account was changed just now. Other browsers that were signed in no longer are.',
        'If it was you, you need not do anything.',
        'If it was not you, ask for a new password where you sign in, now. Then look at the API keys in your settings and revoke those that you do not know.',
      ],
      because: 'the security of your account changed, and you should be the first to know',
    }),
  })
}

export const signInHandlers: readonly Handler[] = [
  handle(
    writeReset,
    async (ctx, { personId }) => {
      if (personId) await writeResetLetter(ctx, personId)
    },
    { mails: [resetMail] },
  ),
  handle(writePasswordChanged, (ctx, { personId }) => writePasswordChangedLetter(ctx, personId), {
    mails: [passwordChangedMail],
  }),
]
