/**
 * Signing in by password, and everything about the password that follows.
 *
 * Promises: nobody learns here whether an account exists, neither by the answer nor by its time; guessing is slowed where
 * it comes from, and never shuts the owner out; a new password ends sessions and is told by mail.
 * For the rest of the house this is also the door to the session that begins, which `#accounts/sessions` keeps.
 */
export { ChangePasswordInput, changePassword } from './change-password.ts'
export { type ComesFrom, type SignedIn, completeSignIn } from './complete-sign-in.ts'
export { confirmPassword } from './confirm-password.ts'
export { ForgotPasswordInput, forgotPassword } from './forgot-password.ts'
export { signInHandlers, writeReset } from './letters.ts'
export { ResetPasswordInput, resetPassword } from './reset-password.ts'
export { SignInInput, signIn } from './sign-in.ts'
export { signInWithPasskey } from './sign-in-with-passkey.ts'
export { signInStores } from './stores.ts'
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
  sessionHolder as signInHolder,
  signOut,
  signOutEverywhere,
} from '#accounts/sessions'
