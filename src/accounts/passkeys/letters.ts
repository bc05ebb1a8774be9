import * as z from 'zod'
import { composeLetter } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'

export const passkeyNews = ['added', 'removed', 'copied'] as const
export type PasskeyNews = (typeof passkeyNews)[number]

export const writePasskeyNews = defineJob(
  'accounts.write-passkey-news',
  z.strictObject({ personId: z.uuid().transform((id) => id as Id<'person'>), news: z.enum(passkeyNews) }),
)

export const passkeyMails = {
  added: 'accounts.passkey-added',
  removed: 'accounts.passkey-removed',
  copied: 'accounts.passkey-copied',
} as const satisfies Readonly<Record<PasskeyNews, string>>

const ifNotYou =
  'If it was not you, open this page now, remove what you do not know, sign out everywhere else, and choose a new password:'

const words: Readonly<Record<PasskeyNews, { readonly subject: string; readonly paragraphs: readonly string[] }>> = {
  added: {
    subject: 'A passkey was added to your account',
    paragraphs: [
      'A passkey was added to your account just now. Whoever holds it can sign in without a password.',
      'If it was you, you need not do anything.',
      ifNotYou,
    ],
  },
  removed: {
    subject: 'A passkey was removed from your account',
    paragraphs: [
      'A passkey was removed from your account just now. It no longer signs anybody in. Delete it from your device too, so that it is not offered to you any more.',
      'If it was you, you need not do anything.',
      ifNotYou,
    ],
  },
  copied: {
    subject: 'A passkey of yours was refused',
    paragraphs: [
      'Somebody tried to sign in to your account with one of your passkeys, and its counter was lower than before. That happens when there are two copies of a passkey that should exist once. We let nobody in.',
      'If it was you, sign in another way and replace this passkey by a new one.',
      ifNotYou,
    ],
  },
}

/** Tells a member about their passkeys, at a proven address only. */
async function writeLetter(ctx: Ctx, personId: Id<'person'>, news: PasskeyNews): Promise<void> {
  const recipient = await recipientOf(ctx, personId)
  if (!recipient) return
  const { subject, paragraphs } = words[news]
  await ctx.post.send({
    kind: passkeyMails[news],
    to: recipient.to,
    subject,
    text: composeLetter(ctx.config, {
      username: recipient.username,
      paragraphs: [...paragraphs, new URL('/settings/security', ctx.config.origin).href],
      because: 'the security of your account changed, and you should be the first to know',
    }),
  })
}

export const passkeyHandlers: readonly Handler[] = [
  handle(writePasskeyNews, (ctx, { personId, news }) => writeLetter(ctx, personId, news), {
    mails: Object.values(passkeyMails),
  }),
]
