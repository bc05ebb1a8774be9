import { type Store, table, whileAccount } from '#declaration'

const owner = 'privacy/consent'

export const consentStores: readonly Store[] = [
  table({
    owner,
    name: 'privacy_consents',
    changedAt: '/privacy/consents',
    goesAlone: {
      stays: 'It shows to what you said yes, in which words, and until when. You can take back each at any time.',
    },
    label: 'What you said yes to',
    path: { by: 'person_id' },
    subject: 'member',
    purposes: ['law.prove', 'account.provide'],
    basis: 'legal-duty',
    audience: 'staff.privacy',
    retention: whileAccount,
    erase: 'delete-row',
    columns: {
      id: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Number of the yes',
        why: 'To tell one from another.',
      },
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose yes it is.',
      },
      address_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of an address',
        why: 'A yes to letters is to one address only.',
      },
      what: {
        category: 'user.agreement',
        identifies: 'no',
        label: 'What it is to',
        why: 'To do what you said yes to, and nothing else.',
      },
      purpose: {
        category: 'user.agreement',
        identifies: 'no',
        label: 'The purpose it opens',
        why: 'What waits for a yes is read only for this.',
      },
      wording_version: {
        category: 'user.agreement',
        identifies: 'no',
        label: 'Version of the words you were shown',
        why: 'To show in which words you were asked.',
      },
      named: {
        category: 'user.agreement',
        identifies: 'no',
        label: 'What the words named, for example a country',
        why: 'To show in which words you were asked.',
      },
      wording_hash: {
        category: 'user.agreement',
        identifies: 'no',
        label: 'A fingerprint of the words you were shown',
        why: 'To show that the words were not changed afterwards.',
      },
      channel: {
        category: 'user.agreement',
        identifies: 'no',
        label: 'By which way you said it',
        why: 'To show how you were asked: by a form, the settings, a program or a letter.',
      },
      given_at: {
        category: 'user.agreement',
        identifies: 'no',
        label: 'When you said it',
        why: 'To show since when.',
      },
      withdrawn_at: {
        category: 'user.agreement',
        identifies: 'no',
        label: 'When you took it back',
        why: 'To show until when.',
      },
    },
  }),
]
