import { type Datum, type Store, forDays, job, schedule, table, whileNeeded } from '#declaration'
import { checkSite, followLostSite, recheckSite } from './check-site.ts'

export const owner = 'ads/sites'

const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })

const ofOrganisation = {
  owner,
  subject: 'organisation',
  purposes: ['business.provide'],
  basis: 'contract',
  audience: 'organisation',
  erase: 'delete-row',
} as const

/** Of some it is the name of a person; so it says whose the row is only together with others. */
const host: Datum = { ...fact('Host', 'Ads are shown on its pages and nowhere else.'), identifies: 'combined' }

const work = { ...ofOrganisation, audience: 'nobody', retention: whileNeeded('the work is done') } as const
const namesSite = { siteId: fact('Number of the site', 'Says at which site.') } as const

/** Sites of publishers and the proof that they are theirs. */
export const siteStores: readonly Store[] = [
  table({
    ...ofOrganisation,
    name: 'ads_sites',
    path: { by: 'organisation_id' },
    limits: [{ after: 'retired_at', days: 90 }],
    goesAlone: { stays: 'You give a site up on its page. Its row goes 90 days later.' },
    label: 'Sites of publishers',
    retention: forDays(90, 'closed'),
    columns: {
      id: fact('Number of the site', 'To name the site.'),
      organisation_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the organisation',
        why: 'Says whose site it is.',
      },
      host,
      state: fact('State', 'Only a proven site shows ads.'),
      code: fact('What the site has to show', 'Who can put it there has the site. Everybody may read it there.'),
      proof_method: fact('Where the proof was found', 'To look there first, and to say where it is missing.'),
      proven_at: fact('Since when it is proven', 'To show who had the host at which time.'),
      seen_at: fact('When the proof was last seen', 'A proof that nobody can see for three days counts no longer.'),
      checked_at: fact('When it was last looked at', 'To show that the answer is fresh.'),
      next_check_at: fact('When it is looked at next', 'It is looked at every day.'),
      lost_seen_at: fact('When the proof was seen lost', 'From then ads go on for at most a quarter of an hour.'),
      stops_at: fact('When ads stop', 'To show until when there is time to mend it.'),
      review: fact('What staff decided', 'Ads are shown on sites that somebody has looked at.'),
      vertical: fact('What it is about', 'Advertisers choose by it.'),
      child_directed: fact('Whether it is for children', 'No ads are shown there.'),
      safety_notes: {
        ...fact('Notes of staff', 'To decide alike the next time. They are about pages, not about people.'),
        audience: 'staff',
      },
      added_at: fact('When it was added', 'Whoever has waited longest is looked at first.'),
      retired_at: fact('When it was given up', 'From then it is counted how long the row stays.'),
    },
  }),
  table({
    ...ofOrganisation,
    name: 'ads_site_checks',
    path: { by: 'site_id', of: 'ads_sites' },
    limits: [{ after: 'checked_at', days: 90 }],
    goesAlone: { stays: 'What a look gave goes after 90 days, or with the site.' },
    label: 'What looks at sites gave',
    retention: forDays(90, 'created'),
    columns: {
      site_id: fact('Number of the site', 'Says of which site.'),
      checked_at: fact('When', 'To keep looks in order.'),
      method: fact('Where it was looked', 'Four places are enough, each by itself.'),
      result: fact('What was found', 'To show why a site is proven or not.'),
      said: fact('The same in words', 'To mend what is missing.'),
    },
  }),
  table({
    ...ofOrganisation,
    name: 'ads_site_reviews',
    path: { by: 'by_person_id' },
    goesAlone: { stays: 'It is a record of what staff did. Your number is taken out of it when you leave.' },
    label: 'What staff decided about sites',
    audience: 'staff',
    retention: whileNeeded('the site was given up 90 days ago'),
    columns: {
      site_id: fact('Number of the site', 'Says of which site.'),
      reviewed_at: fact('When', 'To keep decisions in order.'),
      by_person_id: {
        category: 'user.account.id',
        identifies: 'combined',
        label: 'Number of the account of staff',
        why: 'To ask whoever decided. Emptied when they leave.',
        subject: 'staff',
        erase: 'set-null',
      },
      review: fact('What was decided', 'To show what held at which time.'),
      vertical: fact('What it was said to be about', 'To show what held at which time.'),
      child_directed: fact('Whether it was said to be for children', 'To show what held at which time.'),
    },
  }),
  job({ ...work, name: checkSite.name, label: 'A look at a site that somebody waits for', fields: namesSite }),
  job({ ...work, name: recheckSite.name, label: 'The daily look at a site', fields: namesSite }),
  job({
    ...work,
    name: followLostSite.name,
    label: 'What follows when a site no longer shows whose it is',
    fields: namesSite,
  }),
  schedule({
    owner,
    name: 'ads.queue-site-checks',
    label: 'Looks at sites that are due',
    category: 'system.operations',
    identifies: 'no',
    subject: 'none',
    purposes: ['business.provide'],
    basis: 'none',
    audience: 'nobody',
    why: 'Every five minutes, so that each site is looked at once a day.',
    retention: whileNeeded('it comes round again'),
    erase: 'keep',
  }),
]
