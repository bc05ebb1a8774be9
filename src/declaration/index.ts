/**
 * The language in which every store of data is declared, the contract of a room that holds personal data, and the
 * comparisons of what is declared with what is there.
 *
 * Promises: pure; imports nothing; a declaration that lacks an answer does not compile.
 * Refuses to know: which stores exist, and how what is there was found. Each room declares its own, `app/` gathers them.
 */
export * from './alone.rules.ts'
export * from './browser.rules.ts'
export * from './collecting.ts'
export * from './complete.rules.ts'
export { type Disagreement, type Problem, compareNames, disagreementInWords } from './disagreement.ts'
export * from './files.rules.ts'
export * from './grants.rules.ts'
export * from './holder.ts'
export * from './hosts.rules.ts'
export * from './in-words.ts'
export * from './log.rules.ts'
export * from './paths.rules.ts'
export * from './no-limit.rules.ts'
export * from './processing.rules.ts'
export * from './sensitive.rules.ts'
export * from './store.ts'
export * from './tables.rules.ts'
export * from './terms.ts'
export * from './work.rules.ts'
