import type { Breaches } from '../breach.ts'

/** Visitors: what their browser keeps, and what they are not asked. */
export const visitorBreaches: Breaches = {
  'every visitor gets a cookie of their own': {
    file: 'src/wire/site.ts',
    text: "reply.raw.setHeader('X-Request-Id', request.id)",
    becomes:
      "reply.raw.setHeader('X-Request-Id', request.id)\n      if (!raw.headers.cookie) reply.raw.setHeader('Set-Cookie', `visit=${request.id}; Path=/`)",
    fails: 'test/promises/visitor.test.ts › is not told from another',
  },
  'cookies for marketing may be declared': {
    file: 'src/declaration/terms.ts',
    text: "  performance: 'only after you choose it',\n} as const\nexport type CookieClass",
    becomes:
      "  performance: 'only after you choose it',\n  marketing: 'whenever we like',\n} as const\nexport type CookieClass",
    fails: 'test/promises/visitor.test.ts › a cookie or storage of another class',
  },
  'sign-in does not say that the browser keeps no cookie': {
    file: 'src/site/routes/sign-in/+page.server.ts',
    text: "cookieMissing: url.searchParams.has('signed-in'),",
    becomes: 'cookieMissing: false,',
    fails: 'test/promises/visitor.test.ts › with cookies refused everything public works',
  },
  'what a visitor chose is not cleared': {
    file: 'src/site/ui/choices.ts',
    text: 'for (const choice of Object.keys(firsts)) {',
    becomes: 'for (const choice of [] as string[]) {',
    fails: 'test/promises/look.test.ts › of a visitor it stays in their browser',
  },
}
