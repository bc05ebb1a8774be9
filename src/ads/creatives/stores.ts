import { type Datum, type Store, blobUse, job, schedule, table, whileNeeded } from '#declaration'
import { checkCreative } from './check-creative.ts'
import { lookAgain } from './jobs.ts'
import { owner } from './personal-data.ts'

const kept = whileNeeded(
  'it is deleted; where a signed order names it, as long as that order, and never longer than the organisation',
)

const ground = {
  owner,
  subject: 'organisation',
  purposes: ['business.provide'],
  basis: 'contract',
  audience: 'organisation',
  retention: kept,
  erase: 'delete-row',
} as const

const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })
const number = fact('Number of the creative', 'Says to which creative it belongs.')
const pictureNumber = fact('Number of the picture', 'Says which picture it is.')
const versionNumber = fact('Number of the version', 'Says to which version it belongs.')
const version = fact('Version', 'Staff agree to one version, and to no other.')
const organisation = (why: string): Datum => ({
  ...{ category: 'user.account.id', identifies: 'combined', label: 'Number of the organisation', why },
})

const withCreative = {
  ...ground,
  path: { by: 'creative_id', of: 'ads_creatives' },
  limits: 'room',
  goesAlone: { stays: 'It goes with the creative, which you delete on its page.' },
} as const

const work = { ...ground, audience: 'nobody', retention: whileNeeded('the work is done') } as const

