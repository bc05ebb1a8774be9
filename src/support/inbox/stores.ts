import { type Datum, type Store, job, mail, table, whileNeeded } from '#declaration'
import { answerMail } from './letters.ts'
import { closedDaysMax, silentDaysMax } from './thread.ts'

const owner = 'support/inbox'

const kept = whileNeeded(
  `${closedDaysMax} days after it was closed, or ${silentDaysMax} days after the last thing that happened in it; or you erase it`,
)

const ofInquirer = {
  owner,
  subject: 'inquirer',
  purposes: ['inquiry.answer'],
  basis: 'contract',
  // The reason is the question itself: see decision 55.
  audience: 'staff.support',
  retention: kept,
  erase: 'delete-row',
} as const

const ofStaff = {
  owner,
  purposes: ['inquiry.answer'],
  basis: 'contract',
  audience: 'staff',
  retention: kept,
} as const

const number = (label: string, why: string): Datum => ({
  category: 'user.account.id',
  identifies: 'combined',
  label,
  why,
})
const fact = (label: string, why: string): Datum => ({ category: 'system.operations', identifies: 'no', label, why })
const done = (label: string, why: string): Datum => ({ category: 'user.behaviour', identifies: 'no', label, why })

/** The inbox: what was asked, what was said, and who sees to it. */
export const inboxStores: readonly Store[] = [
  table({
    ...ofInquirer,
    name: 'support_threads',
    path: { by: 'id' },
    limits: 'room',
    goesAlone: {
      columns: ['site', 'vertical'],
      stays: 'The rest is what it takes to answer you. It goes as a whole, by the link in the letter.',
    },
    label: 'What you asked us',
    columns: {
      id: number('Number of your inquiry', 'It stands for you, and your key goes by it.'),
      kind: fact('Kind', 'To keep inquiries apart from other things that people write to us.'),
      interests: {
        category: 'user.message',
        identifies: 'no',
        label: 'The services you asked about',
        why: 'We answer about these and about nothing else.',
      },
      vertical: {
        category: 'organisation',
        identifies: 'no',
        label: 'Sector (optional)',
        why: 'To answer with what fits it.',
        erase: 'set-null',
      },
      site: {
        category: 'organisation',
        identifies: 'combined',
        label: 'Website (optional)',
        why: 'To look at it before we answer.',
        sealed: true,
        erase: 'set-null',
      },
      name: {
        category: 'user.name',
        identifies: 'alone',
        label: 'Name',
        why: 'To know whom we speak to.',
        sealed: true,
        erase: 'shred-key',
      },
      email: {
        category: 'user.contact.email',
        identifies: 'alone',
        label: 'E-mail address',
        why: 'To send you a receipt and the answer.',
        sealed: true,
        erase: 'shred-key',
      },
      email_index: {
        category: 'user.contact.email',
        identifies: 'combined',
        label: 'A keyed one-way number of the address',
        why: 'To find your inquiry by the address while the address itself is sealed.',
        audience: 'nobody',
      },
      telephone: {
        category: 'user.contact.telephone',
        identifies: 'alone',
        label: 'Telephone number, only if you want to be called',
        why: 'To call you.',
        sealed: true,
        erase: 'shred-key',
      },
      channel: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'How you want to be reached',
        why: 'You are reached in this way and in no other.',
      },
      state: fact('State', 'To see who waits for an answer.'),
      version: fact('Count of changes', 'Of two who answer at once, the second is told.'),
      same_index: {
        category: 'user.message',
        identifies: 'combined',
        label: 'A keyed one-way number of everything you asked',
        why: 'The same form sent twice is one inquiry.',
        audience: 'nobody',
      },
      created_at: done('When you asked', 'To show it to you.'),
      since_at: fact('Since when it is so', 'Whoever has waited longest comes first.'),
      last_at: done('When something last happened', 'What nobody needs any more goes.'),
      closed_at: fact('When it was closed', 'Its time runs from here.'),
    },
  }),
  table({
    ...ofInquirer,
    name: 'support_messages',
    path: { by: 'thread_id', of: 'support_threads' },
    goesAlone: { stays: 'It goes with the inquiry as a whole, by the link in the letter.' },
    label: 'What was said about it',
    columns: {
      id: number('Number of the message', 'So that a letter to you can wait in the queue without a word of it.'),
      thread_id: number('Number of your inquiry', 'Says what it belongs to.'),
      version: fact('Count of changes', 'To keep messages in order.'),
      kind: fact('Whether it is from you, from us, or a note', 'To show it in its place.'),
      body: {
        category: 'user.message',
        identifies: 'combined',
        label: 'What was written',
        why: 'To answer you, and to know later what was said.',
        sealed: true,
        erase: 'shred-key',
      },
      is_draft: fact('Whether it is a draft', 'A draft goes to nobody.'),
      topic: {
        category: 'user.message',
        identifies: 'no',
        label: 'The service it is about',
        why: 'An answer about another service than you asked about does not leave.',
      },
      channel: fact('By which way', 'It is the one that you chose.'),
      written_at: done('When it was written', 'To keep messages in order.'),
      sent_at: done('When it left, or you were reached', 'So that you get it once.'),
      stopped_at: fact('When it was stopped', 'You changed what you asked, or how to reach you, before it left.'),
    },
  }),
  table({
    ...ofInquirer,
    name: 'support_tasks',
    path: { by: 'thread_id', of: 'support_threads' },
    goesAlone: { stays: 'It goes with the inquiry as a whole, by the link in the letter.' },
    label: 'Calls to make to you',
    columns: {
      id: number('Number of the call', 'To name it.'),
      thread_id: number('Number of your inquiry', 'Says what it belongs to.'),
      message_id: number('Number of the message', 'Says what we want to tell you.'),
      made_at: done('When it was decided on', 'To keep calls in order.'),
      due_at: fact('Until when', 'So that you do not wait.'),
      done_at: done('When we called', 'So that nobody calls twice.'),
      done_version: fact('Count of changes', 'To find who called.'),
      reached: done('Whether you were reached', 'Where you were not, we call again.'),
      outcome: {
        category: 'user.message',
        identifies: 'combined',
        label: 'What came of it',
        why: 'To know later what was said.',
        sealed: true,
        erase: 'shred-key',
      },
    },
  }),
  table({
    ...ofStaff,
    name: 'support_assignments',
    path: { by: 'person_id' },
    goesAlone: { stays: 'It is work of staff. It goes when the inquiry does, or you do.' },
    label: 'Inquiries that you see to, as staff',
    subject: 'staff',
    erase: 'delete-row',
    columns: {
      thread_id: number('Number of the inquiry', 'Says which one.'),
      person_id: number('Number of the account of staff', 'Says who sees to it.'),
      assigned_at: done('When', 'To show since when.'),
    },
  }),
  table({
    ...ofStaff,
    name: 'support_steps',
    path: { by: 'by_person_id' },
    goesAlone: { stays: 'It is a record of what staff did. Your number is taken out of it when you leave.' },
    label: 'Steps of inquiries',
    subject: 'none',
    basis: 'none',
    erase: 'keep',
    columns: {
      thread_id: {
        ...number('Number of the inquiry', 'Says where it was done. The step goes with it.'),
        subject: 'inquirer',
        basis: 'contract',
        erase: 'delete-row',
      },
      version: fact('Count of changes', 'To keep steps in order.'),
      by_person_id: {
        ...number('Number of the account of staff', 'To ask whoever did it. Emptied when they leave.'),
        subject: 'staff',
        basis: 'contract',
        erase: 'set-null',
      },
      at: done('When', 'To show what happened when.'),
      what: done('What', 'To show what happened.'),
    },
  }),
  job({
    owner,
    name: 'support.write-answer',
    label: 'Writing an answer to you',
    subject: 'inquirer',
    purposes: ['inquiry.answer'],
    basis: 'contract',
    audience: 'nobody',
    retention: whileNeeded('it is done'),
    erase: 'delete-row',
    fields: { messageId: number('Number of the message', 'Says which one is to be sent.') },
  }),
  mail({
    owner,
    name: answerMail,
    label: 'The answer to what you asked',
    why: 'You asked. It is about the services you asked about, and about nothing else.',
    subject: 'inquirer',
    purposes: ['inquiry.answer'],
    basis: 'contract',
    audience: 'subject',
    category: 'user.message',
    identifies: 'alone',
    retention: whileNeeded('the mail server has taken it'),
    erase: 'delete-row',
  }),
]
