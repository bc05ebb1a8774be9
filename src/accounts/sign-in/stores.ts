import { authenticatorStores } from '#accounts/authenticators'
import { sessionStores } from '#accounts/sessions'
import { type Datum, type Store, job, mail, whileNeeded } from '#declaration'
import { passwordMails, resetMail, writePasswordNews, writeReset } from './letters.ts'

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

/** What this room declares, the sessions it begins, and the codes it asks for. */
export const signInStores: readonly Store[] = [
  ...sessionStores,
  ...authenticatorStores,
  job({
    ...work,
    name: writeReset.name,
    label: 'Writing the letter for a new password',
    fields: { personId, cause: why },
  }),
  job({
    ...work,
    name: writePasswordNews.name,
    label: 'Writing the letter about a changed or removed password',
    fields: { personId, news: why },
  }),
  mail({
    ...letters,
    name: resetMail,
    label: 'The letter for a new password',
    why: 'To let you in again when you have forgotten your password.',
  }),
  mail({
    ...letters,
    name: passwordMails.changed,
    label: 'The letter about a changed password',
    why: 'To let you act at once when it was not you.',
  }),
  mail({
    ...letters,
    name: passwordMails.removed,
    label: 'The letter about a removed password',
    why: 'To let you act at once when it was not you.',
  }),
]
