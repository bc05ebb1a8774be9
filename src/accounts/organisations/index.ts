/**
 * Organisations: publishers, advertisers and advertising networks, with people in roles.
 *
 * Promises: who is nobody in an organisation gets the answer of one that does not exist; an owner may do everything, and
 * everybody else what their roles say; an API key acts only with its scope; addresses are sealed under the
 * organisation's own number; no number of a payment card is taken.
 * Refuses to know: what is agreed, ordered or shown. The rooms of it ask here who may.
 */
export { Telephone, businessText } from './business-text.ts'
export { holdsCardNumber } from './card-number.rules.ts'
export { CreateOrganisationInput, type CreatedOrganisation, createOrganisation } from './create-organisation.ts'
export {
  type OwnOrganisation,
  type Reach,
  type ShownOrganisation,
  getOrganisation,
  organisationsOf,
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
export {
  type BusinessScope,
  type Standing,
  organisationNotFound,
  requireOpen,
  requireOrganisationId,
  requireRoleIn,
} from './require-role-in.ts'
export { type OrganisationRole, organisationRoles } from './role.rules.ts'
export { organisationStores } from './stores.ts'
