import { type Datum, type Store, job, mail, table, whileNeeded } from '#declaration'
import { welcomeMail, writeWelcome } from './letters.ts'

export const owner = 'accounts/welcomes'

const ground = {
  owner,
  subject: 'organisation-contact',
  purposes: ['business.provide'],
  basis: 'contract',
  audience: 'nobody',
  retention: whileNeeded('you say yes or no, or it is 14 days old'),
  erase: 'delete-row',
} as const

const number = (label: string, why: string): Datum => ({
  category: 'user.account.id',
  identifies: 'combined',
  label,
  why,
})
const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })

/** Accounts that staff prepared. */
export const welcomeStores: readonly Store[] = [
  table({
    ...ground,
    name: 'accounts_welcomes',
    path: { by: 'id' },
    limits: 'room',
    goesAlone: { stays: 'Whoever gets the letter says no by its link, and it is deleted at once.' },
    label: 'Business accounts that we prepared for somebody who asked',
    columns: {
      id: number('Number of the welcome', 'It stands for you until you answer, and your key goes by it.'),
      email: {
        category: 'user.contact.email',
        identifies: 'alone',
        label: 'The address from which you asked',
        why: 'To write the letter, and to be the address of your account.',
        sealed: true,
        erase: 'shred-key',
      },
      email_index: {
        category: 'user.contact.email',
        identifies: 'combined',
        label: 'A keyed one-way number of the address',
        why: 'To prepare nothing twice, and to find it when you leave us.',
      },
      username: {
        category: 'user.account.username',
        identifies: 'combined',
        label: 'The user name that we suggest',
        why: 'You confirm it or choose another.',
      },
      organisation_kind: fact('What your organisation does with us', 'It becomes one of these.'),
      organisation_name: {
        ...fact('Its name', 'It is called so. Of some it is the name of a person.'),
        identifies: 'combined',
      },
      country: fact('Its country', 'What is agreed and owed depends on it.'),
      token_hash: {
        category: 'user.credential',
        identifies: 'combined',
        label: 'A one-way hash of the link',
        why: 'To know the link again without being able to make it.',
      },
      created_at: fact('When it was prepared', 'To tell since when it waits.'),
      expires_at: fact('Until when it works', 'A link that was forgotten in a mailbox must not work for ever.'),
    },
  }),
  job({
    ...ground,
    name: writeWelcome.name,
    label: 'Writing the letter with a prepared account',
    retention: whileNeeded('the letter is sent'),
    fields: {
      welcomeId: number('Number of the welcome', 'Says which; the address is looked up when the letter is written.'),
    },
  }),
  mail({
    ...ground,
    name: welcomeMail,
    label: 'The letter with the link to a prepared account',
    why: 'To let you confirm the user name and set the password.',
    category: 'user.contact.email',
    identifies: 'alone',
    retention: whileNeeded('the mail server has taken it'),
  }),
]
