import { type Datum, type Store, job, mail, schedule, table, whileNeeded } from '#declaration'
import { idleMail, writeIdleWarning } from './letters.ts'

const ground = {
  owner: 'privacy/idle',
  subject: 'member',
  purposes: ['account.provide'],
  basis: 'consent',
  audience: 'subject',
  retention: whileNeeded('you take the choice back, or the account is erased'),
  erase: 'delete-row',
} as const

const operation = (label: string, why: string): Datum => ({
  category: 'system.operations',
  identifies: 'no',
  label,
  why,
})

const person: Datum = {
  category: 'user.account.id',
  identifies: 'combined',
  label: 'Number of the account',
  why: 'Says who chose it.',
}

export const idleStores: readonly Store[] = [
  table({
    ...ground,
    name: 'privacy_idle_choices',
    path: { by: 'person_id' },
    changedAt: '/settings/account',
    goesAlone: { rowsBy: 'person_id' },
    label: 'Your choice to be erased when you do not visit any more',
    columns: {
      person_id: person,
      months: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'After how many months',
        why: 'You chose it. Who chooses nothing stays for ever.',
      },
      seen_at: {
        category: 'user.behaviour',
        identifies: 'combined',
        label: 'Your last visit',
        why: 'To count from it. It is kept only of those who made this choice.',
      },
      told_days: operation(
        'Which letter was written since',
        'So that nobody is erased without having been told twice.',
      ),
      told_at: operation('When that letter was written', 'So that a week passes after the last one.'),
    },
  }),
  job({
    ...ground,
    name: writeIdleWarning.name,
    label: 'Letters that an unused account will be erased',
    audience: 'nobody',
    retention: whileNeeded('the letter is written'),
    fields: { personId: person, days: operation('How many days before', 'To write the right letter.') },
  }),
  schedule({
    ...ground,
    ...operation('Look for accounts whose owners chose to go', 'So that each is told in time, and goes on its day.'),
    name: 'privacy.look-for-idle',
    subject: 'none',
    basis: 'none',
    audience: 'nobody',
    retention: whileNeeded('it comes round again'),
  }),
  mail({
    ...ground,
    name: idleMail,
    label: 'The letter that an unused account will be erased',
    why: 'So that you can keep it by signing in once.',
    category: 'user.contact.email',
    identifies: 'alone',
    purposes: ['mail.account'],
    basis: 'contract',
    retention: whileNeeded('the mail server has taken it'),
  }),
]
