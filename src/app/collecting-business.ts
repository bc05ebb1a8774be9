/*
 * What comes in from publishers, advertisers, networks and those who ask about them. On the shape see `collecting.ts`,
 * which gathers it.
 */

export const businessFields = {
  country: 'the country in which it has its seat',
  streetAddress: 'its street address',
  telephone: 'a telephone number',
  preferredChannel: 'how to reach you',
  signatoryName: 'who signs for the company',
  signatoryTitle: 'as what they sign',
  settingsVersion: 'which state of the settings you have read',
  pictures: 'which pictures may carry an ad',
  minWidth: 'how wide such a picture is at least',
  minHeight: 'how high such a picture is at least',
  formats: 'the shapes of ads that you allow',
  corner: 'in which corner they stand',
  edge: 'at which edge they stand',
  adBackground: 'the colour of the ground',
  adText: 'the colour of the text',
  labelBackground: 'the colour of the ground of the label',
  labelText: 'the colour of the label',
  label: 'the word of the label',
  maxPerPage: 'how many ads a page has at most',
  sendsTitle: 'whether the title of a page may be sent',
  neverPictures: 'pictures that never carry an ad',
  neverPages: 'pages without ads',
  blockedAdvertisers: 'advertisers whose ads you do not show',
  blockedHosts: 'hosts to which no ad leads',
  blockedCategories: 'subjects of ads that you do not show',
  blockedWords: 'words of ads that you do not show',
} as const

/** What somebody does for an organisation: it needs no more than that they are signed in and ask for it. */
const forOrganisation = <Form extends object>(label: string, form: Form) => ({
  label,
  basis: 'contract' as const,
  by: 'session' as const,
  forms: [form] as const,
})

const ofOrganisation = {
  required: ['name', 'country', 'email'],
  optional: ['streetAddress', 'telephone', 'preferredChannel'],
} as const

const ofPictures = {
  required: [
    ...([
      'settingsVersion',
      'pictures',
      'minWidth',
      'minHeight',
      'formats',
      'corner',
      'edge',
      'label',
      'maxPerPage',
    ] as const),
    ...(['adBackground', 'adText', 'labelBackground', 'labelText'] as const),
  ],
  optional: [
    ...(['sendsTitle', 'neverPictures', 'neverPages', 'blockedAdvertisers', 'blockedHosts'] as const),
    ...(['blockedCategories', 'blockedWords'] as const),
  ],
} as const

export const businessWays = {
  'POST /console/[organisation]/sign-up?/agreement': forOrganisation('Have the agreement prepared', {}),
  'POST /console/[organisation]/sign-up/company': forOrganisation('Say which company it is and who signs for it', {
    required: [...ofOrganisation.required, 'signatoryName'] as const,
    optional: [...ofOrganisation.optional, 'signatoryTitle'] as const,
  }),
  'POST /console/[organisation]/pictures': forOrganisation(
    'Change how ads look and behave in your pictures',
    ofPictures,
  ),
  'PUT /api/v1/publisher/:organisation/settings': {
    ...forOrganisation('Change how ads look and behave in your pictures, by a program', ofPictures),
    by: 'key' as const,
  },

  'POST /console/new': forOrganisation('Set up an organisation', {
    ...ofOrganisation,
    required: ['kind', ...ofOrganisation.required] as const,
  }),
} as const
