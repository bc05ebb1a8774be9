import * as z from 'zod'
import { ownerOfAddress } from '#accounts/addresses'
import { type Actor, requireActive } from '#accounts/members'
import { type OrganisationKind, type OrganisationRole, addPerson, readOrganisation } from '#accounts/organisations'
import { hashOfSecret } from '#accounts/secrets'
import { type AnyCtx, type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type FoundInvitation, findInvitation, forgetInvitations } from './invitation.ts'

export const InvitationLinkInput = z.strictObject({ token: z.string().min(1).max(100) })
export type InvitationLinkInput = z.output<typeof InvitationLinkInput>

/** Unknown, answered, replaced, withdrawn and outdated invitations answer alike. */
const invitationExpired = (): Refusal =>
  new Refusal(
    'not-found',
    'invitation-expired',
    'This invitation no longer works. Ask whoever invited you for a new one, and use the newest letter.',
    { status: 410 },
  )

/** What whoever opens the link of an invitation sees, signed in or not. */
export interface ShownInvitation {
  readonly organisation: { readonly name: string; readonly kind: OrganisationKind }
  readonly roles: readonly OrganisationRole[]
  readonly expiresAt: Date
}

/** What an invitation is for. It changes nothing. @throws Refusal `invitation-expired` */
export async function invitationByLink(ctx: Ctx, { token }: InvitationLinkInput): Promise<ShownInvitation> {
  const { organisationId, roles, expiresAt } = await byToken(ctx, token)
  const { name, kind } = await readOrganisation(ctx, organisationId)
  return { organisation: { name, kind }, roles, expiresAt }
}

/**
 * Accepts an invitation, as the member who has proven that its address is theirs: the link alone lets nobody in who was
 * handed the letter. Of two who do it at once one is refused.
 *
 * @throws Refusal `invitation-expired`, `invitation-for-another`, and those of `addPerson` and `requireActive`
 */
export async function acceptInvitation(
  ctx: Ctx,
  actor: Actor,
  { token }: InvitationLinkInput,
): Promise<{ readonly organisationId: Id<'organisation'> }> {
  const { personId } = requireActive(actor)
  return inTransaction(ctx, async (tx) => {
    const { invitationId, organisationId, email, roles } = await byToken(tx, token)
    // Its key went with it a moment ago.
    if (email === null) throw invitationExpired()
    if ((await ownerOfAddress(tx, email)) !== personId) {
      throw new Refusal(
        'forbidden',
        'invitation-for-another',
        'This invitation went to an address that is not proven to be yours. Add the address to your account, or sign in with the account that has it.',
      )
    }
    await addPerson(tx, organisationId, personId, roles)
    if ((await forgetInvitations(tx, [invitationId])) === 0) throw invitationExpired()
    return { organisationId }
  })
}

/** Says no to an invitation, by its link alone: the address is forgotten at once. @throws Refusal `invitation-expired` */
export async function declineInvitation(ctx: Ctx, { token }: InvitationLinkInput): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { invitationId } = await byToken(tx, token)
    if ((await forgetInvitations(tx, [invitationId])) === 0) throw invitationExpired()
  })
}

async function byToken(ctx: AnyCtx, token: string): Promise<FoundInvitation> {
  const found = await findInvitation(ctx, { tokenHash: hashOfSecret(token) })
  if (!found) throw invitationExpired()
  return found
}
