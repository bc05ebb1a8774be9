/**
 * The desk at which staff opens the record of a person, and what the person sees of it.
 *
 * Promises: no reason, no data; what was opened, by whom and why is in the log of acts before anything is shown, and the
 * person reads it at once (promise G-90); staff sees a field only where its declared audience admits their role.
 * Refuses to know: which tables there are; `app/` hands over the declarations.
 */
export { FindPersonInput, findPerson, requirePerson } from './find-person.ts'
export { type Look, type Looks, lookedAt } from './looked-at.ts'
export { deskRoles, mayShow } from './may-show.rules.ts'
export {
  OpenRecordInput,
  type PersonRecord,
  ReadRecordInput,
  type ReasonKind,
  type RecordGroup,
  openRecord,
  readRecord,
  reasonKinds,
} from './open-record.ts'
export { requireViewing } from './viewing.ts'
