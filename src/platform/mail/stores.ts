import { type Store, files, forDays } from '#declaration'
import { outboxDaysMax } from './outbox.ts'

export const mailStores: readonly Store[] = [
  files({
    owner: 'platform/mail',
    name: 'outbox',
    label: 'Letters that could not be sent, because no mail server is set',
    category: 'user.contact.email',
    identifies: 'alone',
    why: 'So that a site without a mail server can be tried; its staff hands the letters over. With a mail server nothing is put here.',
    subject: 'member',
    purposes: ['mail.account'],
    basis: 'contract',
    audience: 'staff.support',
    paths: /^\d+-[0-9a-f]{32}\.eml(\.new)?$/,
    retention: forDays(outboxDaysMax, 'created'),
    erase: 'delete-row',
  }),
]
