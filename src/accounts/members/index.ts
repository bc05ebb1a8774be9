/**
 * Members: who asks, whom a name names, and what others may know of them.
 *
 * Promises: a name belongs to one person, whatever its case, and to nobody else for a time after they gave it up; a
 * profile is closed until its owner opens it, and a closed one answers like none; an API key does only what names a scope
 * that it has.
 * Refuses to know: how people come (`#accounts/people`), and how somebody proves who they are (`#accounts/sign-in`,
 * `#accounts/api-keys`).
 */
export {
  type Actor,
  type Member,
  type Scope,
  type Via,
  freshProofMs,
  requireActive,
  requireMember,
  requireProven,
  requireRole,
  requireStaff,
  rolesOfScope,
  type StaffScope,
  scopes,
  staffScopes,
  signInNeeded,
  visitor,
} from './actor.ts'
export {
  type Agreement,
  type NewMember,
  activateMember,
  addMember,
  refuseTakenUsername,
  usernameTaken,
} from './add-member.ts'
export { type Corrected, type CorrectedBy, noteCorrections } from './correction.ts'
export {
  EditProfileInput,
  EmptyProfileInput,
  correctText,
  editProfile,
  emptyProfile,
  emptyTexts,
  hasTexts,
  noteEmptied,
  showProfile,
} from './edit-profile.ts'
export {
  type NameOfMember,
  actorOf,
  findMember,
  memberByUsername,
  memberSince,
  namesOf,
  personByLogin,
  usernameOf,
} from './find-member.ts'
export { listPeople } from './list-people.ts'
export { type Profile, loadProfile } from './load-profile.ts'
export { lockMember } from './lock-member.ts'
export { type OwnAccount, ownAccount } from './own-account.ts'
export { type Recipient, recipientOf } from './recipient.ts'
export { memberHolder, requireStaying, unverifiedDaysMax } from './personal-data.ts'
export { renameMember } from './rename-member.ts'
export { memberStores } from './stores.ts'
export { Username, isReserved } from './username.rules.ts'
