/**
 * User names that somebody gave up, and how often names change.
 *
 * Promises: a name that was given up goes to nobody else for 180 days, so that no stranger passes for who had it; it is
 * kept as a keyed one-way number, without a person once the account is closed (promise G-19).
 * Refuses to know: which names are in use, and who may have which; `#accounts/members` does.
 */
export { giveUpName, givenUpNames, heldDaysMax, isHeldForOther, takeNameBack } from './given-up-name.ts'
export { nameChangesMax, nameChangesWithinDays, noteNameChange } from './name-change.ts'
export { nameStores } from './stores.ts'
