/**
 * Telling somebody of a sign-in that may not be theirs, and what they can do about it.
 *
 * Promises: a letter tells of a sign-in by a family of browsers that the account did not see in the last 90 days, never of
 * the very first; it says when and which family, and no network address, since none is kept; its link ends every session.
 * Refuses to know: how browsers are told apart, which `#accounts/sessions` does.
 */
export { alertHandlers } from './letters.ts'
export { NotMeInput, disownSignIn, findDisowned } from './disown-sign-in.ts'
export { alertStores } from './stores.ts'
