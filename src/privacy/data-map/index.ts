/**
 * The data map: every store of data there is, from the declarations that `app/` hands over.
 *
 * Promises: what is held or done and not declared, or declared and not there, stops the build and the start: columns,
 * other parts of the database, rights in it, foreign keys of logs, users of files, queued work, schedules, mails, cookies, log fields.
 * Refuses to know: which rooms exist, and how what is there was found.
 */
export { UndeclaredData, type WhatIsThere, differences, requireDeclared } from './require-declared.ts'
export { dataMapInMarkdown } from './in-markdown.ts'
export { type Controller, type Recipient, processingRegister } from './processing-register.ts'
