/**
 * Queued work, in the database.
 *
 * Promises: work queued in a transaction begins if and only if it commits; it runs at least once, so every handler is
 * safe to repeat; only declared kinds of work exist.
 * Refuses to know: what the work is.
 */
export {
  type EnqueueOptions,
  type Job,
  type QueuedJob,
  addJob,
  countWork,
  defineJob,
  findQueued,
  removeQueued,
} from './job.ts'
export { queueStores } from './stores.ts'
export { watchQueue } from './metrics.ts'
export { type Handler, type JobRunner, type Schedule, handle, prepareQueue, runDueJobs, runJobs } from './run.ts'
