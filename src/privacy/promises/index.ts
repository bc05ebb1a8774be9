/**
 * The register of promises: every sentence of the privacy statements that somebody may count on, whether it is kept,
 * and by which tests.
 *
 * Promises: a promise is called kept only with tests that show it and breaches with which they fail.
 * Refuses to know: how tests are run.
 */
export {
  type Difference,
  type DifferenceId,
  type KeptPromise,
  type Kind,
  type OpenPromise,
  type Principle,
  type PrivacyPromise,
  type PromiseId,
  type TestName,
  kinds,
  principles,
} from './promise.ts'
export { promisesInMarkdown } from './in-markdown.ts'
export { PromisesRun, readPromisesRun } from './promises-run.ts'
export { differences, promises } from './register.ts'
export { type ShownPromise, showPromise } from './show-promise.ts'
