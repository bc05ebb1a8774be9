import * as z from 'zod'
import { composeLetter, dayInWords } from '#accounts/letters'
import type { OrganisationKind } from '#accounts/organisations'
import { hashOfSecret, newSecret } from '#accounts/secrets'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'
import { findWelcome } from './waiting-welcome.ts'

export const writeWelcome = defineJob(
  'accounts.write-welcome',
  z.strictObject({ welcomeId: z.uuid().transform((id) => id as Id<'welcome'>) }),
)

export const welcomeMail = 'accounts.welcome'

const kindInWords: Readonly<Record<OrganisationKind, string>> = {
  publisher: 'a publisher',
  advertiser: 'an advertiser',
  network: 'an advertising network',
}

/** A letter that is written twice has two links, of which the newer works. */
async function writeWelcomeLetter(ctx: Ctx, welcomeId: Id<'welcome'>): Promise<void> {
  const waiting = await findWelcome(ctx, { welcomeId })
  if (!waiting) return
  const { email, username, organisation, expiresAt } = waiting
  const token = newSecret(ctx)
  await ctx.db
    .updateTable('accounts_welcomes')
    .where('id', '=', welcomeId)
    .set({ token_hash: hashOfSecret(token) })
    .execute()
  await ctx.post.send({
    kind: welcomeMail,
    to: email,
    subject: 'Your account is prepared',
    text: composeLetter(ctx.config, {
      username: null,
      about: 'the account that you asked for',
      paragraphs: [
        `We prepared an account for ${organisation.name}, ${kindInWords[organisation.kind]}, of which you would be the owner. The user name that we suggest is ${username}.`,
        'On this page you confirm the user name or choose another, and set your password. We neither know it nor send one:',
        new URL(`/welcome/${token}`, ctx.config.origin).href,
        `Nothing is made before you do. The link works once, until ${dayInWords(expiresAt)}; if you do nothing, this address is forgotten with it. There you can also say no, and it is forgotten at once.`,
      ],
      because: 'you asked us about working together, with this address',
    }),
  })
}

export const welcomeHandlers: readonly Handler[] = [
  handle(writeWelcome, (ctx, { welcomeId }) => writeWelcomeLetter(ctx, welcomeId), { mails: [welcomeMail] }),
]
