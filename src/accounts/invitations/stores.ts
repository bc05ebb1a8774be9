import { type Datum, type Store, job, mail, table, whileNeeded } from '#declaration'
import { invitationMail, writeInvitation } from './letters.ts'

export const owner = 'accounts/invitations'

const ground = {
  owner,
  subject: 'organisation-contact',
  purposes: ['business.provide'],
  basis: 'contract',
  audience: 'organisation',
  retention: whileNeeded('it is answered, taken back, or 14 days old'),
  erase: 'delete-row',
} as const

const number = (label: string, why: string): Datum => ({
  category: 'user.account.id',
  identifies: 'combined',
  label,
  why,
})
const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })

/** Invitations to act for an organisation. */
export const invitationStores: readonly Store[] = [
  table({
    ...ground,
    name: 'accounts_invitations',
    path: { by: 'id' },
    limits: 'room',
    goesAlone: { stays: 'Whoever gets an invitation says no by its link, and it is deleted at once.' },
    label: 'Invitations to act for an organisation',
    columns: {
      id: number('Number of the invitation', 'It stands for you until you answer, and your key goes by it.'),
      organisation_id: number('Number of the organisation', 'Says who invites you.'),
      email: {
        category: 'user.contact.email',
        identifies: 'alone',
        label: 'The address that was invited',
        why: 'To write the letter, and to let in nobody but whoever reads it.',
        sealed: true,
        erase: 'shred-key',
      },
      email_index: {
        category: 'user.contact.email',
        identifies: 'combined',
        label: 'A keyed one-way number of the address',
        why: 'To invite nobody twice, and to find the invitation when you leave us.',
        audience: 'nobody',
      },
      roles: fact('What you are to do', 'You get these roles and no others.'),
      token_hash: {
        category: 'user.credential',
        identifies: 'combined',
        label: 'A one-way hash of the link',
        why: 'To know the link again without being able to make it.',
        audience: 'nobody',
      },
      created_at: fact('When you were invited', 'To show the organisation for whom it waits.'),
      expires_at: fact('Until when it works', 'A link that was forgotten in a mailbox must not work for ever.'),
    },
  }),
  job({
    ...ground,
    name: writeInvitation.name,
    label: 'Writing the letter with an invitation',
    audience: 'nobody',
    retention: whileNeeded('the letter is sent'),
    fields: {
      invitationId: number(
        'Number of the invitation',
        'Says which; the address is looked up when the letter is written.',
      ),
    },
  }),
  mail({
    ...ground,
    name: invitationMail,
    label: 'The letter with an invitation to act for an organisation',
    why: 'To let you accept or decline it.',
    category: 'user.contact.email',
    identifies: 'alone',
    retention: whileNeeded('the mail server has taken it'),
  }),
]
