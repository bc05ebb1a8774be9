/**
 * The log of acts: who looked at whose data and why, who changed something for somebody, what people did about their own
 * rights and the house with keys and copies, in a chain.
 *
 * Promises: an entry stands if and only if what it tells of was committed; none can be changed, removed, moved or put in
 * without `verifyAudit` finding it; of any number who write at once, each gets the next place. Erasing a person takes
 * their words and the link to them, and the chain still holds, since it is made over what is sealed.
 * Refuses to know: who may do what. It cannot tell a whole database that was put back to an older state from the newest
 * one; whoever notes the end of the chain elsewhere can.
 */
export { appendAudit } from './append-audit.ts'
export { type OpenedEntry, entriesAbout } from './entries-about.ts'
export { type AuditEntry, type AuditKind, auditKinds } from './entry.ts'
export { auditStores } from './stores.ts'
export { type AuditVerdict, verifyAudit } from './verify-audit.ts'
