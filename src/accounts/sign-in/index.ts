/**
 * Signing in, in one step or two, and everything about the password and the second factors that follows.
 *
 * Promises: nobody learns here whether an account exists, neither by the answer nor by its time; guessing is slowed where
 * it comes from, and never shuts the owner out; who has a second factor is not signed in without it; what cannot be undone
 * asks for a proof that is minutes old; what changes ends other sessions and is told by mail.
 * For the rest of the house this is also the door to the session that begins, which `#accounts/sessions` keeps, and to the
 * codes of `#accounts/authenticators`.
 */
export { ChangePasswordInput, changePassword } from './change-password.ts'
export { type ComesFrom, type SignedIn, completeSignIn } from './complete-sign-in.ts'
export { FinishSignInInput, finishSignIn } from './finish-sign-in.ts'
export { ForgotPasswordInput, forgotPassword } from './forgot-password.ts'
export { signInHandlers, writeReset } from './letters.ts'
export { makeRecoveryCodes } from './make-recovery-codes.ts'
export { readPendingSignIn } from './pending-sign-in.ts'
export { ProveAgainInput, confirmOwner, proveAgain, proveAgainWithPasskey } from './prove-again.ts'
export { removeAuthenticator } from './remove-authenticator.ts'
export { removePassword } from './remove-password.ts'
export { ResetPasswordInput, resetPassword } from './reset-password.ts'
export { type SecondFactors, secondFactorsOf } from './second-factors.ts'
export { type SecondStep, SignInInput, signIn } from './sign-in.ts'
export { signInWithPasskey } from './sign-in-with-passkey.ts'
export { signInStores } from './stores.ts'
export {
  ConfirmAuthenticatorInput,
  type OfferedAuthenticator,
  confirmAuthenticator,
  offerAuthenticator,
  offeredAuthenticator,
} from '#accounts/authenticators'
export {
  type NewCookie,
  type Proof,
  RevokeSessionInput,
  type SeenBrowser,
  type SessionShown,
  clearSeenBrowsers,
  listSeenBrowsers,
  listSessions,
  readSession,
  revokeOtherSessions,
  revokeSession,
  sessionCookie,
  signOut,
  signOutEverywhere,
} from '#accounts/sessions'
