/**
 * People, and how they become members.
 *
 * Promises: an account needs a user name, an address and a password, and can do nothing until the address is proven;
 * whether an address is known is told to its owner only; nobody under 13 has an account, and the answer to the question is
 * not kept.
 * For the rest of the house this is also the door to who they are then, which `#accounts/members` keeps.
 */
export {
  type Actor,
  EditProfileInput,
  EmptyProfileInput,
  type Member,
  type NameOfMember,
  type OwnAccount,
  type Profile,
  type Scope,
  Username,
  type Via,
  actorOf,
  editProfile,
  emptyProfile,
  emptyTexts,
  hasTexts,
  loadProfile,
  memberByUsername,
  memberHolder as peopleHolder,
  namesOf,
  noteEmptied,
  ownAccount,
  requireActive,
  requireMember,
  requireProven,
  requireRole,
  requireStaff,
  rolesOfScope,
  type StaffScope,
  requireStaying,
  scopes,
  staffScopes,
  showProfile,
  signInNeeded,
  visitor,
} from '#accounts/members'
export { type StaffRole, staffRoles } from '#accounts/roles'
export { isUnder13 } from './age.rules.ts'
export { CreateMemberInput, createMember } from './create-member.ts'
export { peopleHandlers, writeVerification } from './letters.ts'
export { ResendVerificationInput, resendVerification } from './resend-verification.ts'
export { type CurrentTerms, SignUpInput, agreementsTo, requireAgreed, signUp } from './sign-up.ts'
export { ageAnswerCookie, ageAnswerValue, peopleStores } from './stores.ts'
export { VerifyAddressInput, verifyAddress } from './verify-address.ts'
