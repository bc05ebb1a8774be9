/**
 * Writes that a program sends again: under a key of its own, a write is done once.
 *
 * Promises: the same key with the same request is answered by what became of it the first time, for a day; with another
 * request it is refused; of two at once one is done; one that was refused may be sent again.
 * Refuses to know: what the write is. It keeps no answer, only what became of which picture.
 */
export { onceOnly } from './once-only.ts'
export { repeatsStores } from './stores.ts'
export { IdempotencyKey, type Written } from './repeat.ts'
