import { type Datum, type Store, blobUse, forDays, job, mail, table, whileNeeded } from '#declaration'
import { keptDays } from './export.ts'
import { exportReadyMail, writeExportReady } from './letters.ts'
import { makeExport } from './start-export.ts'

const owner = 'privacy/export'

const ground = {
  owner,
  subject: 'member',
  purposes: ['account.provide'],
  basis: 'legal-duty',
  audience: 'subject',
  retention: forDays(keptDays, 'created'),
  erase: 'delete-row',
} as const

const operation = (label: string, why: string): Datum => ({
  category: 'system.operations',
  identifies: 'no',
  label,
  why,
})
const act = (label: string, why: string): Datum => ({ category: 'user.behaviour', identifies: 'no', label, why })

const exportId: Datum = {
  category: 'user.account.id',
  identifies: 'combined',
  label: 'Number of the copy of your data',
  why: 'Says which one it is.',
}

/** What this room stores. */
export const exportStores: readonly Store[] = [
  table({
    ...ground,
    name: 'privacy_exports',
    path: { by: 'person_id' },
    // Its file goes with it.
    limits: 'room',
    changedAt: '/privacy/my-data/export',
    goesAlone: 'on-page',
    label: 'Copies of your data that you asked for',
    columns: {
      id: exportId,
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Only you may have it.',
      },
      status: operation('State', 'To tell you when it is ready.'),
      repeat_hash: {
        ...operation('A one-way hash of the name that your program gave to its request', 'To make it once only.'),
        audience: 'nobody',
      },
      rows_total: operation('How many rows it has', 'To show how far it is.'),
      rows_done: operation('How many of them are in it', 'To show how far it is.'),
      pictures_total: operation('How many pictures it has', 'To show how far it is.'),
      pictures_done: operation('How many of them are in it', 'To show how far it is.'),
      bytes_done: operation('How large it is so far', 'To show how far it is.'),
      file_key: {
        category: 'system.key',
        identifies: 'no',
        label: 'The key of its file',
        why: 'The file lies sealed, so that nobody reads it from the disk.',
        sealed: true,
        audience: 'nobody',
        erase: 'shred-key',
      },
      file_hash: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Fingerprint of its file',
        why: 'It is the name under which the file lies.',
      },
      size_bytes: operation('Its size', 'To say how long the download is.'),
      created_at: act('When you asked for it', 'To tell you when it took long.'),
      ready_at: act('When it was ready', 'To name the file by the day.'),
      expires_at: operation('When it is removed', 'A copy of everything should not lie about.'),
    },
  }),
  blobUse({
    ...ground,
    name: 'privacy_exports',
    category: 'copy.everything',
    identifies: 'alone',
    label: 'The zip of your data, sealed',
    why: 'To give you what you asked for. It goes two hours after you downloaded it, or after 7 days.',
  }),
  job({
    ...ground,
    name: makeExport.name,
    label: 'Making a copy of your data',
    audience: 'nobody',
    retention: whileNeeded('it is made'),
    fields: { exportId },
  }),
  job({
    ...ground,
    purposes: ['mail.account'],
    name: writeExportReady.name,
    label: 'Writing the letter that a copy of your data is ready',
    audience: 'nobody',
    retention: whileNeeded('the letter is sent'),
    fields: { exportId },
  }),
  mail({
    ...ground,
    purposes: ['mail.account'],
    name: exportReadyMail,
    label: 'The letter that a copy of your data is ready',
    why: 'To tell you when it took longer than a minute.',
    category: 'user.contact.email',
    identifies: 'alone',
    retention: whileNeeded('the mail server has taken it'),
  }),
]
