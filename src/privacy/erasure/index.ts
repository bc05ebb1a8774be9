/**
 * Taking a person away.
 *
 * Promises: every row that leads to them goes, or is cut off from them, as its declaration says; every room lets go of
 * what is more than rows; their key is destroyed: all in one transaction, all of it or nothing.
 * Refuses to know: which rooms there are; `app/` hands over their declarations and what they do themselves.
 */
export { type Erased, type ErasureParts, eraseInside, erasePerson } from './erase-person.ts'
