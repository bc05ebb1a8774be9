import type { Breaches } from '../breach.ts'

/** Cookies and what else a browser keeps. */
export const cookieBreaches: Breaches = {
  'the cookie page does not say what a cookie is': {
    file: 'src/site/messages/en/cookies.ts',
    text: 'A cookie is a small file that your browser keeps on your disk for a site.',
    becomes: 'Cookies make this site better.',
    fails: 'test/promises/cookies.test.ts › the page says what a cookie is',
  },
  'the help on cookies leaves a browser out': {
    file: 'src/site/messages/en/cookie-help.ts',
    text: "id: 'firefox',\n      name: 'Firefox',",
    becomes: "id: 'firefox',\n      name: 'Netscape',",
    fails: 'test/promises/cookies.test.ts › a page of its own says how to refuse them',
  },
  'a download needs a cookie': {
    file: 'src/wire/bytes.ts',
    text: '    const { size, format } = Download.parse(request.query)\n    // A private',
    becomes:
      '    const { size, format } = Download.parse(request.query)\n    if (!request.headers.cookie) throw noSuchBytes()\n    // A private',
    fails: 'test/promises/cookies.test.ts › a list says what fails without cookies',
  },
  'signing out leaves the session as it is': {
    file: 'src/accounts/sessions/end-sessions.ts',
    text: "  await ctx.db.deleteFrom('accounts_sessions').where('id', '=', actor.via.sessionId).execute()",
    becomes: '',
    fails: 'test/promises/cookies.test.ts › hold no password and nothing made from one',
  },
  'the cookie of a session is sent with requests of other sites': {
    file: 'src/accounts/sessions/session.ts',
    text: "sameSite: 'lax',",
    becomes: "sameSite: 'none',",
    fails: 'test/promises/cookies.test.ts › belong to this site alone',
  },
  'a picture sets a cookie wherever it is shown': {
    file: 'src/wire/address-kinds.ts',
    text: 'fields: { ...bytes,',
    becomes: "fields: { ...bytes, 'Set-Cookie': 'seen=1; Path=/; Secure; SameSite=None',",
    fails: 'test/promises/cookies.test.ts › belong to this site alone',
  },
  'the cookie of a session says whose it is': {
    file: 'src/accounts/sessions/begin-session.ts',
    text: '  const token = newSecret(tx)\n',
    becomes: '  const token = `${newSecret(tx)}${personId}`\n',
    fails: 'test/promises/cookies.test.ts › say nothing about anybody',
  },
  'what a visitor chose is kept under a name that is not on the register': {
    file: 'src/app/site-stores.ts',
    text: "name: 'vitrine.ground',",
    becomes: "name: 'vitrine.backdrop',",
    fails: 'test/promises/cookies.test.ts › what the whole site leaves in a browser',
  },
}
