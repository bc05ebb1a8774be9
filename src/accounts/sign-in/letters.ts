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

export const passwordNews = ['changed', 'changed-by-link', 'removed'] as const
export type PasswordNews = (typeof passwordNews)[number]
export const writePasswordNews = defineJob(
  'accounts.write-password-news',
  z.strictObject({ personId: PersonId, news: z.enum(passwordNews) }),
)

export const resetMail = 'accounts.reset-password'
export const passwordMails = {
  changed: 'accounts.password-changed',
  'changed-by-link': 'accounts.password-changed',
  removed: 'accounts.password-removed',
} as const satisfies Readonly<Record<PasswordNews, string>>

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

const passwordWords: Readonly<Record<PasswordNews, { readonly subject: string; readonly text: string }>> = {
  changed: {
    subject: 'Your password was changed',
    text: 'The password of your account was changed just now. Other browsers that were signed in no longer are.',
  },
  'changed-by-link': {
    subject: 'Your password was changed',
    text: 'The password of your account was changed just now, by the link in the letter for a new password. Every browser that was signed in no longer is.',
  },
  removed: {
    subject: 'Your password was removed',
    text: 'The password of your account was removed just now: only your passkeys sign in. Other browsers that were signed in no longer are. You can set a password again in your settings.',
  },
}

async function writePasswordLetter(ctx: Ctx, personId: Id<'person'>, news: PasswordNews): Promise<void> {
  const recipient = await recipientOf(ctx, personId)
  if (!recipient) return
  const { to, username } = recipient
  const { subject, text } = passwordWords[news]
  await ctx.post.send({
    kind: passwordMails[news],
    to,
    subject,
    text: composeLetter(ctx.config, {
      username,
      paragraphs: [
        text,
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
  handle(writePasswordNews, (ctx, { personId, news }) => writePasswordLetter(ctx, personId, news), {
    mails: [passwordMails.changed, passwordMails.removed],
  }),
]
