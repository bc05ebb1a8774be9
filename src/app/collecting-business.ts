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
  company: 'the name of the company',
  street: 'its street address, in one line',
  sha256: 'the fingerprint of the text that you read',
  authority: 'your tick that you may bind the company',
  host: 'the host of a site',
  review: 'whether ads may be shown there',
  childDirected: 'whether it is for children',
  safetyNotes: 'notes about its pages',
  zone: 'the time zone in which days and hours are meant',
  currency: 'the currency in which it is paid',
  purchaseOrder: 'the number of your purchase order',
  legalName: 'the name on invoices',
  billingAddress: 'the address on invoices',
  taxNumber: 'its number for VAT or of the business',
  lines: 'what is to be shown, when, where and at which price',
  lineName: 'the name of a line',
  startsOn: 'its first day',
  priceModel: 'how it is priced',
  rate: 'its rate',
  budget: 'its budget',
  quantity: 'how many of them',
  pacing: 'how it is spread',
  atHours: 'whether it is shown at all hours, in those of work, or in some of your choice',
  hours: 'the hours of the week in which it is shown',
  dayParts: 'the hours of the week in which it is shown',
  competesIn: 'the sectors in which it competes',
  separation: 'whether competitors may stand beside it',
  pageViewMax: 'how often it is shown on a page view',
  include: 'on which pictures, pages and sites it is shown',
  exclude: 'from which pictures, pages and sites it is kept away',
  keptFrom: 'words that it keeps away from',
  inVertical: 'the sectors of sites on which it is shown',
  inCategory: 'the subjects of pages on which it is shown',
  inWord: 'words beside which it is shown',
  inTag: 'tags of pictures on which it is shown',
  inColour: 'the main colours of pictures on which it is shown',
  inCountry: 'the countries of sites on which it is shown',
  inLanguage: 'the languages of pages on which it is shown',
  inSize: 'the sizes of pictures on which it is shown',
  outVertical: 'the sectors of sites from which it is kept away',
  outCategory: 'the subjects of pages from which it is kept away',
  outWord: 'words from which it is kept away',
  outTag: 'tags of pictures from which it is kept away',
  outColour: 'the main colours of pictures from which it is kept away',
  outCountry: 'the countries of sites from which it is kept away',
  outLanguage: 'the languages of pages from which it is kept away',
  outSize: 'the sizes of pictures from which it is kept away',
  draft: 'the number of the form, so that it begins one order',
  line: 'which line',
  revision: 'which state of it you have read',
  headline: 'the headline of a creative',
  callToAction: 'the words on its button',
  landingPage: 'the page that it leads to',
  creative: 'which creative',
  creatives: 'the creatives that a line shows',
  ask: 'whether you look at creatives before they are shown',
  allow: 'whether a creative may be shown on your pages',
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
  roles: 'what somebody may do for an organisation',
  person: 'who acts for it, by their number',
  invitation: 'which invitation, by its number',
  method: 'how you are paid',
  account: 'the account that is paid',
  organisation: 'for which organisation it is, by its number',
  words: 'what is wrong, and what to do',
  stopsDelivery: 'whether nothing is shown until it is solved',
  trouble: 'which trouble',
  solution: 'how it was solved',
  q: 'what is looked for',
} as const

