import { sessionStores } from '#accounts/sessions'
import { type Datum, type Store, job, mail, whileNeeded } from '#declaration'
import { passwordChangedMail, resetMail, writePasswordChanged, writeReset } from './letters.ts'

const ground = {
  owner: 'accounts/sign-in',
  subject: 'member',
  purposes: ['mail.account', 'account.secure'],
  basis: 'contract',
  erase: 'delete-row',
} as const

const work = { ...ground, audience: 'nobody', retention: whileNeeded('the letter is sent') } as const
const letters = {
  ...ground,
  audience: 'subject',
  retention: whileNeeded('the mail server has taken it'),
  category: 'user.contact.email',
  identifies: 'alone',
} as const

const personId: Datum = {
  category: 'user.account.id',
  identifies: 'combined',
  label: 'Number of the account',
  why: 'Says whom to write to; the address is looked up when the letter is written.',
}

const why: Datum = {
  category: 'system.operations',
  identifies: 'no',
  label: 'By what it came',
  why: 'So that the letter says what happened.',
}

/** What this room declares, and the sessions it begins. */
export const signInStores: readonly Store[] = [
  ...sessionStores,
  job({
    ...work,
    name: writeReset.name,
    label: 'Writing the letter for a new password',
    fields: { personId, cause: why },
  }),
  job({
    ...work,
    name: writePasswordChanged.name,
    label: 'Writing the letter about a changed password',
    fields: { personId, byLink: why },
  }),
  mail({
    ...letters,
    name: resetMail,
    label: 'The letter for a new password',
    why: 'To let you in again when you have forgotten your password.',
  }),
  mail({
    ...letters,
    name: passwordChangedMail,
    label: 'The letter about a changed password',
    why: 'To let you act at once when it was not you.',
  }),
]
