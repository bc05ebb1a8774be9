import { type Datum, type Store, indefinitely, table, whileNeeded } from '#declaration'

export const owner = 'ads/publishers'

const fact = (label: string, why: string): Datum => ({ category: 'organisation', identifies: 'no', label, why })
const number = (label: string, why: string): Datum => ({
  category: 'user.account.id',
  identifies: 'combined',
  label,
  why,
})
const sealedName = (label: string, why: string): Datum => ({
  category: 'user.name',
  identifies: 'alone',
  label,
  why,
  sealed: true,
  erase: 'shred-key',
})

const ofPublisher = {
  owner,
  subject: 'organisation',
  purposes: ['business.provide'],
  basis: 'contract',
  audience: 'organisation',
  retention: whileNeeded(
    'the agreement has ended and its days for data are over, or the organisation has been closed for 90 days',
  ),
  erase: 'delete-row',
} as const

const ofColours = fact('Colour', 'Ads are drawn in the colours that were chosen, so far as they can be read.')

const ofScript = (label: string, why: string): Datum => ({ category: 'content.fact', identifies: 'no', label, why })

/** Publishers: who signs for them, and the ads in their pictures. */
export const publisherStores: readonly Store[] = [
  table({
    ...ofPublisher,
    name: 'ads_publishers',
    path: { by: 'organisation_id' },
    goesAlone: { stays: 'An owner changes it on the page of the sign-up.' },
    label: 'Publishers',
    columns: {
      organisation_id: number('Number of the organisation', 'Says who it is.'),
      signatory_name: sealedName('Who signs', 'An agreement names who signs it for the company.'),
      signatory_title: sealedName('Their title', 'An agreement says as what they sign.'),
      settings_version: fact('How often the settings were changed', 'To tell old settings from new.'),
      approves_creatives: fact('Whether creatives are looked at first', 'What you have not allowed is not shown then.'),
      settings_changed_at: fact('When they were changed', 'To see a change that nobody remembers.'),
    },
  }),
  table({
    ...ofPublisher,
    name: 'ads_picture_settings',
    path: { by: 'organisation_id' },
    goesAlone: { stays: 'You change it on the page of the ads in your pictures.' },
    label: 'How ads look and behave in the pictures of publishers',
    columns: {
      id: fact('Number of the settings', 'To name them.'),
      organisation_id: number('Number of the organisation', 'Says whose settings they are.'),
      site_id: fact('Number of the site', 'A site may differ from the others.'),
      pictures: fact('Which pictures', 'Other pictures carry no ads.'),
      min_width: fact('Least width', 'Smaller pictures carry no ads.'),
      min_height: fact('Least height', 'Smaller pictures carry no ads.'),
      formats: fact('Shapes', 'Ads come in these shapes only.'),
      corner: fact('Corner', 'Says where an ad in a corner stands.'),
      edge: fact('Edge', 'Says where a strip is.'),
      background_colour: ofColours,
      text_colour: ofColours,
      label_background_colour: ofColours,
      label_text_colour: ofColours,
      label: fact('Word of the label', 'It stands beside every ad.'),
      max_per_page: fact('Most ads on a page', 'There are never more.'),
      sends_title: fact('Whether titles are sent', 'The title of a page is sent only where this says so.'),
      never_pictures: fact('Pictures that never carry an ad', 'They are left out.'),
      never_pages: fact('Pages without ads', 'There is no ad on them.'),
      blocked_hosts: fact('Hosts to which no ad leads', 'Ads that lead there are not shown.'),
      blocked_categories: fact('Subjects that are blocked', 'Ads about them are not shown.'),
      blocked_words: fact('Words that are blocked', 'Ads with them are not shown.'),
    },
  }),
  table({
    ...ofPublisher,
    name: 'ads_blocked_advertisers',
    path: { by: 'settings_id', of: 'ads_picture_settings' },
    goesAlone: { stays: 'You change it on the page of the ads in your pictures.' },
    label: 'Advertisers whose ads a publisher does not show',
    columns: {
      settings_id: fact('Number of the settings', 'Says whose choice it is.'),
      advertiser_id: number('Number of the advertiser', 'Its ads are not shown there. It goes with the advertiser.'),
    },
  }),
  table({
    owner,
    name: 'ads_tag_versions',
    path: 'nobody',
    label: 'Versions of the tag, as served',
    subject: 'none',
    purposes: ['site.operate'],
    basis: 'none',
    audience: 'public',
    retention: indefinitely('pages of publishers may name any of them'),
    erase: 'keep',
    columns: {
      version: ofScript('Version', 'A page names the script by it.'),
      script: ofScript('The script', 'It is what a browser gets at that address.'),
      served_at: ofScript('Since when it is served', 'To know which version is the present one.'),
    },
  }),
]
