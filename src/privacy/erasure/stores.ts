import { type Datum, type Store, files, forDays, job, mail, schedule, table, whileNeeded } from '#declaration'
import { eraseSubject } from './carry-out.ts'
import { receiptDays } from './erasure.ts'
import { erasureMails, writeErasureNews } from './letters.ts'
import { notedDays, notesFolder } from './noted-erasures.ts'

const ground = {
  owner: 'privacy/erasure',
  subject: 'member',
  purposes: ['rights.answer'],
  basis: 'legal-duty',
  audience: 'subject',
  retention: whileNeeded(`the receipt ends, ${receiptDays} days after everything is gone`),
  erase: 'keep',
} as const

const operation = (label: string, why: string): Datum => ({
  category: 'system.operations',
  identifies: 'no',
  label,
  why,
})

const number = operation('Number of the erasure', 'It is part of the address of the receipt.')

export const erasureStores: readonly Store[] = [
  table({
    ...ground,
    name: 'privacy_erasures',
    path: { by: 'subject_id' },
    limits: [{ after: 'done_at', days: receiptDays }],
    changedAt: '/leaving',
    goesAlone: 'on-page',
    label: 'Erasures that were asked for',
    columns: {
      id: number,
      subject_kind: operation('What is erased', 'A member today; other kinds of people later.'),
      subject_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whom it concerns. It is emptied when the account is taken away.',
        erase: 'set-null',
      },
      asked_by: operation(
        'Who asked',
        'You, your choice for the case that you do not visit any more, support for you, or the house itself after a backup had brought you back.',
      ),
      asked_at: operation('When it was asked for', 'To tell you on the receipt.'),
      due_at: operation('When everything is taken away', 'Until then you can undo it.'),
      warned_at: operation('When the letter of the day before was written', 'So that it is written once.'),
      state: operation('State', 'To go on where it was broken off.'),
      gone_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of an account that is just gone',
        why: 'To note it outside the database, so that a backup does not bring you back. Emptied seconds later.',
        retention: whileNeeded('it is noted there'),
        erase: 'set-null',
      },
      addresses: {
        category: 'user.contact.email',
        identifies: 'alone',
        label: 'Your addresses, while you are being erased',
        why: 'For the last letter, and to remove those that still wait to be delivered. Gone seconds later.',
        purposes: ['mail.account'],
        audience: 'nobody',
        retention: whileNeeded('the last letter has left'),
        erase: 'shred-key',
        sealed: true,
      },
      files: {
        ...operation(
          'Names of files that are just being removed',
          'So that none is forgotten when that is broken off.',
        ),
        retention: whileNeeded('the files are gone'),
      },
      done_at: operation('When everything was gone', 'To tell you on the receipt.'),
    },
  }),
  table({
    ...ground,
    name: 'privacy_receipt_lines',
    path: { by: 'erasure_id', of: 'privacy_erasures' },
    goesAlone: { stays: 'It is the receipt of an erasure, and goes by itself 30 days after it.' },
    label: 'Receipts of erasures: kinds and counts',
    erase: 'delete-row',
    columns: {
      erasure_id: number,
      kind: operation('Whether it went or was kept', 'To tell you on the receipt.'),
      name: operation('Kind of what went, as this map calls it', 'To tell you on the receipt. Never a value.'),
      count: operation('How many', 'To tell you on the receipt.'),
      until: operation('Until when it is kept', 'To tell you on the receipt.'),
      why: operation('On which ground it is kept', 'To tell you on the receipt. Never a value.'),
    },
  }),
  files({
    ...ground,
    name: notesFolder,
    paths: /^\d{4}-\d{2}-\d{2}(\.new)?$/,
    category: 'user.account.id',
    identifies: 'combined',
    label: 'Numbers of accounts that are erased, by day',
    why: 'A backup from before would bring them back: whoever is on it is erased again before the site opens. The number stands for nobody any more, except in such a backup.',
    audience: 'staff',
    retention: forDays(notedDays, 'created'),
    // What the number led to is gone, and the key with it.
    erase: 'shred-key',
  }),
  job({
    ...ground,
    name: eraseSubject.name,
    label: 'Erasures that are due',
    audience: 'nobody',
    retention: whileNeeded('the work is done'),
    fields: { erasureId: number },
  }),
  job({
    ...ground,
    name: writeErasureNews.name,
    label: 'Letters about an erasure that wait to be written',
    audience: 'nobody',
    retention: whileNeeded('the letter is written'),
    fields: { erasureId: number, news: operation('What it tells', 'To write the right letter.') },
  }),
  schedule({
    ...ground,
    ...operation('Look for erasures whose day has come', 'So that each is done on its day.'),
    name: 'privacy.look-for-due-erasures',
    subject: 'none',
    basis: 'none',
    audience: 'nobody',
    retention: whileNeeded('it comes round again'),
  }),
  ...(
    [
      [
        erasureMails.asked,
        'The letter that your account will be erased',
        'So that you can undo it, also when it was not you.',
      ],
      [erasureMails.soon, 'The letter of the day before', 'The last chance to keep what you have here.'],
      [erasureMails.done, 'The letter with the receipt', 'To tell you that everything is gone.'],
    ] as const
  ).map(([name, label, why]) =>
    mail({
      ...ground,
      name,
      label,
      why,
      category: 'user.contact.email',
      identifies: 'alone',
      purposes: ['mail.account'],
      basis: 'contract',
      erase: 'delete-row',
      retention: whileNeeded('it is delivered'),
    }),
  ),
]
