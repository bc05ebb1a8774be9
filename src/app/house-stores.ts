import { type Store, files, forDays, host, indefinitely, record, schedule, whileNeeded } from '#declaration'

/** What concerns nobody: the machine's own. */
const machine = {
  owner: 'app',
  category: 'system.operations',
  identifies: 'no',
  subject: 'none',
  purposes: ['site.operate'],
  basis: 'none',
  audience: 'nobody',
  erase: 'keep',
} as const

const round = { ...machine, retention: whileNeeded('it comes round again') } as const

/** What is kept outside the program, by whoever runs it. */
const outside = { owner: 'app', purposes: ['site.operate'], audience: 'staff', erase: 'keep' } as const

/**
 * What belongs to the house as a whole: work that calls every room, hosts that it speaks to, the folder of the demo
 * world, and what the surroundings of the program keep.
 */
export const houseStores: readonly Store[] = [
  schedule({
    ...round,
    name: 'app.expire',
    label: 'Removal of what is past its time',
    why: 'Every hour each room deletes what it may no longer keep.',
  }),
  schedule({
    ...round,
    name: 'platform.sweep-orphans',
    label: 'Removal of files that nobody uses',
    why: 'What an upload that failed left on disk goes after a day.',
  }),
  schedule({
    ...round,
    name: 'platform.turn-master-keys',
    label: 'A new key every week',
    why: 'Keys of people are locked anew, and a key of a week is destroyed after 30 days.',
  }),
  files({
    ...machine,
    name: 'demo',
    label: 'Packages of free pictures',
    category: 'user.content',
    why: 'The demo world is made from them. The folder is there only where the demo was loaded.',
    purposes: ['content.publish'],
    retention: indefinitely('they are published works, and staff may remove the folder'),
  }),
  ...['restore.json', 'restore.json.new'].map((name) =>
    files({
      ...machine,
      name,
      label: name === 'restore.json' ? 'A restore that is under way' : 'The same, while it is written',
      why: 'So that nothing starts on half of a backup.',
      retention: whileNeeded('the restore is finished'),
    }),
  ),
  host({
    ...machine,
    name: 'DATABASE_URL',
    bySetting: true,
    label: 'The database, where the operator runs one apart',
    carries: ['copy.everything'],
    category: 'copy.everything',
    identifies: 'combined',
    subject: 'member',
    purposes: ['account.provide', 'content.publish', 'site.operate'],
    basis: 'contract',
    why: 'Every table of this map lies there. Without the setting the database is part of the program and no host is spoken to.',
    retention: whileNeeded('what a table holds is removed'),
    erase: 'shred-key',
  }),
  host({
    ...machine,
    name: 'SMTP_URL',
    bySetting: true,
    label: 'The mail server',
    carries: [
      ...(['user.contact.email', 'user.account.username', 'user.credential', 'user.device.browser'] as const),
      ...(['user.behaviour'] as const),
    ],
    category: 'user.contact.email',
    identifies: 'alone',
    subject: 'member',
    purposes: ['mail.account', 'mail.warn'],
    basis: 'contract',
    why: 'It delivers the letters to you: your address, and a text with your user name, links that work once, and where it warns you of a sign-in, the family of a browser and the time.',
    retention: whileNeeded('the mail server has delivered them'),
    erase: 'delete-row',
  }),
  ...['registry.npmjs.org', 'deb.debian.org'].map((name) =>
    host({
      ...machine,
      name,
      carries: [],
      label: 'Where packages of free pictures come from',
      why: 'Only when staff load the demo world. Nothing is sent but the name of the package.',
      retention: whileNeeded('the answer is there'),
    }),
  ),
  record({
    ...outside,
    name: 'backups',
    label: 'Copies of the database and the files',
    category: 'copy.everything',
    identifies: 'combined',
    subject: 'member',
    basis: 'contract',
    erase: 'shred-key',
    why: 'To bring everything back after a loss. They are encrypted, what identifies you by itself is sealed in them once more, and no key is in them.',
    retention: forDays(30, 'created'),
    operatorSets: 'The operator removes copies after 30 days, and copies of the key file too.',
  }),
  record({
    ...outside,
    name: 'host-journal',
    label: 'The log of the program as the machine keeps it',
    category: 'system.operations',
    identifies: 'no',
    subject: 'none',
    basis: 'none',
    why: 'To mend what fails. It holds the fields of log lines that stand on this map and no others.',
    retention: forDays(10, 'created'),
    operatorSets: 'The operator sets the journal to keep 10 days, for example MaxRetentionSec=10day of journald.',
  }),
  record({
    ...outside,
    name: 'proxy-access-log',
    label: 'The access log of a server in front of this one',
    category: 'user.device.address',
    identifies: 'combined',
    subject: 'visitor',
    purposes: ['account.secure'],
    basis: 'security-interest',
    erase: 'delete-row',
    why: 'To end attacks. The program needs no such server and no such log; where there is one it holds network addresses.',
    retention: forDays(10, 'created'),
    operatorSets: 'The operator turns the log off, or keeps it for 10 days without the query of addresses.',
  }),
]
