/**
 * Statistics: how often which pages and functions are used.
 *
 * Promises: what is counted is the pattern of a route and the hour, and nothing of who asked; it is written and read by a
 * role of the database that can read nothing of a person; no figure below ten is shown, nor can be worked out from others
 * that are, nor from the same a moment later.
 * Refuses to know: who visits, how many people they are, and what they looked at.
 */
export { countAnswer, flushCounts } from './count-answer.ts'
export { ReadStatisticsInput, type ShownStatistics, readStatistics } from './read-statistics.ts'
export { floor } from './floor.rules.ts'
export { statisticsInCsv } from './in-csv.ts'
export { statisticsStores } from './stores.ts'
