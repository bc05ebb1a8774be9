/**
 * Taking a person away.
 *
 * Promises: every room that holds something of them lets go of it in one transaction, and their key is destroyed in the
 * same one: all of it goes or nothing.
 * Refuses to know: which rooms those are; `app/` hands them over.
 */
export { erasePerson } from './erase-person.ts'
