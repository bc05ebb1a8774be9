import type { Breaches } from '../breach.ts'

const company = 'test/promises/publisher.test.ts › needs a company and who signs for it'
const parts = 'test/promises/publisher.test.ts › goes through five parts'
const paid = 'test/promises/publisher.test.ts › keeps what is paid, where and how sealed'
const followed = 'test/promises/publisher.test.ts › is followed by the tag in every browser'

/** What publishers are promised who sign up, and choose how ads look in their pictures. */
export const publisherBreaches: Breaches = {
  'a publisher signs up without anybody who signs for it': {
    file: 'src/ads/publishers/sign-up.rules.ts',
    text: "      ['signatory', company.signatory],\n",
    becomes: '',
    fails: company,
  },
  'a publisher gets the line of the tag before an agreement is in force': {
    file: 'src/ads/publishers/sign-up-progress.ts',
    text: 'const isReady = next === null && facts.isOpen',
    becomes: "const isReady = (next === null || next === 'agreement') && facts.isOpen",
    fails: parts,
  },
  'the way in which a publisher is paid is stored in the clear': {
    file: 'src/accounts/organisation-billing/change-payout.ts',
    text: "payout_method: await seal('payout_method', method),",
    becomes: 'payout_method: Buffer.from(method),',
    also: [
      {
        file: 'src/accounts/organisation-billing/read-billing.ts',
        text: "(await open('payout_method')) as PayoutMethod | null",
        becomes: 'row.payout_method && (row.payout_method.toString() as PayoutMethod)',
      },
    ],
    fails: paid,
  },
  'whoever only reads for a publisher sees its share and terms of payment': {
    file: 'src/ads/publishers/earning-terms.ts',
    text: "organisationId, 'finance', 'business:read')",
    becomes: "organisationId, 'reader', 'business:read')",
    fails: paid,
  },
  'the tag takes pictures that the publisher excludes': {
    file: 'src/tag/qualify.rules.ts',
    text: '!neverPictures.some((selector) => understood(() => matches(selector), true))',
    becomes: 'neverPictures.length >= 0',
    fails: followed,
  },
  'the tag carries ads on pages without ads': {
    file: 'src/tag/watch-pictures.ts',
    text: 'mayCarry(page.location.pathname, settings)',
    becomes: 'mayCarry(page.location.host, settings)',
    fails: followed,
  },
  'a site shows ads in the corner that is standard, whatever was chosen': {
    file: 'src/ads/publishers/for-tag.ts',
    text: 'settings: held.tag }',
    becomes: "settings: { ...held.tag, corner: 'bottom-right' } }",
    fails: followed,
  },
}
