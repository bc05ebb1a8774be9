/**
 * Subjects of pages and ads, by the ids of the IAB Content Taxonomy 3.1: those that come with the house, and the whole
 * published file once the operator has imported it.
 *
 * Promises: a file is taken whole or not at all, and the same file changes nothing; an id that somebody may have chosen
 * keeps its name, also where a later file lacks it; nobody chooses an id that nobody knows.
 * Refuses to know: who chose what.
 */
export { type ShownCategory, categoryNames, listCategories, requireCategories } from './list-categories.ts'
export { type Imported, importTaxonomy } from './import-taxonomy.ts'
export { CategoryId } from './category.ts'
export { taxonomyStores } from './stores.ts'
