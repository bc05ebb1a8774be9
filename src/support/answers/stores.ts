import { type Datum, type Store, table, whileNeeded } from '#declaration'

const ofInquirer = {
  owner: 'support/answers',
  subject: 'inquirer',
  path: { by: 'thread_id', of: 'support_threads' },
  retention: whileNeeded('you erase it, or the inquiry goes'),
  audience: 'subject',
  erase: 'delete-row',
} as const

const numberOfInquiry = (why: string): Datum => ({
  category: 'user.account.id',
  identifies: 'combined',
  label: 'Number of your inquiry',
  why,
})
const agreed = (label: string, why: string): Datum => ({ category: 'user.agreement', identifies: 'no', label, why })

/** Apart from the inquiry itself, so that what may read the one need not be able to read the other. */
export const answersStores: readonly Store[] = [
  table({
    ...ofInquirer,
    name: 'support_answers',
    purposes: ['service.improve'],
    basis: 'consent',
    goesAlone: { rowsBy: 'choice' },
    label: 'What you chose to tell about yourself beside an inquiry',
    columns: {
      thread_id: numberOfInquiry('So that you can change and erase what you answered.'),
      question: {
        category: 'user.about',
        identifies: 'no',
        label: 'The question',
        why: 'Says what you answered: age, gender, or what you like.',
      },
      choice: {
        category: 'user.about',
        identifies: 'combined',
        label: 'Your answer, one of a list',
        why: 'It is read as a sum over ten people or more. An age is a band.',
      },
      basis: agreed('On what its use rests', 'It is your yes, given by answering.'),
      wording_version: agreed('Version of the words beside the question', 'To show in which words you were asked.'),
      answered_at: agreed('When you answered', 'To show since when.'),
    },
  }),
  table({
    ...ofInquirer,
    name: 'support_objections',
    purposes: ['rights.answer'],
    basis: 'legal-duty',
    goesAlone: { stays: 'It keeps what you wrote from being used. You take it back on the page of your inquiry.' },
    label: 'That you object to any use but answering you',
    columns: {
      thread_id: numberOfInquiry('Says whose words are left out.'),
      objected_at: agreed('When you objected', 'To show since when.'),
    },
  }),
]
