import { type Store, job, mail, table, whileAccount, whileNeeded } from '#declaration'
import { passkeyMails, writePasskeyNews } from './letters.ts'

const owner = 'accounts/passkeys'

const ground = {
  owner,
  subject: 'member',
  purposes: ['account.provide', 'account.secure'],
  basis: 'contract',
  audience: 'subject',
  retention: whileAccount,
  erase: 'delete-row',
} as const

const letters = {
  ...ground,
  purposes: ['mail.account', 'account.secure'],
  retention: whileNeeded('the mail server has taken it'),
  category: 'user.contact.email',
  identifies: 'alone',
} as const

export const passkeyStores: readonly Store[] = [
  table({
    ...ground,
    name: 'accounts_passkeys',
    audience: 'staff.security',
    path: { by: 'person_id' },
    changedAt: '/settings/security',
    goesAlone: 'on-page',
    label: 'Your passkeys',
    columns: {
      id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the passkey',
        why: 'To let you remove this one and not another.',
      },
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose passkey it is.',
      },
      credential_id: {
        category: 'user.credential',
        identifies: 'combined',
        label: 'The random name your device gave it',
        why: 'To know which key a signature is to be checked with. It is used on this site only.',
        audience: 'nobody',
      },
      public_key: {
        category: 'user.credential',
        identifies: 'combined',
        label: 'Its public half',
        why: 'To check that it was you who signed in. The private half never leaves your device.',
        audience: 'nobody',
      },
      sign_count: {
        category: 'user.credential',
        identifies: 'no',
        label: 'How often it was used, where the device counts',
        why: 'To notice a copy of it.',
      },
      transports: {
        category: 'user.credential',
        identifies: 'no',
        label: 'How a browser reaches it, for example “usb” or “internal”',
        why: 'So that your browser asks the right device.',
      },
      backed_up: {
        category: 'user.credential',
        identifies: 'no',
        label: 'Whether your device keeps a copy elsewhere',
        why: 'To tell you which passkeys would be lost with the device.',
      },
      name: {
        category: 'user.content.metadata',
        identifies: 'combined',
        label: 'The name you gave it',
        why: 'To let you remember which device it is on.',
      },
      created_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When you added it',
        why: 'To let you see whether it was you.',
      },
      last_used_on: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'The day of its last use',
        why: 'To let you find passkeys that you no longer use.',
      },
    },
  }),
  table({
    owner,
    name: 'accounts_spent_challenges',
    path: 'nobody',
    limits: [{ after: 'expires_at' }],
    label: 'Answers of passkeys that were used',
    subject: 'none',
    purposes: ['account.secure'],
    basis: 'none',
    audience: 'nobody',
    retention: whileNeeded('it has expired: five minutes after it was given out; removed within the hour'),
    erase: 'keep',
    columns: {
      challenge_hash: {
        category: 'system.operations',
        identifies: 'no',
        label: 'A one-way hash of a random number that a passkey has signed',
        why: 'So that a recorded sign-in cannot be used a second time.',
      },
      expires_at: {
        category: 'system.operations',
        identifies: 'no',
        label: 'When it would have expired',
        why: 'To remove it then.',
      },
    },
  }),
  job({
    ...ground,
    purposes: ['mail.account', 'account.secure'],
    audience: 'nobody',
    retention: whileNeeded('the letter is sent'),
    name: writePasskeyNews.name,
    label: 'Writing a letter about your passkeys',
    fields: {
      personId: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whom to write to; the address is looked up when the letter is written.',
      },
      news: {
        category: 'system.operations',
        identifies: 'no',
        label: 'What happened: added, removed, or a copy refused',
        why: 'Says what to write.',
      },
    },
  }),
  mail({
    ...letters,
    name: passkeyMails.added,
    label: 'The letter about a passkey that was added',
    why: 'To let you act at once when it was not you.',
  }),
  mail({
    ...letters,
    name: passkeyMails.removed,
    label: 'The letter about a passkey that was removed',
    why: 'To let you act at once when it was not you.',
  }),
  mail({
    ...letters,
    name: passkeyMails.copied,
    label: 'The letter about a passkey that may have been copied',
    why: 'To let you replace a passkey that somebody else may hold.',
  }),
]
