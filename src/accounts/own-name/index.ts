/**
 * Changing one's own user name.
 *
 * Promises: the old name names nobody from then on and answers like one that never was; a letter tells of the change
 * (promises G-19, G-26).
 * Refuses to know: which names are free; `#accounts/members` does.
 */
export { ChangeUsernameInput, changeUsername } from './change-username.ts'
export { ownNameHandlers } from './letters.ts'
export { ownNameStores } from './stores.ts'