/** Creatives of advertisers and networks. */
export const creativeStores: readonly Store[] = [
  table({
    ...ground,
    name: 'ads_creatives',
    path: { by: 'organisation_id' },
    // Its files go with it.
    limits: 'room',
    goesAlone: { stays: 'You delete a creative on its page.' },
    label: 'Creatives of advertisers and networks',
    columns: {
      id: fact('Number of the creative', 'To name it.'),
      organisation_id: organisation('Says whose it is.'),
      version: fact('The newest version', 'Every change is a version of its own, which is looked at anew.'),
      approved_version: fact('The version in use', 'It is the one that staff agreed to.'),
      withdrawn_at: fact('When it was deleted', 'It stays for a signed order that names it, and is not shown.'),
      created_at: fact('When it was made', 'To show it in order.'),
      touched_at: fact('When something was last done to it', 'To show the newest first.'),
    },
  }),
  table({
    ...withCreative,
    name: 'ads_creative_pictures',
    label: 'Pictures of creatives',
    columns: {
      id: pictureNumber,
      creative_id: number,
      upload_hash: fact(
        'Fingerprint of the uploaded file',
        'It is the name under which the file lies until it is understood.',
      ),
      width: fact('Width', 'Small pictures are blurred in an ad.'),
      height: fact('Height', 'Small pictures are blurred in an ad.'),
      duration_ms: fact('How long one round of it lasts', 'An animation stands still after 15 seconds.'),
      rounds: fact('How often it comes round', 'An animation stands still after 15 seconds.'),
      opaque: fact('Whether one sees through it', 'What is seen through needs contrast to the ground of the ad.'),
      palette: fact('Main colours', 'To work out the contrast.'),
      problem: fact('Why it was not understood', 'To tell you.'),
    },
  }),
  table({
    ...withCreative,
    name: 'ads_creative_files',
    path: { by: 'picture_id', of: 'ads_creative_pictures' },
    label: 'Files of creatives',
    columns: {
      picture_id: pictureNumber,
      width: fact('Width', 'It is part of its address.'),
      height: fact('Height', 'To keep its place on a page.'),
      is_still: fact('Whether it stands still', 'Whoever wants less movement gets it.'),
      hash: fact('Fingerprint of the file', 'It is the name under which the file lies.'),
      size_bytes: fact('Size', 'An ad has to be light.'),
    },
  }),
  table({
    ...withCreative,
    name: 'ads_creative_versions',
    label: 'What creatives say, version by version',
    columns: {
      id: versionNumber,
      creative_id: number,
      version,
      picture_id: pictureNumber,
      state: fact('State', 'Only what staff agreed to is shown.'),
      headline: fact('Headline', 'It stands in the ad.'),
      words: fact('Text', 'It stands in the ad.'),
      call_to_action: fact('Call to action', 'It stands in the ad.'),
      alt: fact('What is to be seen', 'For people who do not see it.'),
      landing_page: fact('Landing page', 'The ad leads there.'),
      made_at: fact('When it was made', 'Whoever has waited longest is looked at first.'),
      checked_at: fact('When it was checked', 'To show it in order.'),
      decided_at: fact('When staff decided', 'To show it in order.'),
      declined_because: fact('Why it was declined', 'To know what to change.'),
      landing_seen_at: fact('When the landing page was last looked at', 'To show that the answer is fresh.'),
      landing_problem: fact('What is wrong with the landing page', 'Nobody is led to a page that is gone.'),
      landing_failures: fact('Looks in a row that found something wrong', 'What may pass has to be seen twice.'),
      next_look_at: fact('When it is looked at next', 'It is looked at every day.'),
    },
  }),
  table({
    ...withCreative,
    name: 'ads_creative_findings',
    path: { by: 'version_id', of: 'ads_creative_versions' },
    label: 'What checks found about creatives',
    columns: {
      version_id: versionNumber,
      position: fact('Place', 'To show them in order.'),
      what: fact('Which check', 'To show it beside what it is about.'),
      gravity: fact('Whether it keeps it from review', 'To tell what has to change from what may.'),
      reason: fact('The reason', 'To know what to change.'),
    },
  }),
  table({
    ...withCreative,
    name: 'ads_creative_hops',
    path: { by: 'version_id', of: 'ads_creative_versions' },
    label: 'Where landing pages of creatives lead',
    columns: {
      version_id: versionNumber,
      position: fact('Place', 'To show them in order.'),
      address: fact('Address', 'To show where the ad leads.'),
      status: fact('Answer', 'To show where the way breaks off.'),
    },
  }),
  table({
    ...ground,
    name: 'ads_creative_steps',
    path: { by: 'by_person_id' },
    goesAlone: { stays: 'It shows who acted for a company. Your number is taken out of it when you leave.' },
    label: 'Creatives on which you acted',
    subject: 'organisation-contact',
    erase: 'keep',
    columns: {
      creative_id: number,
      number: fact('Count of steps', 'To keep them in order, and to tell the second of two who decide at once.'),
      version,
      what: fact('What was done', 'To tell one step from another.'),
      by_person_id: {
        ...{ category: 'user.account.id', identifies: 'combined', label: 'Number of the account', erase: 'set-null' },
        why: 'To ask whoever did it. Emptied when they leave.',
      },
      at: fact('When', 'To show it in order.'),
    },
  }),
  table({
    ...ground,
    name: 'ads_creative_consents',
    path: { by: 'organisation_id' },
    limits: 'room',
    goesAlone: { stays: 'You change it on the page of approvals.' },
    label: 'Creatives that a publisher allows or refuses',
    columns: {
      organisation_id: organisation('Says whose choice it is.'),
      creative_id: number,
      version,
      is_allowed: fact('What was decided', 'What a publisher refused is not shown on their pages.'),
      decided_at: fact('When', 'To show it in order.'),
    },
  }),
  table({
    ...withCreative,
    name: 'ads_order_line_creatives',
    label: 'Creatives that lines of insertion orders show',
    columns: {
      order_id: fact('Number of the order', 'It goes with the order.'),
      line_id: fact('Number of the line', 'Says which line shows it.'),
      creative_id: number,
    },
  }),
  blobUse({
    ...ground,
    name: 'ads_creative_pictures',
    category: 'organisation',
    identifies: 'no',
    label: 'Pictures of creatives, without metadata',
    why: 'They are shown in ads, in a few sizes.',
  }),
  blobUse({
    ...ground,
    name: 'ads_creative_pictures:upload',
    category: 'organisation',
    identifies: 'alone',
    audience: 'nobody',
    label: 'The files that were uploaded for creatives, as they came',
    why: 'To understand the picture. It may say who made it and where, so it goes as soon as that is done.',
    retention: whileNeeded('the picture is understood or refused'),
  }),
  job({
    ...work,
    name: checkCreative.name,
    label: 'Creatives that are checked',
    fields: { versionId: versionNumber },
  }),
  job({
    ...work,
    name: lookAgain.name,
    label: 'The daily look at a landing page',
    fields: { versionId: versionNumber },
  }),
  schedule({
    owner,
    name: 'ads.queue-landing-looks',
    label: 'Looks at landing pages that are due',
    category: 'system.operations',
    identifies: 'no',
    subject: 'none',
    purposes: ['business.provide'],
    basis: 'none',
    audience: 'nobody',
    why: 'Every five minutes, so that each page is looked at once a day.',
    retention: whileNeeded('it comes round again'),
    erase: 'keep',
  }),
]
