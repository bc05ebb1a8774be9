import * as z from 'zod'
import { composeLetter, linkLifeMs, mintLink } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import { minuteMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'

const PersonId = z.uuid().transform((id) => id as Id<'person'>)

/** Why a link for a new password is sent: somebody asked, or the account was taken back by the link of a letter. */
const causes = ['asked', 'taken-back'] as const

/** Nobody is a piece of work too, so that asking for nobody takes as long; see `forgotPassword`. */
export const writeReset = defineJob(
  'accounts.write-reset',
  z.strictObject({ personId: PersonId.nullable(), cause: z.enum(causes) }),
)
export const writePasswordChanged = defineJob(
  'accounts.write-password-changed',
  z.strictObject({ personId: PersonId, byLink: z.boolean() }),
)

export const resetMail = 'accounts.reset-password'
export const passwordChangedMail = 'accounts.password-changed'

async function writeResetLetter(ctx: Ctx, personId: Id<'person'>, cause: (typeof causes)[number]): Promise<void> {
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
        cause === 'asked'
          ? 'Somebody asked for a new password for your account. Open this page to choose one:'
          : 'Your account was taken back by the link in our letter, and every browser is signed out. Whoever was in it may know the password. Open this page to choose a new one:',
        new URL(`/reset/${token}`, ctx.config.origin).href,
        `The link works once, for ${linkLifeMs.reset / minuteMs} minutes. A new password ends every session of the account.`,
        cause === 'asked'
          ? 'If you did not ask for this, you need not do anything: your password stays as it is.'
          : 'Until you do, the password stays as it is. If the link is too old, ask for another where you sign in.',
      ],
      because:
        cause === 'asked'
          ? 'somebody typed your user name or your e-mail address where a new password is asked for'
          : 'somebody pressed the button on the page to which our last letter led',
    }),
  })
}

async function writePasswordChangedLetter(ctx: Ctx, personId: Id<'person'>, byLink: boolean): Promise<void> {
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
        byLink
          ? 'The password of your account was changed just now, by the link in the letter for a new password. Every browser that was signed in no longer is.'
          : 'The password of your account was changed just now. Other browsers that were signed in no longer are.',
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
    async (ctx, { personId, cause }) => {
      if (personId) await writeResetLetter(ctx, personId, cause)
    },
    { mails: [resetMail] },
  ),
  handle(writePasswordChanged, (ctx, { personId, byLink }) => writePasswordChangedLetter(ctx, personId, byLink), {
    mails: [passwordChangedMail],
  }),
]
