import { type Datum, type Store, job, table, whileNeeded } from '#declaration'
import { endOrganisation } from './close-organisation.ts'

export const owner = 'accounts/organisations'

const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })

const whileOpen = whileNeeded('the organisation has been closed for 90 days, or longer where an agreement must be kept')

const ofOrganisation = {
  owner,
  subject: 'organisation',
  purposes: ['business.provide', 'business.settle'],
  basis: 'contract',
  audience: 'organisation',
  retention: whileOpen,
  erase: 'delete-row',
} as const

const number = (why: string): Datum => ({
  category: 'user.account.id',
  identifies: 'combined',
  label: 'Number of the organisation',
  why,
})

/** Publishers, advertisers and networks, and who acts for them. */
export const organisationStores: readonly Store[] = [
  table({
    ...ofOrganisation,
    name: 'accounts_organisations',
    path: { by: 'id' },
    limits: 'room',
    goesAlone: { stays: 'An owner changes it on the page of the organisation, and closes it there.' },
    label: 'Publishers, advertisers and advertising networks',
    columns: {
      id: number('It stands for the organisation, and its key goes by it.'),
      kind: fact('What it does with us', 'A publisher shows ads, an advertiser buys them, a network brings both.'),
      name: { ...fact('Name', 'To know who it is. Of some it is the name of a person.'), identifies: 'combined' },
      country: fact('Country', 'What is agreed and owed depends on it.'),
      status: fact('Whether it is open', 'Nothing runs for one that is closed.'),
      preferred_channel: fact('How it wants to be spoken to', 'Nobody is called who wants letters.'),
      street_address: {
        category: 'user.contact.address',
        identifies: 'alone',
        label: 'Street address',
        why: 'Agreements and orders name it.',
        sealed: true,
        erase: 'shred-key',
      },
      email: {
        category: 'user.contact.email',
        identifies: 'alone',
        label: 'E-mail address',
        why: 'To write about what was agreed.',
        sealed: true,
        erase: 'shred-key',
      },
      telephone: {
        category: 'user.contact.telephone',
        identifies: 'alone',
        label: 'Telephone number',
        why: 'To call, where that is what was chosen.',
        sealed: true,
        erase: 'shred-key',
      },
      created_at: fact('When it was made', 'To show since when we have worked together.'),
      closed_at: fact('When it was closed', 'From then it is counted how long the rest stays.'),
    },
  }),
  table({
    ...ofOrganisation,
    name: 'accounts_organisation_people',
    path: { by: 'person_id' },
    goesAlone: {
      stays: 'You leave an organisation on its page. It has an owner as long as it is open, so the last one closes it.',
    },
    label: 'For whom you act',
    subject: 'member',
    columns: {
      organisation_id: number('Says for which organisation you act.'),
      person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account',
        why: 'Says that it is you.',
      },
      roles: {
        category: 'user.account.settings',
        identifies: 'no',
        label: 'Your roles there',
        why: 'Somebody who orders need not see bank accounts.',
      },
      since: {
        category: 'user.behaviour',
        identifies: 'no',
        label: 'Since when',
        why: 'To show who could act at which time.',
      },
    },
  }),
  job({
    ...ofOrganisation,
    name: endOrganisation.name,
    label: 'Ending what rooms have of a closed organisation',
    audience: 'nobody',
    retention: whileNeeded('it is done'),
    fields: { organisationId: number('Says which organisation is closing.') },
  }),
]
