import type { StaffRole } from '#accounts/people'
import { type Audience, type TableStore, groundOf } from '#declaration'

/** Who may open the record of somebody. */
export const deskRoles = ['support', 'privacy_counsel', 'security', 'admin'] as const satisfies readonly StaffRole[]

/**
 * Which roles a declared audience admits to the record of somebody, with a reason. An admin gets no more than any other:
 * whoever needs more takes the role for it, which is seen.
 */
const admitted: Readonly<Record<Audience, readonly StaffRole[]>> = {
  nobody: [],
  subject: [],
  chosen: [],
  'staff.support': ['support'],
  'staff.security': ['security'],
  'staff.privacy': ['privacy_counsel'],
  'staff.any': deskRoles,
  'chosen.staff': deskRoles,
  organisation: ['support'],
  'organisation.finance': [],
  staff: deskRoles,
  public: deskRoles,
}

/** Pure: whether somebody with these roles may see what has this audience. */
export const mayShow = (audience: Audience, roles: ReadonlySet<StaffRole>): boolean =>
  admitted[audience].some((role) => roles.has(role))

/** Numbers of rows and accounts say nothing to a reader. */
const ofRows = new Set(['user.account.id', 'system.key'])

/** Pure: the columns of a table that somebody with these roles may see, by name. */
export const columnsShown = (store: TableStore, roles: ReadonlySet<StaffRole>): readonly string[] =>
  Object.entries(store.columns)
    .filter(([, datum]) => mayShow(groundOf(store, datum).audience, roles) && !ofRows.has(datum.category))
    .map(([name]) => name)
