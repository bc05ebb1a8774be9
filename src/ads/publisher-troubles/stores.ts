import { type Datum, type Store, forDays, job, mail, schedule, table, whileNeeded } from '#declaration'
import { publisherTroubleMail } from './letters.ts'
import { writeTrouble } from './tell-publisher.ts'

const owner = 'ads/publisher-troubles'

const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })

const ofPublisher = {
  owner,
  subject: 'organisation',
  purposes: ['business.provide'],
  basis: 'contract',
  audience: 'organisation',
  erase: 'delete-row',
} as const

const keptDays = 365

/** What was wrong on the side of publishers, and that they were told. */
export const publisherTroubleStores: readonly Store[] = [
  table({
    ...ofPublisher,
    name: 'ads_publisher_troubles',
    path: { by: 'organisation_id' },
    limits: [{ after: 'began_at', days: keptDays }],
    goesAlone: { stays: 'It shows that and when you were told. It goes after a year, or with the site.' },
    label: 'Troubles with sites, tags and payments of publishers',
    retention: forDays(keptDays, 'created'),
    columns: {
      id: fact('Number of the trouble', 'To name it.'),
      organisation_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the organisation',
        why: 'Says who is told.',
      },
      site_id: fact('Number of the site', 'Says which site has the trouble; a payment is of none.'),
      host: { ...fact('Host', 'To name the site to whoever is told.'), identifies: 'combined' },
      kind: fact('What is wrong', 'To say it.'),
      channel: fact('How to be told', 'Nobody is called who wants letters, and the other way round.'),
      began_at: fact('Since when', 'To show how long it lasts.'),
      due_at: fact('Until when to be told', 'The call that is due first is made first.'),
      told_at: fact('When you were told', 'To show that you were, and not to tell you twice.'),
      solved_at: fact('When it was over', 'What is over is told to nobody.'),
      words: fact('What was reported', 'To know what is wrong and what to do.'),
      solution: fact('How it was solved', 'To know it later.'),
    },
  }),
  job({
    ...ofPublisher,
    name: writeTrouble.name,
    label: 'Writing the letter about a trouble',
    audience: 'nobody',
    retention: whileNeeded('the letter is sent'),
    fields: { troubleId: fact('Number of the trouble', 'Says what to write about.') },
  }),
  mail({
    ...ofPublisher,
    name: publisherTroubleMail,
    label: 'The letter about a trouble with a site, a tag or a payment',
    why: 'Ads or payments stop; whoever sees to the site can mend it.',
    category: 'user.contact.email',
    identifies: 'alone',
    retention: whileNeeded('the mail server has taken it'),
  }),
  schedule({
    owner,
    name: 'ads.follow-wishes-of-publishers',
    label: 'Writes to who was to be called and now wants letters',
    category: 'system.operations',
    identifies: 'no',
    subject: 'none',
    purposes: ['business.provide'],
    basis: 'none',
    audience: 'nobody',
    why: 'Every ten minutes, so that the way that was chosen last is the one that is used.',
    retention: whileNeeded('it comes round again'),
    erase: 'keep',
  }),
]
