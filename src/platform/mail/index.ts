/**
 * The way mail leaves: by SMTP, or into the outbox of the data folder.
 *
 * Promises: a mail of an undeclared kind is not sent; a mail in the outbox is whole or not there.
 * Refuses to know: who may be written to and why. A room enqueues; the handler of the job composes and hands over.
 */
export { type Letter, type Post, openPost } from './post.ts'
export { type OutboxEntry, expireOutbox, listOutbox, outboxDaysMax, readOutboxMail, removeLettersTo } from './outbox.ts'
export { mailStores } from './stores.ts'
