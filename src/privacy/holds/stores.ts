import { type Datum, type Store, job, mail, table, whileNeeded } from '#declaration'
import { holdMail, writeHoldNews } from './letters.ts'

const owner = 'privacy/holds'

const ground = {
  owner,
  subject: 'member',
  purposes: ['law.prove'],
  basis: 'legal-duty',
  audience: 'staff.privacy',
  retention: whileNeeded('its last day, at most 10 years away, or until it is lifted before'),
  erase: 'keep',
} as const

const fact = (label: string, why: string): Datum => ({ category: 'system.operations', identifies: 'no', label, why })

const number: Datum = fact('Number of the hold', 'To name it.')

const letter = {
  owner,
  subject: 'member',
  purposes: ['mail.warn'],
  basis: 'legal-duty',
  erase: 'delete-row',
} as const

export const holdStores: readonly Store[] = [
  table({
    ...ground,
    name: 'privacy_holds',
    path: { by: 'subject_id' },
    // The key goes with the row.
    limits: 'room',
    goesAlone: {
      stays: 'A duty or a dispute makes us keep it until its last day. Why stands beside it, and you can object.',
    },
    label: 'What is held back by law',
    columns: {
      id: number,
      subject_kind: fact('Whom it concerns', 'A member today; other kinds of people later.'),
      subject_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whom it concerns. It is emptied when the account is taken away.',
        erase: 'set-null',
      },
      ground: fact('On which ground', 'Only the law, a dispute or an agreement can be one.'),
      reason: {
        category: 'user.behaviour',
        identifies: 'combined',
        label: 'Why, in words',
        why: 'So that you can judge it, and object.',
        erase: 'until-day',
        sealed: true,
      },
      fields: fact('Which values', 'These stay, and nothing else does.'),
      approved_as: fact('In which role it was approved', 'To tell you who decided it.'),
      made_at: fact('When it was placed', 'To tell you since when.'),
      ends_at: fact('Its last day', 'Then it is removed, with what it kept.'),
      held: {
        category: 'copy.everything',
        identifies: 'alone',
        label: 'The values themselves, once your account is taken away',
        why: 'What has to stay stays here alone. Staff reads it with a reason, which is written down.',
        erase: 'until-day',
        sealed: true,
      },
      lifted_at: fact('When it was lifted', 'To remove it.'),
    },
  }),
  table({
    ...ground,
    name: 'privacy_hold_steps',
    path: { by: 'by_person_id' },
    goesAlone: { stays: 'It is a record of what staff did. Your number is taken out of it when you leave.' },
    label: 'Holds that you approved or lifted, as staff',
    subject: 'staff',
    basis: 'contract',
    audience: 'staff',
    retention: whileNeeded('the hold is removed'),
    columns: {
      hold_id: number,
      what: fact('Placed or lifted', 'To tell one from the other.'),
      by_person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account of staff',
        why: 'To ask whoever approved it. Emptied when they leave.',
        erase: 'set-null',
      },
      at: fact('When', 'To show it in order.'),
    },
  }),
  job({
    ...letter,
    name: writeHoldNews.name,
    label: 'The letter about something that is held back by law',
    audience: 'nobody',
    retention: whileNeeded('the letter is written'),
    fields: {
      holdId: number,
      personId: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says to whom.',
      },
      news: fact('What it tells', 'To write the right letter.'),
    },
  }),
  mail({
    ...letter,
    name: holdMail,
    label: 'The letter that something of yours is held back by law, or no longer',
    why: 'You should know what will stay although you leave.',
    category: 'user.contact.email',
    identifies: 'alone',
    audience: 'subject',
    retention: whileNeeded('the mail server has taken it'),
  }),
]
