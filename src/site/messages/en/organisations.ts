const kinds: Readonly<Record<'publisher' | 'advertiser' | 'network', string>> = {
  publisher: 'Publisher',
  advertiser: 'Advertiser',
  network: 'Advertising network',
}

const roles: Readonly<Record<'owner' | 'orders' | 'finance' | 'technical' | 'reader', string>> = {
  owner: 'Owner',
  orders: 'Orders',
  finance: 'Finance',
  technical: 'Technical',
  reader: 'Read only',
}

/** The console: organisations, and who acts for them. */
export const organisations = {
  kinds,
  roles,
  list: {
    title: 'Console',
    lead: 'Everything that publishers, advertisers and advertising networks have with us.',
    empty:
      'You act for no organisation yet. Set up one of your own, or ask an owner of yours to invite your e-mail address.',
    add: 'Set up an organisation',
    yourRoles: 'Your roles',
    closed: 'closed',
    closing: 'being closed',
  },
  create: {
    title: 'Set up an organisation',
    lead: 'You become its owner. Nothing is agreed, shown or paid by this; what comes next stands on its page.',
    kind: {
      legend: 'What it does with us',
      choices: [
        ['publisher', 'Publisher', 'Shows ads in pictures on its own sites, and is paid for them.'],
        ['advertiser', 'Advertiser', 'Orders ads that are shown in fitting pictures.'],
        ['network', 'Advertising network', 'Brings the ads of others.'],
      ],
    },
    submit: 'Set it up',
  },
  fields: {
    name: { label: 'Name', why: 'As it stands in agreements.' },
    country: { label: 'Country', why: 'Where it has its seat.', empty: 'Choose a country' },
    email: { label: 'E-mail address', why: 'Where letters about agreements, sites and orders go.' },
    streetAddress: {
      label: 'Street address',
      why: 'Agreements and orders name it. It is stored sealed.',
    },
    telephone: { label: 'Telephone', why: 'With the code of the country, as in +49 30 1234567. It is stored sealed.' },
    preferredChannel: {
      legend: 'How to reach you',
      choices: [
        ['email', 'By e-mail', 'Nobody calls.'],
        ['telephone', 'By telephone', 'Somebody calls; what has to be in writing still comes by letter.'],
      ],
    },
  },
  nav: {
    label: 'Parts of the console',
    overview: 'Overview',
    people: 'People',
    contacts: 'Contacts',
    billing: 'Billing',
    settings: 'Name and address',
    agreements: 'Agreements',
    signUp: 'Sign-up',
    sites: 'Sites',
    pictures: 'Ads in pictures',
    orders: 'Orders',
    creatives: 'Creatives',
  },
  overview: {
    steps: {
      title: 'What is next',
      ready: 'Everything that it takes is there.',
      names: {
        address: 'Street address and telephone',
        contact: 'Whom to speak to',
        billing: 'What stands on invoices',
        agreement: 'Read and sign the agreement',
        review: 'We look at a site and clear it',
        order: 'Place an order',
        creative: 'Creatives that are ready to be shown',
        approvals: 'Creatives wait for your yes',
      },
      states: { done: 'done', next: 'next', open: 'to do', waits: 'waits for us' },
    },
    saved: 'Saved.',
    facts: 'About it',
    since: 'Here since',
    number: 'Number',
    created: 'It is set up, and you are its owner.',
    closed: 'This organisation is closed. What it has here can only be read.',
  },
} as const
