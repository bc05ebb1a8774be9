/**
 * What members of staff may do.
 *
 * Promises: only an admin who has signed in, in a session with a second factor, or the operator at the command
 * line, grants a role; an API key never does.
 * Refuses to know: what a role allows. Each room asks for the roles it needs.
 */
export { GrantRolesInput, type Granter, grantRoles, replaceRoles } from './grant-roles.ts'
export { rolesStores } from './stores.ts'
export { type StaffRole, staffRoles } from './role.ts'
export { hasStaff, peopleWithRole, rolesOf } from './roles-of.ts'
export { secondFactorNeeded, staffKeepsSecondFactor } from './second-factor-needed.ts'
