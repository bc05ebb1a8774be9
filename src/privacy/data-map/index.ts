/**
 * The data map: every store of data there is, from the declarations that `app/` hands over.
 *
 * Promises: a column that is in the database and not declared, or the other way round, stops the build and the start.
 * Refuses to know: which rooms exist.
 */
export { UndeclaredData, requireDeclared } from './require-declared.ts'
export { dataMapInMarkdown } from './in-markdown.ts'
