import type { Breaches } from '../breach.ts'

const fails = 'test/promises/same-for-all.test.ts › every page and form answers the same from five regions'

/** Rights that hang on where somebody is. */
export const sameForAllBreaches: Breaches = {
  'the policy is another one for Germans': {
    file: 'src/wire/site.ts',
    text: '      for (const [name, value] of fields) reply.raw.setHeader(name, value)\n',
    becomes:
      "      for (const [name, value] of fields) reply.raw.setHeader(name, value)\n      if (raw.headers['cf-ipcountry'] === 'DE') reply.raw.setHeader('X-Rights', 'more')\n",
    fails,
  },
  'closing an account asks for a country': {
    file: 'src/privacy/erasure/ask-erasure.ts',
    text: 'export const AskErasureInput = z.strictObject({\n',
    becomes:
      "const hasRights = (country: string): boolean => country === 'FR'\nvoid hasRights\nexport const AskErasureInput = z.strictObject({\n",
    fails,
  },
}
