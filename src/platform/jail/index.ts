/**
 * A pool of child processes in which untrusted bytes are read.
 *
 * Promises: a task that runs too long, takes too much memory or kills its process is refused or fails by itself; the
 * server and the other tasks do not notice. A child dies with its parent.
 * Refuses to know: what the tasks do. The module that is run in the child exports `tasks`.
 */
export * from './jail.ts'
