import { type Datum, type Store, databasePart, indefinitely, table, whileNeeded } from '#declaration'

const owner = 'privacy/vendors'

const ofCompanies = {
  owner,
  subject: 'none',
  purposes: ['vendors.check'],
  basis: 'none',
  erase: 'keep',
} as const

const forProof = indefinitely('who got data, when and under what agreement must be shown later too')

const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })

/** The register of companies that get data. */
export const vendorStores: readonly Store[] = [
  table({
    ...ofCompanies,
    name: 'privacy_vendors',
    path: 'nobody',
    label: 'Companies that get data',
    audience: 'public',
    retention: forProof,
    columns: {
      id: fact('Number of the entry', 'To name the entry.'),
      name: fact('Name', 'Everybody may know who gets data.'),
      does: fact('What it does', 'Everybody may know what for.'),
      categories: fact('Kinds of data', 'A connection carries these kinds and no others.'),
      purposes: fact('Purposes', 'A connection is for these purposes and no others.'),
      region: fact('Country', 'Another country than that of the site asks for more of the agreement.'),
      hosts: { ...fact('Hosts', 'A connection may lead there and nowhere else.'), audience: 'staff' },
      agreement: fact('Kind of agreement', 'Without one nothing leaves.'),
      agreement_hash: {
        ...fact('Fingerprint of the signed file', 'To show later that the file is the one that was signed.'),
        audience: 'staff',
      },
      signed_on: fact('Day of signing', 'An agreement without a day is none.'),
      ends_on: fact('Last day', 'After it the connection is shut.'),
      review_on: fact('Day of the next review', 'An entry that nobody looked at again is shut.'),
      state: fact('State', 'Only an active entry opens a connection.'),
      version: fact('Count of changes', 'Of two who change it at once, the second is told.'),
      created_at: fact('When it was entered', 'To show since when it was known.'),
      activated_at: fact('When it was activated', 'To show since when it got data.'),
      ended_at: fact('When it was ended', 'To show until when it got data.'),
    },
  }),
  table({
    owner,
    name: 'privacy_vendor_contacts',
    path: { by: 'subject_id' },
    goesAlone: { stays: 'Staff enters and removes whom to ask for at a company.' },
    label: 'Whom we speak to at a company',
    subject: 'vendor-contact',
    purposes: ['vendors.check'],
    basis: 'contract',
    audience: 'staff',
    retention: whileNeeded('what was agreed with the company has ended, or somebody else is named'),
    erase: 'delete-row',
    columns: {
      subject_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the contact',
        why: 'It stands for you, and your key goes by it.',
      },
      vendor_id: fact('Number of the entry', 'Says for which company you speak.'),
      name: {
        category: 'user.name',
        identifies: 'alone',
        label: 'Name',
        why: 'To know whom to ask for.',
        sealed: true,
        erase: 'shred-key',
      },
      email: {
        category: 'user.contact.email',
        identifies: 'alone',
        label: 'E-mail address',
        why: 'To ask about the agreement, and to act with the company when something went wrong.',
        sealed: true,
        erase: 'shred-key',
      },
      added_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When you were named',
        why: 'To tell since when it is held.',
      },
    },
  }),
  table({
    ...ofCompanies,
    name: 'privacy_vendor_changes',
    path: { by: 'by_person_id' },
    goesAlone: { stays: 'It is a record of what staff did. Your number is taken out of it when you leave.' },
    label: 'What was changed on the register of companies',
    audience: 'staff',
    retention: forProof,
    columns: {
      vendor_id: fact('Number of the entry', 'Says what was changed.'),
      version: fact('Count of changes', 'To keep them in order.'),
      by_person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account of staff',
        why: 'To ask whoever did it. Emptied when they leave.',
        subject: 'staff',
        basis: 'contract',
        erase: 'set-null',
      },
      changed_at: fact('When', 'To show what was so at which time.'),
      what: fact('What', 'To show what was done.'),
      lines: fact('What it was and became', 'To show what was so at which time. It holds nothing of a person.'),
    },
  }),
  databasePart({
    ...ofCompanies,
    part: 'function',
    name: 'privacy_keep_history',
    label: 'Lets a history only grow',
    category: 'system.operations',
    identifies: 'no',
    why: 'So that what was done cannot be rewritten. It only lets the number of somebody who leaves be emptied.',
    audience: 'nobody',
    retention: indefinitely('it holds no data'),
  }),
  databasePart({
    ...ofCompanies,
    part: 'trigger',
    name: 'privacy_vendor_changes.privacy_vendor_changes_only_grow',
    label: 'Lets the history of companies only grow',
    category: 'system.operations',
    identifies: 'no',
    why: 'So that what was changed cannot be rewritten.',
    audience: 'nobody',
    retention: indefinitely('it holds no data'),
  }),
]
