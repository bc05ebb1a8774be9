/**
 * The letters of the wing: their form, and the one-time links in them.
 *
 * Promises: a link works once, for a limited time, and only the newest of its use does; only its hash is stored. Every
 * letter says who sent it and why, points to the part of the policy about mail (promise G-29), and cannot report that it
 * was read.
 * It also counts who asks for letters, so that nobody floods the mailbox of somebody else.
 * Refuses to know: what a link does, and who is written to.
 */
export { type LetterParts, composeLetter, dayInWords, momentInWords } from './compose-letter.ts'
export {
  type LinkTarget,
  type LinkUse,
  endLinks,
  endLinksTo,
  findLink,
  linkExpired,
  linkLifeMs,
  mintLink,
  spendLink,
} from './link.ts'
export { type Place, mayWrite } from './may-write.ts'
export { letterStores } from './stores.ts'
