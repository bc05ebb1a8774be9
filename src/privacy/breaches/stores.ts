import {
  type Datum,
  type Store,
  databasePart,
  indefinitely,
  job,
  mail,
  schedule,
  table,
  whileNeeded,
} from '#declaration'
import { breachClockMail } from './remind-staff.ts'
import { breachNoticeMail } from './tell-people.ts'

const owner = 'privacy/breaches'

const desk = {
  owner,
  subject: 'none',
  purposes: ['law.prove'],
  basis: 'none',
  audience: 'staff',
  retention: indefinitely('what went wrong, and what was done about it, must be shown later too'),
  erase: 'keep',
} as const

const fact = (label: string, why: string): Datum => ({ category: 'system.operations', identifies: 'no', label, why })
const why = 'The authority may ask what was known when, and what was done.'

/** The number of somebody, in queued work and tables. */
const person = (label: string, reason: string): Datum => ({
  category: 'user.account.id',
  identifies: 'combined',
  label,
  why: reason,
})

const letter = {
  owner,
  purposes: ['mail.warn'],
  basis: 'legal-duty',
  audience: 'subject',
  category: 'user.contact.email',
  identifies: 'alone',
  retention: whileNeeded('the mail server has taken it'),
  erase: 'delete-row',
} as const

const work = {
  owner,
  purposes: ['mail.warn'],
  basis: 'legal-duty',
  audience: 'nobody',
  retention: whileNeeded('it is done'),
  erase: 'delete-row',
} as const

/** The breach desk. */
export const breachStores: readonly Store[] = [
  table({
    ...desk,
    name: 'privacy_breaches',
    path: 'nobody',
    label: 'What went wrong with data of people',
    columns: {
      id: fact('Number of the entry', 'To name the entry.'),
      title: fact('Short name', 'To find it again.'),
      happened: fact('What happened', why),
      noticed_at: fact('When it was noticed', 'The time to tell the authority counts from here.'),
      categories: fact('Kinds of data', why),
      people_count: fact('About how many people', why),
      severity: fact('How grave it is', 'Whether the authority and the people concerned have to be told.'),
      severity_reasons: fact('Why', why),
      consequences: fact('What may follow from it', why),
      measures: fact('What was done', why),
      state: fact('State', 'To see what is still to be done.'),
      reported_at: fact('When the authority was told', why),
      version: fact('Count of changes', 'Of two who change it at once, the second is told.'),
      recorded_at: fact('When it was written down', why),
      notice_text: fact('Text of the letter to the people concerned', 'It goes to each of them.'),
      notice_to: fact('Who is told', why),
      notice_stores: fact('Tables of the data map', 'Those of whom one of them holds something are told.'),
      notice_found_at: fact('When all of them were found', 'To go on where it was after an interruption.'),
    },
  }),
  table({
    ...desk,
    name: 'privacy_breach_steps',
    path: { by: 'by_person_id' },
    goesAlone: { stays: 'It is a record of what staff did. Your number is taken out of it when you leave.' },
    label: 'Steps of the breach desk',
    columns: {
      breach_id: fact('Number of the entry', 'Says what was done something about.'),
      version: fact('Count of changes', 'To keep them in order.'),
      by_person_id: {
        ...person('Number of the account of staff', 'To ask whoever did it. Emptied when they leave.'),
        subject: 'staff',
        basis: 'contract',
        erase: 'set-null',
      },
      at: fact('When', why),
      what: fact('What', why),
      lines: fact('What was said with it', why),
    },
  }),
  table({
    owner,
    name: 'privacy_breach_notices',
    path: { by: 'person_id' },
    goesAlone: { stays: 'It shows that you were told.' },
    label: 'That you were told when something went wrong with your data',
    subject: 'member',
    purposes: ['mail.warn', 'law.prove'],
    basis: 'legal-duty',
    audience: 'staff',
    retention: whileNeeded('you close the account'),
    erase: 'delete-row',
    columns: {
      breach_id: fact('Number of the entry', 'Says what you were told of.'),
      person_id: person('Number of the account', 'Says who was told.'),
      queued_at: { ...fact('When the letter was decided on', why), category: 'user.behaviour' },
      done_at: fact('When it left', 'So that you get one letter and not two.'),
      outcome: fact('What became of it', 'To see who could not be told by letter.'),
    },
  }),
  table({
    ...desk,
    name: 'privacy_breach_reminders',
    path: 'nobody',
    label: 'Reminders of the clock to the authority',
    columns: {
      breach_id: fact('Number of the entry', 'Says of what the desk was reminded.'),
      stage: fact('How near it was', 'So that each reminder is written once.'),
      at: fact('When', why),
    },
  }),
  table({
    ...desk,
    name: 'privacy_incidents',
    path: 'nobody',
    label: 'What everybody can read about what went wrong',
    audience: 'public',
    columns: {
      breach_id: fact('Number of the entry', 'To keep its versions together.'),
      version: fact('Version', 'What was said before stays readable.'),
      title: fact('Title', 'For everybody.'),
      body: fact('Text', 'For everybody.'),
      published_at: fact('When', 'For everybody.'),
    },
  }),
  databasePart({
    ...desk,
    audience: 'nobody',
    part: 'trigger',
    name: 'privacy_breach_steps.privacy_breach_steps_only_grow',
    label: 'Lets the history of the breach desk only grow',
    category: 'system.operations',
    identifies: 'no',
    why: 'So that what was done cannot be rewritten.',
    retention: indefinitely('it holds no data'),
  }),
  job({
    ...work,
    name: 'privacy.find-concerned',
    label: 'Finding the people whom a breach concerns',
    subject: 'none',
    basis: 'none',
    purposes: ['law.prove'],
    erase: 'keep',
    fields: { breachId: fact('Number of the entry', 'Says for which entry.') },
  }),
  job({
    ...work,
    name: 'privacy.write-breach-notice',
    label: 'The letter to one person whom a breach concerns',
    subject: 'member',
    fields: {
      breachId: fact('Number of the entry', 'Says of what.'),
      personId: person('Number of the account', 'Says to whom.'),
    },
  }),
  job({
    ...work,
    name: 'privacy.write-breach-reminder',
    label: 'The letter that reminds the desk of the clock',
    subject: 'staff',
    fields: {
      breachId: fact('Number of the entry', 'Says of what.'),
      personId: person('Number of the account', 'Says to whom.'),
      stage: fact('How near it is', 'Says how urgent it is.'),
    },
  }),
  schedule({
    ...desk,
    audience: 'nobody',
    name: 'privacy.watch-breach-clocks',
    label: 'Looking at the clocks to the authority',
    category: 'system.operations',
    identifies: 'no',
    why: 'Every ten minutes, so that the desk is reminded in time.',
    retention: whileNeeded('it comes round again'),
  }),
  mail({
    ...letter,
    name: breachNoticeMail,
    label: 'The letter that tells you what went wrong with your data',
    why: 'You should know, and be able to act.',
    subject: 'member',
  }),
  mail({
    ...letter,
    name: breachClockMail,
    label: 'The letter that reminds staff to tell the authority',
    why: 'It has to be told within 72 hours.',
    subject: 'staff',
  }),
]
