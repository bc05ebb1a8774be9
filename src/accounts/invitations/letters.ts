import * as z from 'zod'
import { composeLetter, dayInWords } from '#accounts/letters'
import { type OrganisationKind, type OrganisationRole, readOrganisation } from '#accounts/organisations'
import { hashOfSecret, newSecret } from '#accounts/secrets'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type Handler, defineJob, handle } from '#platform/jobs'
import { findInvitation } from './invitation.ts'

export const writeInvitation = defineJob(
  'accounts.write-invitation',
  z.strictObject({ invitationId: z.uuid().transform((id) => id as Id<'invitation'>) }),
)

export const invitationMail = 'accounts.invitation'

const kindInWords: Readonly<Record<OrganisationKind, string>> = {
  publisher: 'a publisher',
  advertiser: 'an advertiser',
  network: 'an advertising network',
}

const roleInWords: Readonly<Record<OrganisationRole, string>> = {
  owner: 'own it here, which includes all that follows',
  orders: 'see to orders',
  finance: 'see to money',
  technical: 'see to sites and tags',
  reader: 'read',
}

/** A letter that is written twice has two links, of which the newer works. */
async function writeInvitationLetter(ctx: Ctx, invitationId: Id<'invitation'>): Promise<void> {
  const invitation = await findInvitation(ctx, { invitationId })
  if (!invitation || invitation.email === null) return
  const { name, kind } = await readOrganisation(ctx, invitation.organisationId)
  const token = newSecret(ctx)
  await ctx.db
    .updateTable('accounts_invitations')
    .where('id', '=', invitationId)
    .set({ token_hash: hashOfSecret(token) })
    .execute()
  await ctx.post.send({
    kind: invitationMail,
    to: invitation.email,
    subject: 'An invitation to act for an organisation',
    text: composeLetter(ctx.config, {
      username: null,
      about: 'this invitation',
      paragraphs: [
        `${name}, ${kindInWords[kind]}, invites you to act for it here: to ${invitation.roles.map((role) => roleInWords[role]).join(', to ')}.`,
        'To accept or to decline, open this page:',
        new URL(`/invitations/${token}`, ctx.config.origin).href,
        `Accepting asks for an account with this address; you can make one on the way. If you do nothing, the invitation ends on ${dayInWords(invitation.expiresAt)}, and this address is forgotten with it.`,
      ],
      because: `an owner of ${name} typed this address`,
    }),
  })
}

export const invitationHandlers: readonly Handler[] = [
  handle(writeInvitation, (ctx, { invitationId }) => writeInvitationLetter(ctx, invitationId), {
    mails: [invitationMail],
  }),
]
