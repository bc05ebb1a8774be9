import { type Category, type Datum, type Store, table, whileNeeded } from '#declaration'

const owner = 'accounts/organisation-billing'

const sealed = (category: Category, label: string, why: string): Datum => ({
  category,
  identifies: 'alone',
  label,
  why,
  sealed: true,
  erase: 'shred-key',
})
const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })

/** What it takes to bill an organisation and to pay it. */
export const billingStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_organisation_billing',
    path: { by: 'organisation_id' },
    goesAlone: { stays: 'An owner, or who sees to money there, changes it on the page of the organisation.' },
    label: 'What it takes to bill an organisation and to pay it',
    subject: 'organisation',
    purposes: ['business.settle'],
    basis: 'contract',
    audience: 'organisation.finance',
    retention: whileNeeded('the organisation has been closed for 90 days'),
    erase: 'delete-row',
    columns: {
      organisation_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the organisation',
        why: 'Says whose it is.',
      },
      legal_name: sealed('user.name', 'Name on invoices', 'An invoice names who owes it.'),
      billing_address: sealed('user.contact.address', 'Address on invoices', 'An invoice names where who owes it is.'),
      tax_number: sealed('user.financial', 'Number for VAT or of the business', 'Some invoices have to name it.'),
      payout_method: sealed('user.financial', 'How it is paid', 'To pay as was chosen.'),
      payout_account: sealed('user.financial', 'Account that is paid', 'To pay what is owed.'),
      changed_at: fact('When it was changed', 'To see a change that nobody remembers.'),
      payout_changed_at: fact('When the account was changed', 'To see a change that nobody remembers.'),
    },
  }),
]
