/**
 * The language in which every store of data is declared, and the contract of a room that holds personal data.
 *
 * Promises: pure; imports nothing; a declaration that lacks an answer does not compile.
 * Refuses to know: which stores exist. Each room declares its own, `app/` gathers them.
 */
export * from './holder.ts'
export * from './store.ts'
export * from './terms.ts'
export * from './undeclared.ts'
