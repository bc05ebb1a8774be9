import type { Breaches } from '../breach.ts'

/** Sessions, sign-up, addresses and profiles. */
export const accountBreaches: Breaches = {
  'scripts can read the cookie of a session': {
    file: 'src/accounts/sessions/session.ts',
    text: 'httpOnly: true,',
    becomes: 'httpOnly: false,',
    fails: 'test/promises/session.test.ts › is by one cookie',
  },
  'ending all sessions leaves the one by which it was asked': {
    file: 'src/accounts/sessions/end-sessions.ts',
    text: 'return endSessions(ctx, requireMember(actor).personId)',
    becomes: 'return revokeOtherSessions(ctx, actor)',
    fails: 'test/promises/session.test.ts › ends at once, everywhere',
  },
}
