import { type Store, job, mail, table, whileNeeded } from '#declaration'
import { changedForYouMail, supportCodeMail, writeChangedForYou, writeSupportCode } from './letters.ts'

const ground = {
  owner: 'privacy/on-behalf',
  subject: 'member',
  purposes: ['account.provide', 'account.secure'],
  basis: 'contract',
  erase: 'delete-row',
} as const

const whose = { category: 'user.account.id', identifies: 'combined', label: 'Number of the account' } as const
const letters = {
  ...ground,
  purposes: ['mail.account'],
  audience: 'subject',
  category: 'user.contact.email',
  identifies: 'alone',
  retention: whileNeeded('the mail server has taken it'),
} as const
const writing = {
  ...ground,
  purposes: ['mail.account'],
  audience: 'nobody',
  retention: whileNeeded('the letter is sent'),
} as const

export const onBehalfStores: readonly Store[] = [
  table({
    ...ground,
    name: 'privacy_support_codes',
    path: { by: 'person_id' },
    limits: [{ after: 'expires_at' }],
    goesAlone: { rowsBy: 'person_id' },
    label: 'The code that you may tell support',
    audience: 'subject',
    retention: whileNeeded('it is used, replaced, or 15 minutes old'),
    columns: {
      person_id: { ...whose, why: 'Says for whom support may change something.' },
      code_hash: {
        category: 'user.credential',
        identifies: 'combined',
        label: 'A keyed one-way hash of the code',
        why: 'To know the code again without being able to make it.',
        audience: 'nobody',
      },
      created_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When it was made',
        why: 'To let you see whether it was you.',
      },
      expires_at: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Until when it works',
        why: 'A code that was told must not work for long.',
      },
    },
  }),
  job({
    ...writing,
    name: writeSupportCode.name,
    label: 'Writing the letter with a code for support',
    fields: { personId: { ...whose, why: 'Says whom to write to; the code is made when the letter is written.' } },
  }),
  job({
    ...writing,
    name: writeChangedForYou.name,
    label: 'Writing the letter about what support changed',
    fields: {
      personId: { ...whose, why: 'Says whom to write to.' },
      field: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Which of three fields was changed',
        why: 'Says what the letter is about.',
      },
    },
  }),
  mail({
    ...letters,
    name: supportCodeMail,
    label: 'The letter with a code to tell support',
    why: 'To let you prove to support that it is you who asks.',
  }),
  mail({
    ...letters,
    name: changedForYouMail,
    label: 'The letter about what support changed for you',
    why: 'To let you act at once when it was not you who asked.',
  }),
]
