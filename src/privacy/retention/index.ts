/**
 * Nothing stays longer than its declaration says.
 *
 * Promises: one worker carries out the limits of all tables, and those that rooms carry out themselves; what is past its
 * limit is gone within the hour after it.
 * Refuses to know: which tables and rooms there are; `app/` hands them over.
 */
export { expire, overdue } from './expire.ts'
