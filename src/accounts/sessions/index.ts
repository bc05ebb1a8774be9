/**
 * Sessions: that somebody has signed in.
 *
 * Promises: a session is a random value in one cookie, set only after sign-in; only its hash is stored, with a family of
 * browsers and two times, and neither address nor device; it can be seen and ended by its owner, and ends by itself.
 * Refuses to know: how somebody signed in.
 */
export { beginSession } from './begin-session.ts'
export {
  RevokeSessionInput,
  endSessions,
  revokeOtherSessions,
  revokeSession,
  signOut,
  signOutEverywhere,
} from './end-sessions.ts'
export { type SessionShown, listSessions } from './list-sessions.ts'
export { sessionHolder, sessionStores } from './personal-data.ts'
export { readSession } from './read-session.ts'
export { requireSession, sessionCookie } from './session.ts'
