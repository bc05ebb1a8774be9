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
}
