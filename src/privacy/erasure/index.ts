/**
 * Taking a person away, or a part of what is held on them.
 *
 * Promises: whoever asks is out of sight at once and can come back until the day they were told; then every row that leads
 * to them goes, or is cut off from them, as its declaration says, and every room lets go of what is more than rows, all of
 * it or nothing; files, queued work and letters follow before the receipt says that it is done, also after a crash. It is
 * noted outside the database, so that a backup from before does not bring them back.
 * What may go while the account stays goes alone, and nothing else moves.
 * Refuses to know: which rooms there are; `app/` hands over their declarations and what they do themselves.
 */
export { AskErasureInput, type AskedErasure, askErasure, beginErasure } from './ask-erasure.ts'
export { eraseAgain } from './erase-again.ts'
export {
  type ErasePartParts,
  type GoingPart,
  ErasePartInput,
  PartInput,
  erasePart,
  whatPartWouldGo,
} from './erase-part.ts'
export { type Erased, eraseInside, erasePerson } from './erase-person.ts'
export { type ErasureParts, graceDays } from './erasure.ts'
export { erasureHandlers, erasureSchedules } from './jobs.ts'
export { keepAccount, ownErasure } from './keep-account.ts'
export { countLate, lookForDue } from './look-for-due.ts'
export { adoptNotes, expireNotes, keepNotes, noteErased, notedDays, notedErasures } from './noted-erasures.ts'
export { type Receipt, getReceipt } from './receipt.ts'
export { erasureStores } from './stores.ts'
export { type WouldGo, whatWouldGo } from './what-would-go.ts'
