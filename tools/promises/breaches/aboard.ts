import type { Breaches } from '../breach.ts'

/** Publishers, advertisers and networks with accounts of their own. */
export const aboardBreaches: Breaches = {
  'creatives of a network are taken whatever its agreement says': {
    file: 'src/ads/creatives/who-may.ts',
    text: '  await requireAgreed(ctx, organisationId, organisation)\n',
    becomes: '',
    fails: 'test/promises/aboard.test.ts › nothing is accepted from a network',
  },
  'whoever is signed in acts for every organisation': {
    file: 'src/accounts/organisations/require-role-in.ts',
    text: "    .where('who.person_id', '=', member.personId)\n",
    becomes: '',
    fails: 'test/promises/aboard.test.ts › from the question to an agreement that both sides signed',
  },
  'a tag shows ads on hosts that are no sites of its publisher': {
    file: 'src/ads/publishers/sign-up.rules.ts',
    text: 'facts.sites.find((each) => each.host === host)',
    becomes: 'facts.sites[0]',
    fails: 'test/promises/sites.test.ts › in an account of the publisher',
  },
  'ads are shown on sites that nobody looked at': {
    file: 'src/ads/publishers/sign-up.rules.ts',
    text: '  if (site.mayServe) return blocks\n',
    becomes: "  if (site.state === 'proven') return blocks\n",
    fails: 'test/promises/sites.test.ts › in an account of the publisher',
  },
}
