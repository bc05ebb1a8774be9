/**
 * Sessions: that somebody has signed in.
 *
 * Promises: a session is a random value in one cookie, set only after sign-in; only its hash is stored, with a family of
 * browsers, by what it was proven, and a few times, and neither address nor device; it can be seen and ended by its owner,
 * and ends by itself; when more is proven its secret is a new one; a family of browsers that is new to its owner is
 * announced.
 * Refuses to know: how a proof is checked.
 */
export { type NewCookie, beginSession } from './begin-session.ts'
export {
  RevokeSessionInput,
  endSessions,
  revokeOtherSessions,
  revokeSession,
  signOut,
  signOutEverywhere,
} from './end-sessions.ts'
export { type SessionShown, listSessions } from './list-sessions.ts'
export { lastVisits } from './last-visits.ts'
export { sessionHolder } from './personal-data.ts'
export { sessionStores } from './stores.ts'
export { type Proof, isStrong } from './proof.rules.ts'
export { readSession } from './read-session.ts'
export { renewSession } from './renew-session.ts'
export {
  type SeenBrowser,
  clearSeenBrowsers,
  findNewBrowser,
  forgetNewBrowser,
  listSeenBrowsers,
  newBrowserSignedIn,
} from './seen-browsers.ts'
export { requireSession, sessionCookie } from './session.ts'
