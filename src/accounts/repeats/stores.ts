import { type Store, forDays, table } from '#declaration'
import { keptDays } from './repeat.ts'

const owner = 'accounts/repeats'

export const repeatsStores: readonly Store[] = [
  table({
    owner,
    name: 'accounts_repeats',
    path: { by: 'person_id' },
    limits: [{ after: 'began_at', days: keptDays }],
    goesAlone: { stays: 'It keeps your program from doing the same twice, and goes by itself a day later.' },
    label: 'Requests of your programs that carried a key of their own',
    subject: 'member',
    purposes: ['account.provide'],
    basis: 'contract',
    audience: 'subject',
    retention: forDays(keptDays, 'created'),
    erase: 'delete-row',
    columns: {
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says whose request it was.',
      },
      key_hash: {
        category: 'system.operations',
        identifies: 'no',
        label: 'A one-way hash of the key',
        why: 'To know the request again when it is sent twice.',
        audience: 'nobody',
      },
      asked_hash: {
        category: 'system.operations',
        identifies: 'no',
        label: 'A one-way hash of what was asked',
        why: 'To refuse another request under the same key.',
        audience: 'nobody',
      },
      began_at: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'When it was sent',
        why: 'To forget it a day later.',
      },
      outcome: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'What became of it',
        why: 'To say the same when it is sent again.',
      },
      image_id: {
        category: 'user.content.metadata',
        identifies: 'combined',
        label: 'Number of the picture',
        why: 'To show the same picture when it is sent again.',
      },
    },
  }),
]
