import * as z from 'zod'
import { composeLetter } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'
import { codesLeft } from './authenticator-of.ts'

export const factorNews = [
  'authenticator-added',
  'authenticator-replaced',
  'authenticator-removed',
  'recovery-codes-made',
  'recovery-code-used',
] as const
export type FactorNews = (typeof factorNews)[number]

/** Tells a member what changed in how they sign in. */
export const writeFactorNews = defineJob(
  'accounts.write-factor-news',
  z.strictObject({ personId: z.uuid().transform((id) => id as Id<'person'>), news: z.enum(factorNews) }),
)

export const factorMail = 'accounts.factor-news'

const words: Readonly<Record<FactorNews, { readonly subject: string; readonly text: (left: number) => string }>> = {
  'authenticator-added': {
    subject: 'An authenticator app was added to your account',
    text: () =>
      'An authenticator app was added to your account just now. From now on signing in with your password also asks for a code of the app. Other browsers that were signed in no longer are.',
  },
  'authenticator-replaced': {
    subject: 'Your authenticator app was replaced',
    text: () =>
      'Another authenticator app was set up for your account just now; codes of the one before no longer work. Other browsers that were signed in no longer are.',
  },
  'authenticator-removed': {
    subject: 'Your authenticator app was removed',
    text: () => 'The authenticator app was removed from your account just now. Its codes no longer work.',
  },
  'recovery-codes-made': {
    subject: 'You have new recovery codes',
    text: (left) => `${left} new recovery codes were made for your account just now. Those of before no longer work.`,
  },
  'recovery-code-used': {
    subject: 'A recovery code was used',
    text: (left) =>
      `One of your recovery codes was used just now. ${left === 1 ? 'One is' : `${left === 0 ? 'None' : left} ${left === 0 ? 'is' : 'are'}`} left. You can make new ones in your settings.`,
  },
}

async function writeLetter(ctx: Ctx, personId: Id<'person'>, news: FactorNews): Promise<void> {
  const recipient = await recipientOf(ctx, personId)
  if (!recipient) return
  const { subject, text } = words[news]
  await ctx.post.send({
    kind: factorMail,
    to: recipient.to,
    subject,
    text: composeLetter(ctx.config, {
      username: recipient.username,
      paragraphs: [
        text(await codesLeft(ctx, personId)),
        'If it was you, you need not do anything.',
        'If it was not you, open this page now, choose a new password, remove what you do not know, and sign out everywhere else:',
        new URL('/settings/security', ctx.config.origin).href,
      ],
      because: 'the security of your account changed, and you should be the first to know',
    }),
  })
}

export const authenticatorHandlers: readonly Handler[] = [
  handle(writeFactorNews, (ctx, { personId, news }) => writeLetter(ctx, personId, news), { mails: [factorMail] }),
]
