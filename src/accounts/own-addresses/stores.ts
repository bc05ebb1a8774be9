import { type Store, job, mail, table, whileNeeded } from '#declaration'
import { addressChangedMail, writeAddressChanged } from './letters.ts'

export const owner = 'accounts/own-addresses'

const ground = {
  owner,
  subject: 'member',
  purposes: ['mail.account', 'account.secure'],
  basis: 'contract',
  audience: 'subject',
  erase: 'delete-row',
} as const

/** What this room declares. The addresses themselves are in `accounts/addresses`. */
export const ownAddressStores: readonly Store[] = [
  table({
    ...ground,
    name: 'accounts_address_changes',
    path: { by: 'person_id' },
    limits: [{ after: 'undo_until' }],
    goesAlone: {
      stays:
        'By it you undo a change that was not yours, so nobody can delete it from here. It goes by itself after 7 days.',
    },
    label: 'Changes of your primary address that can be undone',
    purposes: ['account.secure'],
    retention: whileNeeded('it is undone, or can no longer be, 7 days after it'),
    columns: {
      id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the change',
        why: 'To speak of one change and not another.',
      },
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose change it is.',
      },
      from_address_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the address before',
        why: 'To put it back if it was not you who changed it.',
      },
      to_address_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the address after',
        why: 'To take it away if it was not you who changed it.',
      },
      changed_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When it was changed',
        why: 'To undo what came after it, too.',
      },
      undo_until: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Until when it can be undone',
        why: 'An old mailbox must not keep its say for ever.',
      },
    },
  }),
  job({
    ...ground,
    name: writeAddressChanged.name,
    label: 'Writing the letter about a changed address',
    audience: 'nobody',
    retention: whileNeeded('the letter is sent'),
    fields: {
      addressId: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the address before',
        why: 'Says where to write; what the address reads as is looked up when the letter is written.',
      },
    },
  }),
  mail({
    ...ground,
    name: addressChangedMail,
    label: 'The letter about a changed address, to the address before',
    why: 'To let you undo it when it was not you.',
    category: 'user.contact.email',
    identifies: 'alone',
    retention: whileNeeded('the mail server has taken it'),
  }),
]
