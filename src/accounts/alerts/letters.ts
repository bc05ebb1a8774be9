import { composeLetter, linkLifeMs, mintLink, momentInWords } from '#accounts/letters'
import { recipientOf } from '#accounts/members'
import { findNewBrowser, newBrowserSignedIn } from '#accounts/sessions'
import { dayMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, handle } from '#platform/jobs'

export const newBrowserMail = 'accounts.new-browser'

async function writeNewBrowserLetter(ctx: Ctx, browserId: Id<'browser'>): Promise<void> {
  const signIn = await findNewBrowser(ctx, browserId)
  const recipient = signIn && (await recipientOf(ctx, signIn.personId))
  if (!recipient) return
  const { address, to, username } = recipient
  const token = await inTransaction(ctx, (tx) => mintLink(tx, 'not-me', address))
  await ctx.post.send({
    kind: newBrowserMail,
    to,
    subject: 'A new sign-in to your account',
    text: composeLetter(ctx.config, {
      username,
      paragraphs: [
        `Somebody signed in to your account by a browser that it did not see in the last 90 days: ${signIn.browser}, on ${momentInWords(signIn.signedInAt)}. From where we cannot say: we keep no network addresses.`,
        'If it was you, you need not do anything. Where you are signed in you see here:',
        new URL('/settings/sessions', ctx.config.origin).href,
        'If it was not you, open this page:',
        new URL(`/not-me/${token}`, ctx.config.origin).href,
        `It has a button that signs out every browser and sends you a link for a new password. The link works once, for ${linkLifeMs['not-me'] / dayMs} days.`,
      ],
      because: 'somebody signed in to your account, and you should be the first to know',
    }),
  })
}

export const alertHandlers: readonly Handler[] = [
  handle(newBrowserSignedIn, (ctx, { browserId }) => writeNewBrowserLetter(ctx, browserId), {
    mails: [newBrowserMail],
  }),
]
