import type { AuditKind } from '#privacy/audit'

export const lookedAt = {
  title: 'Who looked at your data',
  lead: 'Staff has to give a reason to open your record, and each time is written down before anything is shown. You read the same words here.',
  empty: 'Nobody has opened your record.',
  columns: { when: 'When', who: 'Who', why: 'Why', groups: 'Which data' },
  kinds: {
    'staff-read': 'Opened your record',
    'staff-asked-proof': 'Had a code sent to you',
    'staff-edit': 'Changed something for you, with a code of yours',
    'staff-edit-refused': 'Tried to change something without a right code of yours. Nothing was changed',
    'vendor-changed': 'Changed what is said of a company that gets data',
    'breach-step': 'Took a step about an incident that concerns you',
    'purpose-refused': 'Asked for something of yours for what it may not be read for. It was refused',
    'reader-denied': 'Asked for what it may not see. It was denied',
    'letter-not-agreed': 'Did not send you a letter to which you had not said yes',
  } satisfies Readonly<Record<AuditKind, string>>,
  about: {
    asked: 'You asked for help',
    report: 'A report or a complaint',
    security: 'A matter of security',
    law: 'A request by law',
  } as Readonly<Record<string, string>>,
  roles: {
    support: 'support',
    privacy_counsel: 'privacy counsel',
    security: 'security',
    admin: 'administration',
  } as Readonly<Record<string, string>>,
  fields: { username: 'User name', displayName: 'Display name', about: 'About you' } as Readonly<
    Record<string, string>
  >,
  gone: 'somebody who has left',
  program: 'the program itself',
  none: 'nothing was held',
  older: 'Older entries',
  newest: 'Back to the newest',
  all: 'See all of it',
  back: 'All of your data',
} as const