/** What somebody does for an organisation: it needs no more than that they are signed in and ask for it. */
const forOrganisation = <const Form extends object>(label: string, form: Form) => ({
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
const ofSitePictures = {
  required: ['settingsVersion'],
  optional: [...ofPictures.required, ...ofPictures.optional].filter((name) => name !== 'settingsVersion'),
} as const
/** What whoever got a letter does by its link, without an account. */
const byLetter = <const Form extends object>(label: string, form: Form) => ({
  ...forOrganisation(label, form),
  by: 'letter' as const,
})
/** What staff does about organisations. */
const ofStaff = <const Form extends object>(label: string, form: Form) => ({
  ...forOrganisation(label, form),
  forStaff: true as const,
})
const ofContact = { required: ['name', 'email'], optional: ['telephone', 'preferredChannel'] } as const

const ofParty = { required: ['name', 'company', 'street', 'email', 'telephone'] } as const
const signed = { required: ['sha256', 'name', 'title', 'authority'] } as const
const byProgram = { by: 'key' } as const
const agreementWay = {
  ...forOrganisation('Have an agreement prepared, by a program', ofParty),
  ...byProgram,
}

const ofOrder = {
  required: ['title', 'zone', 'currency', 'name', 'company', 'street', 'email', 'telephone'],
  optional: ['purchaseOrder', 'legalName', 'billingAddress', 'taxNumber', 'lines'],
} as const
const ofLine = {
  required: ['lineName', 'startsOn', 'endsOn', 'priceModel', 'rate'],
  oneOf: ['budget', 'quantity'],
  optional: ['pacing', 'tags', 'keptFrom'],
} as const
const ofReview = { required: ['review'], optional: ['vertical', 'childDirected', 'safetyNotes'] } as const
const decided = { required: ['sha256'] } as const
const declined = { required: ['sha256', 'because'] } as const
const ofTrouble = { required: ['reason', 'words'], optional: ['stopsDelivery'] } as const
const solved = { required: ['trouble', 'solution'] } as const
const ofStaffByKey = <const Form extends object>(label: string, form: Form) => ({
  ...ofStaff(label, form),
  by: 'key' as const,
})
const orderByKey = <Form extends object>(label: string, form: Form) => ({
  ...forOrganisation(label, form),
  by: 'key' as const,
})

const ofCreative = {
  required: ['file', 'headline', 'alt', 'landingPage'],
  optional: ['text', 'callToAction'],
} as const
const ofChange = {
  required: ['version'],
  optional: ['headline', 'text', 'callToAction', 'alt', 'landingPage'],
} as const
const ofPicture = { required: ['file', 'version'] } as const

/** What a program does for an organisation of each of these kinds. */
const ofKinds =
  (...kinds: readonly string[]) =>
  <const Form extends object>(method: string, below: string, label: string, form: Form) =>
    Object.fromEntries(
      kinds.map((kind) => [
        `${method} /api/v1/${kind}/:organisation/${below}`,
        { ...forOrganisation(`${label}, by a program`, form), ...byProgram },
      ]),
    )
const ofEachKind = ofKinds('publisher', 'advertiser', 'network')
const ofWithCreatives = ofKinds('advertiser', 'network')

export const businessWays = {
  ...ofEachKind('POST', 'people/invitations', 'Invite somebody to act for it', {
    required: ['email', 'roles'] as const,
  }),
  ...ofEachKind('DELETE', 'people/invitations/:invitation', 'Take an invitation back', {}),
  ...ofEachKind('PUT', 'people/:person', 'Change what somebody may do for it', { required: ['roles'] as const }),
  ...ofEachKind('DELETE', 'people/:person', 'Let somebody no longer act for it', {}),
  ...ofEachKind('PUT', 'contacts', 'Name whom to speak to', {
    required: ['kind', ...ofContact.required] as const,
    optional: ofContact.optional,
  }),
  ...ofEachKind('DELETE', 'contacts/technical', 'Forget whom to speak to about technical things', {}),
  ...ofEachKind('DELETE', 'contacts/orders', 'Forget whom to speak to about orders', {}),
  ...ofEachKind('DELETE', 'contacts/finance', 'Forget whom to speak to about money', {}),
  ...ofEachKind('PUT', 'billing', 'Say what stands on invoices', {
    required: ['legalName', 'billingAddress'] as const,
    optional: ['taxNumber'] as const,
  }),
  ...ofEachKind('PUT', 'billing/payout', 'Say where money goes', { required: ['method', 'account'] as const }),
  'POST /upload/creatives/:organisation': forOrganisation('Make a creative', ofCreative),
  'POST /upload/creatives/:organisation/:creative': forOrganisation('Give a creative another picture', ofPicture),
  'POST /console/[organisation]/creatives/[creative]?/change': forOrganisation('Change a creative', ofChange),
  'POST /console/[organisation]/creatives/[creative]?/delete': forOrganisation('Delete a creative', {}),
  'POST /console/[organisation]/orders/[order]/lines/[line]/creatives': forOrganisation(
    'Say which creatives a line shows',
    { optional: ['creatives'] as const },
  ),
  'POST /console/[organisation]/approvals?/ask': forOrganisation('Say whether you look at creatives first', {
    optional: ['ask'] as const,
  }),
  'POST /console/[organisation]/approvals?/decide': forOrganisation('Let a creative be shown on your pages, or not', {
    required: ['creative', 'version', 'allow'] as const,
  }),
  'POST /staff/creatives/[creative]?/approve': ofStaff('Approve a creative', { required: ['revision'] as const }),
  'POST /staff/creatives/[creative]?/decline': ofStaff('Decline a creative', {
    required: ['revision', 'because'] as const,
  }),
  ...ofWithCreatives('POST', 'creatives', 'Make a creative', ofCreative),
  ...ofWithCreatives('PATCH', 'creatives/:creative', 'Change a creative', ofChange),
  ...ofWithCreatives('PUT', 'creatives/:creative/picture', 'Give a creative another picture', ofPicture),
  ...ofWithCreatives('DELETE', 'creatives/:creative', 'Delete a creative', {}),
  'PUT /api/v1/advertiser/:organisation/orders/:order/lines/:line/creatives': {
    ...forOrganisation('Say which creatives a line shows, by a program', { required: ['creatives'] as const }),
    ...byProgram,
  },
  'PUT /api/v1/publisher/:organisation/creatives': {
    ...forOrganisation('Say whether you look at creatives first, by a program', { optional: ['ask'] as const }),
    ...byProgram,
  },
  'PUT /api/v1/publisher/:organisation/creatives/:creative': {
    ...forOrganisation('Let a creative be shown on your pages, or not, by a program', {
      required: ['version', 'allow'] as const,
    }),
    ...byProgram,
  },
  'POST /console/[organisation]/sign-up?/agreement': forOrganisation('Have the agreement prepared', {}),
  'POST /console/[organisation]/sign-up/company': forOrganisation('Say which company it is and who signs for it', {
    required: [...ofOrganisation.required, 'signatoryName'] as const,
    optional: [...ofOrganisation.optional, 'signatoryTitle'] as const,
  }),
  'POST /console/[organisation]/pictures': forOrganisation(
    'Change how ads look and behave in your pictures',
    ofPictures,
  ),
  'POST /console/[organisation]/agreements?/ask': forOrganisation('Have an agreement prepared', ofParty),
  'POST /console/[organisation]/agreements/[agreement]?/sign': forOrganisation('Sign an agreement', signed),
  'POST /console/[organisation]/agreements/[agreement]?/notice': forOrganisation('Give notice of an agreement', {}),
  'POST /staff/agreements/[agreement]?/sign': ofStaff('Countersign an agreement', signed),
  'POST /staff/agreements/[agreement]?/end': ofStaff('End an agreement at once', { required: ['reason'] as const }),
  'POST /staff/agreements/[agreement]?/notice': ofStaff('Give notice of an agreement, for us', {}),
  'POST /api/v1/publisher/:organisation/agreements': agreementWay,
  'POST /api/v1/advertiser/:organisation/agreements': agreementWay,
  'POST /api/v1/network/:organisation/agreements': agreementWay,

  'POST /console/[organisation]/sites?/add': forOrganisation('Add a site', { required: ['host'] as const }),
  'POST /console/[organisation]/sites/[site]/pictures?/save': forOrganisation(
    'Change how ads look and behave in the pictures of one site',
    ofSitePictures,
  ),
  'POST /console/[organisation]/sites/[site]/pictures?/clear': forOrganisation('Let a site be as all others again', {
    required: ['settingsVersion'] as const,
  }),
  'POST /console/[organisation]/sites/[site]?/check': forOrganisation('Have a site looked at', {}),
  'POST /console/[organisation]/sites/[site]?/retire': forOrganisation('Give a site up', {}),
  'POST /staff/sites/[site]': ofStaff('Decide about a site', ofReview),
  'POST /api/v1/publisher/:organisation/sites': {
    ...forOrganisation('Add a site, by a program', { required: ['host'] as const }),
    ...byProgram,
  },
  'POST /api/v1/publisher/:organisation/sites/:site/check': {
    ...forOrganisation('Have a site looked at, by a program', {}),
    ...byProgram,
  },
  'DELETE /api/v1/publisher/:organisation/sites/:site': {
    ...forOrganisation('Give a site up, by a program', {}),
    ...byProgram,
  },

  'POST /api/v1/advertiser/:organisation/orders': orderByKey('Begin an insertion order, by a program', ofOrder),
  'PUT /api/v1/advertiser/:organisation/orders/:order': orderByKey('Change an insertion order, by a program', {
    ...ofOrder,
    required: [...ofOrder.required, 'revision'] as const,
  }),
  'PATCH /api/v1/advertiser/:organisation/orders/:order': orderByKey(
    'Change what is said of an insertion order, by a program',
    {
      required: ['revision'] as const,
      optional: [...ofOrder.required, 'purchaseOrder', 'legalName', 'billingAddress', 'taxNumber'] as const,
    },
  ),
  'POST /api/v1/advertiser/:organisation/orders/:order/lines': orderByKey('Add a line to an insertion order', {
    required: ['name', 'startsOn', 'endsOn', 'priceModel', 'rate', 'revision'] as const,
    oneOf: ['budget', 'quantity'] as const,
    optional: [
      ...(['id', 'pacing', 'dayParts', 'competesIn', 'separation', 'pageViewMax', 'include', 'exclude'] as const),
    ] as const,
  }),
  'POST /api/v1/advertiser/:organisation/orders/:order/lines/remove': orderByKey(
    'Take a line out of an insertion order, by a program',
    { required: ['line', 'revision'] as const },
  ),
  'POST /api/v1/advertiser/:organisation/orders/:order/submit': orderByKey('Submit an insertion order', {}),
  'POST /api/v1/advertiser/:organisation/orders/:order/cancel': orderByKey('Cancel an insertion order', {}),
  'POST /api/v1/advertiser/:organisation/orders/:order/pause': orderByKey('Pause an insertion order', {}),
  'POST /api/v1/advertiser/:organisation/orders/:order/resume': orderByKey('Go on with an insertion order', {}),
  'POST /api/v1/advertiser/:organisation/orders/:order/copy': orderByKey('Copy an insertion order', {}),
  'POST /api/v1/advertiser/:organisation/orders/:order/renew': orderByKey('Renew an insertion order', {}),
  'PUT /api/v1/publisher/:organisation/settings': {
    ...forOrganisation('Change how ads look and behave in your pictures, by a program', ofPictures),
    by: 'key' as const,
  },

  'POST /console/[organisation]/orders/new': forOrganisation('Begin an insertion order', {
    required: ofOrder.required,
    optional: ['draft', 'purchaseOrder', 'legalName', 'billingAddress', 'taxNumber'] as const,
  }),
  'POST /console/[organisation]/orders/[order]/change': forOrganisation('Change what is said of an insertion order', {
    required: [...ofOrder.required, 'revision'] as const,
    optional: ['purchaseOrder', 'legalName', 'billingAddress', 'taxNumber'] as const,
  }),
  'POST /console/[organisation]/orders/[order]/line': forOrganisation(
    'Change a line of an insertion order, or add one',
    {
      required: ['lineName', 'startsOn', 'endsOn', 'priceModel', 'rate', 'revision'] as const,
      oneOf: ['budget', 'quantity'] as const,
      optional: [
        ...(['line', 'pacing', 'atHours', 'hours', 'competesIn', 'separation', 'pageViewMax'] as const),
        ...(['inVertical', 'inCategory', 'inWord', 'inTag', 'inColour', 'inCountry', 'inLanguage', 'inSize'] as const),
        ...(['outVertical', 'outCategory', 'outWord', 'outTag', 'outColour', 'outCountry'] as const),
        ...(['outLanguage', 'outSize'] as const),
      ] as const,
    },
  ),
  'POST /console/[organisation]/orders/[order]?/remove': forOrganisation('Take a line out of an insertion order', {
    required: ['line', 'revision'] as const,
  }),
  'POST /console/[organisation]/orders/[order]?/submit': forOrganisation('Submit an insertion order', {}),
  'POST /console/[organisation]/orders/[order]?/sign': forOrganisation('Sign an insertion order', {
    required: ['sha256', 'name', 'title', 'authority'] as const,
  }),
  'POST /console/[organisation]/orders/[order]?/pause': forOrganisation('Pause an insertion order', {}),
  'POST /console/[organisation]/orders/[order]?/resume': forOrganisation('Go on with an insertion order', {}),
  'POST /console/[organisation]/orders/[order]/cancel': forOrganisation('Cancel an insertion order', {}),
  'POST /console/[organisation]/orders/[order]?/copy': forOrganisation('Copy an insertion order', {}),
  'POST /console/[organisation]/orders/[order]?/renew': forOrganisation('Renew an insertion order', {}),
  'POST /staff/orders/new': ofStaff('Place an insertion order for an advertiser', {
    required: ['organisation', ...ofOrder.required] as const,
    optional: ['purchaseOrder', 'legalName', 'billingAddress', 'taxNumber'] as const,
  }),
  'POST /staff/orders/[order]?/line': ofStaff('Add a line to an insertion order, as staff', ofLine),
  'POST /staff/orders/[order]?/remove': ofStaff('Take a line out of an insertion order, as staff', {
    required: ['line', 'revision'] as const,
  }),
  'POST /staff/orders/[order]?/submit': ofStaff('Submit an insertion order for an advertiser', {}),
  'POST /staff/orders/[order]?/approve': ofStaff('Approve an insertion order', decided),
  'POST /staff/orders/[order]?/decline': ofStaff('Decline an insertion order', declined),
  'POST /staff/orders/[order]?/sign': ofStaff('Countersign an insertion order', signed),
  'POST /staff/orders/[order]?/trouble': ofStaff('Report that something is wrong with an order', ofTrouble),
  'POST /staff/orders/[order]?/solve': ofStaff('Say that it is solved', solved),
  'POST /staff/orders/[order]?/pause': ofStaff('Pause an insertion order, as staff', {}),
  'POST /staff/orders/[order]?/resume': ofStaff('Go on with an insertion order, as staff', {}),
  'POST /staff/orders/[order]?/cancel': ofStaff('Cancel an insertion order, as staff', {}),
  'POST /staff/calls': ofStaff('Note what became of a call', { required: ['task', 'reached'] as const }),
  'POST /staff/troubles?/report': ofStaff('Report a trouble of a publisher', {
    required: ['organisation', 'kind', 'words'] as const,
    optional: ['host'] as const,
  }),
  'POST /staff/troubles?/solve': ofStaff('Say that a trouble of a publisher is solved', solved),
  'POST /api/v1/staff/orders/:order/approve': ofStaffByKey('Approve an insertion order, by a program', decided),
  'POST /api/v1/staff/orders/:order/decline': ofStaffByKey('Decline an insertion order, by a program', declined),
  'POST /api/v1/staff/orders/:order/troubles': ofStaffByKey('Report a trouble of an order, by a program', ofTrouble),
  'POST /api/v1/staff/troubles/:trouble/solve': ofStaffByKey('Say that it is solved, by a program', {
    required: ['solution'] as const,
  }),
  'POST /api/v1/staff/creatives/:creative/approve': ofStaffByKey('Approve a creative, by a program', {
    required: ['revision'] as const,
  }),
  'POST /api/v1/staff/creatives/:creative/decline': ofStaffByKey('Decline a creative, by a program', {
    required: ['revision', 'because'] as const,
  }),
  'POST /api/v1/staff/sites/:site/review': ofStaffByKey('Decide about a site, by a program', ofReview),
  'POST /console/new': forOrganisation('Set up an organisation', {
    ...ofOrganisation,
    required: ['kind', ...ofOrganisation.required] as const,
  }),

  'POST /console/[organisation]/settings': forOrganisation(
    'Change what an organisation says of itself',
    ofOrganisation,
  ),
  'POST /console/[organisation]/people?/invite': forOrganisation('Invite somebody to act for an organisation', {
    required: ['email', 'roles'],
  }),
  'POST /console/[organisation]/people?/revoke': forOrganisation('Take an invitation back', {
    required: ['invitation'],
  }),
  'POST /console/[organisation]/people?/roles': forOrganisation('Change what somebody may do for an organisation', {
    required: ['person', 'roles'],
  }),
  'POST /console/[organisation]/people?/remove': forOrganisation('Let somebody act for an organisation no longer', {
    required: ['person'],
  }),
  'POST /console/[organisation]/people?/leave': forOrganisation('Leave an organisation', {}),
  'POST /console/[organisation]/contacts?/remove': forOrganisation('Forget whom to speak to', { required: ['kind'] }),
  'POST /console/[organisation]/contacts/change': forOrganisation('Name whom to speak to', {
    ...ofContact,
    required: ['kind', ...ofContact.required] as const,
  }),
  'POST /console/[organisation]/billing?/save': forOrganisation('Change what stands on invoices', {
    required: ['legalName', 'billingAddress'],
    optional: ['taxNumber'],
  }),
  'POST /console/[organisation]/billing?/payout': forOrganisation('Change where money goes', {
    required: ['method', 'account'],
  }),
  'POST /console/[organisation]/close': forOrganisation('Close an organisation', {}),
  'POST /invitations/[token]?/accept': forOrganisation('Accept an invitation to act for an organisation', {}),
  'POST /invitations/[token]?/decline': byLetter('Say no to an invitation', {}),
  'POST /contact/[token]?/correct': byLetter('Correct what we hold of you as a contact', ofContact),
  'POST /contact/[token]?/erase': byLetter('Erase yourself as a contact', {}),
  'POST /staff/organisations': ofStaff('Find an organisation, as staff', { optional: ['q'] }),
  'POST /staff/organisations/[number]?/open': ofStaff('Open what is sealed of an organisation, as staff', {
    required: ['reason'],
  }),
  'POST /staff/organisations/new': ofStaff('Prepare an account for somebody who asked, as staff', {
    required: ['email', 'username', 'kind', 'name', 'country'],
  }),
  'POST /welcome/[token]?/accept': {
    ...byLetter('Make the account that was prepared for you', {
      required: [
        ...(['username', 'password', 'birthYear', 'birthMonth'] as const),
        ...(['privacyVersion', 'termsVersion', 'agreePrivacy', 'agreeTerms', 'agreeRegion'] as const),
      ],
    }),
    basis: 'consent',
    consents: ['agreePrivacy', 'agreeTerms', 'agreeRegion'],
  },
  'POST /welcome/[token]?/join': forOrganisation('Become the owner of what was prepared for you', {}),
  'POST /welcome/[token]?/decline': byLetter('Say no to a prepared account', {}),
  'POST /contact/[token]/replace': byLetter('Name somebody else in your place', ofContact),
} as const
