/**
 * Invitations to act for an organisation.
 *
 * Promises: only the member who has proven the invited address is let in; a link works once, for 14 days, and only the
 * newest to an address; only its hash is stored; the address is sealed under the invitation's own number and forgotten
 * with it.
 * Refuses to know: what the roles open.
 */
export {
  InvitationLinkInput,
  type ShownInvitation,
  acceptInvitation,
  declineInvitation,
  invitationByLink,
} from './answer-invitation.ts'
export { InvitePersonInput, invitePerson } from './invite-person.ts'
export { invitationHandlers } from './letters.ts'
export { RevokeInvitationInput, type WaitingInvitation, listInvitations, revokeInvitation } from './list-invitations.ts'
export { invitationClosing, invitationHolder } from './personal-data.ts'
export { invitationStores } from './stores.ts'
