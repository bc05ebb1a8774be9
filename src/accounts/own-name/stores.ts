import { type Store, job, mail, whileNeeded } from '#declaration'
import { usernameChangedMail, writeUsernameChanged } from './letters.ts'

const ground = {
  owner: 'accounts/own-name',
  subject: 'member',
  purposes: ['mail.account', 'account.secure'],
  basis: 'contract',
  erase: 'delete-row',
} as const

export const ownNameStores: readonly Store[] = [
  job({
    ...ground,
    name: writeUsernameChanged.name,
    label: 'Writing the letter about a changed user name',
    audience: 'nobody',
    retention: whileNeeded('the letter is sent'),
    fields: {
      personId: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whom to write to; name and address are looked up when the letter is written.',
      },
    },
  }),
  mail({
    ...ground,
    name: usernameChangedMail,
    label: 'The letter about a changed user name',
    why: 'To let you act at once when it was not you.',
    category: 'user.contact.email',
    identifies: 'alone',
    audience: 'subject',
    retention: whileNeeded('the mail server has taken it'),
  }),
]
