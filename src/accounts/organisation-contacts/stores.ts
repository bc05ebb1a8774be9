import { type Datum, type Store, forDays, job, mail, table, whileNeeded } from '#declaration'
import { writeContactTold } from './contact-told.ts'
import { contactToldMail } from './letters.ts'

export const owner = 'accounts/organisation-contacts'

const ground = {
  owner,
  subject: 'organisation-contact',
  purposes: ['business.provide'],
  basis: 'contract',
  audience: 'organisation',
  retention: whileNeeded('somebody else is named, you erase it, or the organisation is gone'),
  erase: 'delete-row',
} as const

const number = (label: string, why: string): Datum => ({
  category: 'user.account.id',
  identifies: 'combined',
  label,
  why,
})
const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })

/** So long an organisation sees that a contact left. */
const leftDays = 90

/** Whom to speak to at an organisation. */
export const contactStores: readonly Store[] = [
  table({
    ...ground,
    name: 'accounts_organisation_contacts',
    path: { by: 'id' },
    goesAlone: { stays: 'By the link in your letter you correct and erase all of it at once.' },
    label: 'Whom we speak to at a publisher, advertiser or network',
    columns: {
      id: number('Number of the contact', 'It stands for you, and your key goes by it.'),
      organisation_id: number('Number of the organisation', 'Says for which organisation you speak.'),
      kind: fact('What you are asked about', 'To ask you about that and nothing else.'),
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
        why: 'To tell you that you stand here, and to write about what you are asked.',
        sealed: true,
        erase: 'shred-key',
      },
      telephone: {
        category: 'user.contact.telephone',
        identifies: 'alone',
        label: 'Telephone number',
        why: 'To call, where that is what was chosen.',
        sealed: true,
        erase: 'shred-key',
      },
      preferred_channel: fact('How you want to be spoken to', 'Nobody is called who wants letters.'),
      created_at: fact('When you were named', 'To tell since when it is held.'),
      told_at: fact('When you were told', 'To show that you were.'),
    },
  }),
  table({
    ...ground,
    name: 'accounts_organisation_contacts_left',
    path: { by: 'organisation_id' },
    limits: [{ after: 'left_at', days: leftDays }],
    goesAlone: { stays: 'It goes when somebody else is named.' },
    label: 'That a contact took themselves away',
    subject: 'organisation',
    retention: forDays(leftDays, 'created'),
    columns: {
      organisation_id: number('Number of the organisation', 'Says which one should name somebody else.'),
      kind: fact('What they were asked about', 'Says in which place nobody stands.'),
      left_at: fact('When', 'To show since when. Nothing says who it was.'),
    },
  }),
  job({
    ...ground,
    name: writeContactTold.name,
    label: 'Writing the letter to a contact',
    audience: 'nobody',
    retention: whileNeeded('the letter is sent'),
    fields: { contactId: number('Number of the contact', 'Says whom to tell.') },
  }),
  mail({
    ...ground,
    name: contactToldMail,
    label: 'The letter to somebody who was named as a contact',
    why: 'Whoever is named by others should know, and be able to change it.',
    category: 'user.contact.email',
    identifies: 'alone',
    retention: whileNeeded('the mail server has taken it'),
  }),
]
