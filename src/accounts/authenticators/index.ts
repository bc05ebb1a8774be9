/**
 * The second thing besides a password: one-time codes of an authenticator app, and recovery codes.
 *
 * Promises: a code works once, also for two who send it at the same instant, and for a minute and a half at most; the
 * secret of the app is sealed and shown only while the app is set up; of recovery codes only hashes are kept; guessing is
 * slowed and never shuts the owner out; whatever changes is told by mail.
 * Refuses to know: how a sign-in goes on after a code, and that there are passkeys.
 */
export {
  type AuthenticatorSetUp,
  ConfirmAuthenticatorInput,
  type OfferedAuthenticator,
  confirmAuthenticator,
  offerAuthenticator,
  offeredAuthenticator,
} from './set-up-authenticator.ts'
export { authenticatorHandlers } from './letters.ts'
export { authenticatorStores } from './stores.ts'
export { authenticatorOf, codesLeft } from './authenticator-of.ts'
export { endRecoveryCodes, newRecoveryCodes } from './recovery-codes.ts'
export { endAuthenticator } from './end-authenticator.ts'
export { takeCode, takeRecoveryCode } from './take-code.ts'
export { writeFactorNews } from './letters.ts'
