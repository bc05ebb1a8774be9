import type { Breaches } from '../breach.ts'

/** Agreements with publishers, advertisers and networks. */
export const agreementBreaches: Breaches = {
  'a site is cleared for ads although no agreement binds its owner': {
    file: 'src/ads/sites/list-sites.ts',
    text: "if (!(await isInForce(ctx, organisationId, 'publisher'))) return false",
    becomes: '',
    fails: 'test/promises/agreements.test.ts › of publishers are signed by both sides',
  },
  'what an agreement says of people may be opened to answer inquiries': {
    file: 'src/ads/agreements/stores.ts',
    text: "  owner,\n  subject: 'organisation',\n  purposes: ['business.provide', 'business.settle', 'law.prove'],",
    becomes:
      "  owner,\n  subject: 'organisation',\n  purposes: ['business.provide', 'business.settle', 'law.prove', 'inquiry.answer'],",
    fails: 'src/ads/agreements/agreements.test.ts › no other purpose opens it',
  },
  'data go as soon as an agreement has ended': {
    file: 'src/ads/agreements/carry-out-end.ts',
    text: 'if (end.goesAt > now || goesOn(rows, now)) return',
    becomes: 'if (goesOn(rows, now)) return',
    fails: 'test/promises/endings.test.ts › follows the days of the agreement itself',
  },
  'data stay although the days after the end are over': {
    file: 'src/ads/agreements/carry-out-end.ts',
    text: 'for (const part of parts) await part.dropData?.(tx, organisationId)',
    becomes: 'void parts',
    fails: 'test/promises/endings.test.ts › follows the days of the agreement itself',
  },
  'whoever asks for an agreement may send more than it needs': {
    file: 'src/ads/agreements/at-organisation.ts',
    text: 'z.strictObject(partyFields)',
    becomes: 'z.object(partyFields)',
    fails: 'test/promises/agreements.test.ts › of networks ask for company',
  },
}
