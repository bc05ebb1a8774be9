/**
 * Organisations: publishers, advertisers and advertising networks, with people in roles.
 *
 * Promises: who is nobody in an organisation gets the answer of one that does not exist; an owner may do everything, and
 * everybody else what their roles say; an API key acts only with its scope; addresses are sealed under the
 * organisation's own number; no number of a payment card is taken; while it is open it has an owner, also where two owners go
 * at once.
 * Refuses to know: what is agreed, ordered or shown. The rooms of it ask here who may.
 */
export { Telephone, businessText, holdsCardNumber } from '#platform/free-text'
export {
  type ClosingLine,
  type ClosingPart,
  closeOrganisation,
  organisationHandlers,
  whatCloses,
} from './close-organisation.ts'
export {
  CreateOrganisationInput,
  type CreatedOrganisation,
  createOrganisation,
  foundOrganisation,
} from './create-organisation.ts'
export { ChangeRolesInput, changeRoles } from './change-roles.ts'
export { EditOrganisationInput, editOrganisation } from './edit-organisation.ts'
export {
  FindOrganisationsInput,
  type ListedOrganisation,
  findOrganisations,
  organisationDesk,
} from './find-organisations.ts'
export {
  type OwnOrganisation,
  type Reach,
  type ShownOrganisation,
  getOrganisation,
  organisationsOf,
  readOrganisation,
  readReach,
} from './get-organisation.ts'
export {
  type Channel,
  type Organisation,
  type OrganisationKind,
  type OrganisationStatus,
  organisationKinds,
  showOrganisationId,
} from './organisation.ts'
export { type PersonOfOrganisation, listPeopleOf, ownersOf } from './list-people-of.ts'
export { keepOwnersFromKeys, lockOrganisation, standUnderLock } from './under-lock.ts'
export { addPerson } from './add-person.ts'
export { RemovePersonInput, leaveOrganisation, removePerson } from './remove-person.ts'
export {
  type BusinessScope,
  type Standing,
  organisationNotFound,
  requireOpen,
  requireOrganisationId,
  requireRoleIn,
} from './require-role-in.ts'
export { type OrganisationRole, OrganisationRoles, mayAs, organisationRoles } from './role.rules.ts'
export { organisationHolder } from './personal-data.ts'
export { organisationStores } from './stores.ts'
