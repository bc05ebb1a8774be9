/**
 * The log. One JSON line an event, on standard error.
 *
 * Promises: only the fields declared here are written; a value under any other name is dropped, so that no personal
 * value can slip into a line by accident. Lines of one request carry its number, those of queued work that of the work.
 */
export {
  type Log,
  type LogFields,
  type Underway,
  type LogOptions,
  lineFieldNames,
  logFieldNames,
  openLog,
} from './log.ts'
export { logStores } from './stores.ts'
