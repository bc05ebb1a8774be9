import { type Store, job, mail, table, whileAccount, whileNeeded } from '#declaration'
import { factorMail, writeFactorNews } from './letters.ts'
import { offerHoursMax } from './set-up-authenticator.ts'

const owner = 'accounts/authenticators'

const ground = {
  owner,
  subject: 'member',
  purposes: ['account.secure'],
  basis: 'contract',
  audience: 'subject',
  retention: whileAccount,
  erase: 'delete-row',
} as const

const whose = {
  category: 'user.account.id',
  identifies: 'combined',
  label: 'Number of the account',
} as const

export const authenticatorStores: readonly Store[] = [
  table({
    ...ground,
    name: 'accounts_authenticators',
    audience: 'staff.security',
    path: { by: 'person_id' },
    limits: [{ after: 'created_at', hours: offerHoursMax, where: { state: 'offered' } }],
    changedAt: '/settings/security',
    goesAlone: 'on-page',
    label: 'Your authenticator app',
    retention: whileNeeded('you remove it; one that was not confirmed, for an hour or two'),
    columns: {
      person_id: { ...whose, why: 'Says whose app it is.' },
      state: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'Whether the app is set up or being set up',
        why: 'It is asked for only once it has shown that it works.',
      },
      secret: {
        category: 'user.credential',
        identifies: 'combined',
        label: 'The secret that the app has too',
        why: 'To know which code the app shows.',
        audience: 'nobody',
        sealed: true,
      },
      last_step: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'The half minute of the code that was used last',
        why: 'So that no code works twice.',
      },
      created_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When it was set up',
        why: 'To let you see whether it was you.',
      },
    },
  }),
  table({
    ...ground,
    name: 'accounts_recovery_codes',
    audience: 'staff.security',
    path: { by: 'person_id' },
    changedAt: '/settings/security',
    goesAlone: 'on-page',
    label: 'Your recovery codes that were not used',
    retention: whileNeeded('it is used or you make new ones'),
    columns: {
      code_hash: {
        category: 'user.credential',
        identifies: 'combined',
        label: 'A one-way hash of the code',
        why: 'To know the code again without being able to make it.',
        audience: 'nobody',
      },
      person_id: { ...whose, why: 'Says whose code it is.' },
      created_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When it was made',
        why: 'To let you see which codes are yours now.',
      },
    },
  }),
  job({
    ...ground,
    name: writeFactorNews.name,
    label: 'Writing the letter about a change of how you sign in',
    purposes: ['mail.account', 'account.secure'],
    audience: 'nobody',
    retention: whileNeeded('the letter is sent'),
    fields: {
      personId: {
        ...whose,
        why: 'Says whom to write to; the address is looked up when the letter is written.',
      },
      news: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'What changed: app added, replaced or removed, recovery codes made or one used',
        why: 'Says what the letter is about.',
      },
    },
  }),
  mail({
    ...ground,
    name: factorMail,
    label: 'The letter about a change of authenticator app or recovery codes',
    purposes: ['mail.account', 'account.secure'],
    retention: whileNeeded('the mail server has taken it'),
    category: 'user.contact.email',
    identifies: 'alone',
    why: 'To let you act at once when it was not you.',
  }),
]
