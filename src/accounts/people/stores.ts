import { memberStores } from '#accounts/members'
import { type Store, cookie, job, mail, whileNeeded } from '#declaration'
import { alreadyMemberMail, verificationMail, writeVerification } from './letters.ts'

const owner = 'accounts/people'

/** Set, with this one value for everybody, where the answer to the age question does not allow an account. */
export const ageAnswerCookie = '__Host-age'
export const ageAnswerValue = 'asked'

const ground = {
  owner,
  subject: 'member',
  purposes: ['account.provide'],
  basis: 'contract',
  audience: 'subject',
  retention: whileNeeded('the letter is sent'),
  erase: 'delete-row',
} as const

const letters = {
  ...ground,
  purposes: ['mail.account'],
  category: 'user.contact.email',
  identifies: 'alone',
  retention: whileNeeded('the mail server has taken it'),
} as const

/** What this room declares, and the rows of the people themselves. */
export const peopleStores: readonly Store[] = [
  ...memberStores,
  job({
    ...ground,
    name: writeVerification.name,
    label: 'Writing the letter that verifies an address',
    purposes: ['mail.account'],
    audience: 'nobody',
    fields: {
      addressIds: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Numbers of addresses',
        why: 'Says where to write; what the addresses read as is looked up when the letter is written.',
      },
    },
  }),
  mail({
    ...letters,
    name: verificationMail,
    label: 'The letter that verifies your address',
    why: 'To let you prove that the address is yours.',
  }),
  mail({
    ...letters,
    name: alreadyMemberMail,
    label: 'The letter that says you already have an account',
    why: 'To tell you, and nobody else, that somebody tried to make an account with your address.',
  }),
  cookie({
    ...ground,
    name: ageAnswerCookie,
    label: 'The age question was answered',
    subject: 'visitor',
    purposes: ['account.provide'],
    basis: 'legal-duty',
    audience: 'nobody',
    category: 'system.operations',
    identifies: 'no',
    why: 'So that the question is not answered again until it fits. It says the same for everybody, and not what was answered.',
    cookieClass: 'essential',
    value: 'constant',
    retention: whileNeeded('the browser is closed'),
    erase: 'keep',
  }),
]
