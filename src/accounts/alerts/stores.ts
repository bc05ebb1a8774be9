import { type Store, mail, whileNeeded } from '#declaration'
import { newBrowserMail } from './letters.ts'

/** The browsers themselves are in `accounts/sessions`. */
export const alertStores: readonly Store[] = [
  mail({
    owner: 'accounts/alerts',
    name: newBrowserMail,
    label: 'The letter about a sign-in by another browser',
    why: 'To let you act at once when it was not you.',
    subject: 'member',
    purposes: ['mail.account', 'account.secure'],
    basis: 'contract',
    audience: 'subject',
    category: 'user.contact.email',
    identifies: 'alone',
    retention: whileNeeded('the mail server has taken it'),
    erase: 'delete-row',
  }),
]
