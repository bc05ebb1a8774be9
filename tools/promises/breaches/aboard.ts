import type { Breaches } from '../breach.ts'

/** Publishers, advertisers and networks with accounts of their own. */
export const aboardBreaches: Breaches = {
  'whoever is signed in acts for every organisation': {
    file: 'src/accounts/organisations/require-role-in.ts',
    text: "    .where('who.person_id', '=', member.personId)\n",
    becomes: '',
    fails: 'test/promises/aboard.test.ts › from the question to an agreement that both sides signed',
  },
}
