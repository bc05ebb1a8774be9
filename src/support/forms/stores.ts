import { type Store, job, mail, whileNeeded } from '#declaration'
import { receiptMail } from './letters.ts'

const ofInquirer = {
  owner: 'support/forms',
  subject: 'inquirer',
  purposes: ['inquiry.answer'],
  basis: 'contract',
  erase: 'delete-row',
} as const

/** The form writes into the inbox; of its own it has a letter. */
export const formStores: readonly Store[] = [
  job({
    ...ofInquirer,
    name: 'support.write-inquiry-receipt',
    label: 'Writing to you that your question is here',
    audience: 'nobody',
    retention: whileNeeded('it is done'),
    fields: {
      threadId: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of your inquiry',
        why: 'Says which one came in.',
      },
    },
  }),
  mail({
    ...ofInquirer,
    name: receiptMail,
    label: 'The receipt of what you asked',
    why: 'You see that it is here, and get the link by which you see, correct and erase it.',
    audience: 'subject',
    category: 'user.contact.email',
    identifies: 'alone',
    retention: whileNeeded('the mail server has taken it'),
  }),
]
