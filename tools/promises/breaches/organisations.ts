import type { Breaches } from '../breach.ts'

const contact = 'test/promises/organisations.test.ts › tell whoever is named as a contact'
const payout = 'test/promises/organisations.test.ts › change where money goes only with a second factor'

/** What publishers, advertisers and networks are promised, and whom they name. */
export const organisationBreaches: Breaches = {
  'ads go on for a publisher that is closed': {
    file: 'src/ads/publishers/sign-up-progress.ts',
    text: "isOpen: status === 'open',",
    becomes: 'isOpen: status.length > 0,',
    also: [
      { file: 'src/app/closing.ts', text: '  siteClosing,\n', becomes: '' },
      { file: 'src/app/closing.ts', text: '  agreementClosing,\n', becomes: '' },
    ],
    fails: 'test/promises/endings.test.ts › is a right of every publisher',
  },
  'what a closed advertiser ordered stays live': {
    file: 'src/app/closing.ts',
    text: '  orderClosing,\n  creativeClosing,',
    becomes: '  creativeClosing,',
    fails: 'test/promises/endings.test.ts › is a right of every advertiser',
  },
  'a contact does not see everything that is held of them': {
    file: 'src/accounts/organisation-contacts/by-link.ts',
    text: 'return { ...shown, organisationName:',
    becomes: 'return { ...shown, telephone: null, organisationName:',
    fails: contact,
  },
  'a contact who erases themselves stays': {
    file: 'src/accounts/organisation-contacts/by-link.ts',
    text: 'await forgetContact(tx, contact.contactId)\n    await noteLeft(tx, contact)',
    becomes: 'await noteLeft(tx, contact)',
    fails: contact,
  },
  'where money goes changes by the password alone': {
    file: 'src/accounts/organisation-billing/change-payout.ts',
    text: "if (member.via.kind !== 'session' || !member.via.strong) {",
    becomes: "if (member.via.kind !== 'session') {",
    fails: payout,
  },
  'where money goes changes long after the proof': {
    file: 'src/accounts/organisation-billing/change-payout.ts',
    text: '  requireProven(member, ctx.clock.now())\n',
    becomes: '',
    fails: payout,
  },
}
