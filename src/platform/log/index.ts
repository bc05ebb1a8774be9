/**
 * The log. One JSON line an event, on standard error.
 *
 * Promises: only the fields declared here are written; a value under any other name is dropped, so that no personal
 * value can slip into a line by accident.
 */
export { type Log, type LogFields, type LogOptions, lineFieldNames, logFieldNames, openLog } from './log.ts'
export { logStores } from './stores.ts'
