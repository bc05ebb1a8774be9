import { type Store, cookie, forDays, job, table, whileNeeded } from '#declaration'
import { newBrowserSignedIn, seenDaysMax } from './seen-browsers.ts'
import { sessionCookie } from './session.ts'

const owner = 'accounts/sessions'

const ground = {
  owner,
  subject: 'member',
  purposes: ['account.provide', 'account.secure'],
  basis: 'contract',
  audience: 'subject',
  retention: whileNeeded('you sign out, 30 days after its last use, at most 180 days after it began'),
  erase: 'delete-row',
} as const

export const sessionStores: readonly Store[] = [
  table({
    ...ground,
    name: 'accounts_sessions',
    audience: 'staff.security',
    path: { by: 'person_id' },
    limits: [{ after: 'expires_at' }],
    changedAt: '/settings/sessions',
    goesAlone: 'on-page',
    label: 'Where you are signed in',
    columns: {
      id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the session',
        why: 'To let you end this one and not another.',
      },
      token_hash: {
        category: 'user.credential',
        identifies: 'combined',
        label: "A one-way hash of the cookie's value",
        why: 'To know the cookie again without being able to make it.',
        audience: 'nobody',
      },
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says who is signed in.',
      },
      browser: {
        category: 'user.device.browser',
        identifies: 'no',
        label: 'Family of the browser and the system, for example “Firefox on Linux”',
        why: 'To let you tell your sessions apart.',
      },
      proof: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'By what you proved that it is you: password, code, recovery code, passkey',
        why: 'Some things, like the pages of staff, are only for who proved it by more than a password.',
      },
      proven_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When you last proved that it is you',
        why: 'To ask again before what cannot be undone, unless it was a few minutes ago.',
      },
      created_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When you signed in',
        why: 'To let you see whether it was you, and to end it after 180 days.',
      },
      last_used_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When it was last used, to five minutes',
        why: 'To let you see whether it is still yours.',
      },
      expires_at: {
        category: 'system.operations',
        identifies: 'no',
        label: 'When it ends by itself',
        why: 'A session that was forgotten on some computer must not last for ever.',
      },
    },
  }),
  table({
    ...ground,
    name: 'accounts_browsers_seen',
    audience: 'staff.security',
    path: { by: 'person_id' },
    limits: [{ after: 'last_seen_on', days: seenDaysMax }],
    goesAlone: {
      stays:
        'A browser that is not among them is one of which we warn you. Each goes by itself 90 days after its last use.',
    },
    label: 'Browsers by which you signed in',
    purposes: ['account.secure'],
    basis: 'security-interest',
    retention: forDays(seenDaysMax, 'last-used'),
    columns: {
      id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the entry',
        why: 'To speak of it in the work that writes a letter.',
      },
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose browser it is.',
      },
      browser: {
        category: 'user.device.browser',
        identifies: 'no',
        label: 'Family of the browser and the system, for example “Firefox on Linux”',
        why: 'To tell you by mail when one signs in that is new to your account.',
      },
      last_seen_on: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'The day of its last use',
        why: 'To forget it 90 days later.',
      },
      told_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When it signed in for the first time, where we wrote to you about it',
        why: 'To say in the letter when it was.',
      },
    },
  }),
  job({
    ...ground,
    name: newBrowserSignedIn.name,
    label: 'Writing the letter about a sign-in by another browser',
    purposes: ['mail.account', 'account.secure'],
    audience: 'nobody',
    retention: whileNeeded('the letter is sent'),
    fields: {
      browserId: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the entry in the list of your browsers',
        why: 'Says of which sign-in to write; whose it is and when it was is looked up when the letter is written.',
      },
    },
  }),
  cookie({
    ...ground,
    name: sessionCookie.name,
    label: 'That you are signed in',
    category: 'user.credential',
    identifies: 'combined',
    why: 'To know that it is you who asks, without asking for the password each time. It holds a random value and nothing else.',
    cookieClass: 'essential',
    value: 'opaque',
  }),
]
