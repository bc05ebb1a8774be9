import { number } from '#site/ui/format.ts'

type Method = 'ads-txt' | 'meta' | 'well-known' | 'dns'

const methods: Readonly<Record<Method, string>> = {
  'ads-txt': 'A line in ads.txt',
  meta: 'A tag in the first page',
  'well-known': 'A file at a fixed address',
  dns: 'An entry in the DNS',
}

/** Sites of publishers, for whoever owns them and for staff who looks at them. */
export const sites = {
  methods,
  /** What keeps ads away first, or that nothing does. */
  states: {
    unproven: 'Not proven yet: put one of the four texts where it belongs.',
    lost: 'It no longer shows whose it is. Ads stop unless the text is back.',
    retired: 'Given up.',
    unreviewed: 'Proven. Somebody of us looks at it next.',
    refused: 'Refused: no ads are shown there.',
    children: 'For children: no ads are shown there.',
    unbound: 'Proven and approved. Ads wait for an agreement in force.',
    unseen: 'Nobody could look at its proof for three days, so ads have stopped.',
    serving: 'Ready: ads may be shown.',
  },
  list: {
    title: 'Sites',
    lead: 'Ads are shown on the very hosts that stand here, once they show whose they are and one of us has looked at them.',
    empty: {
      title: 'How a site comes aboard',
      steps: [
        'Add its host, as it stands in the address bar.',
        'Put one line of text on it, in one of four places. We look for it and find it within a minute.',
        'One of us looks at the site and says what it is about.',
        'With an agreement in force, ads may be shown. We look for the line every day.',
      ],
    },
    columns: { host: 'Host', state: 'State', about: 'About', looked: 'Last look' },
    never: 'never',
    add: {
      title: 'Add a site',
      host: { label: 'Host', why: 'For example www.example.org. Paths and pages are not needed.' },
      submit: 'Add the site',
    },
    retired: 'The site is given up. Ads on it have stopped.',
  },
  one: {
    back: 'All sites',
    added: 'The site is added. Now let it show whose it is.',
    looking: 'We are looking. What comes of it stands here within a minute; load the page again.',
    otherwise: 'Ads in the pictures of this site, where they differ from all others',
    about: 'About',
    provenBy: 'Proven by',
    proven: 'Proven since',
    lookedAt: 'Last look',
    next: 'Next look',
    stops: 'Ads stop at',
    prove: {
      title: 'Show that it is yours',
      lead: 'One of these is enough. Copy the text, put it there, and let us look.',
      where: 'Where',
      adsTxt: 'Add these lines to the file. The first says whose the site is, the second names us.',
      meta: 'Put this tag into the head of the page.',
      wellKnown: 'Let the file hold this and nothing else.',
      dns: 'Add a TXT entry of this name with this value.',
      name: 'Name',
      value: 'Value',
    },
    check: { submit: 'Look now' },
    looks: {
      title: 'Last looks',
      none: 'Nobody has looked yet.',
      columns: { when: 'When', where: 'Where', result: 'Result', said: 'In words' },
      results: { found: 'found', missing: 'not there', unreachable: 'could not be reached' },
    },
    retire: {
      title: 'Give the site up',
      lead: 'Ads on it stop at once, and somebody else may prove the host. It cannot be taken back; the host can be added anew.',
      submit: 'Give it up',
    },
  },
  desk: {
    title: 'Sites to look at',
    lead: 'Sites that show whose they are and that nobody of us has looked at. Who has waited longest comes first.',
    empty: 'No site waits. They appear here once their proof was found.',
    count: (count: number) => (count === 1 ? '1 site waits' : `${number(count)} sites wait`),
    columns: { host: 'Host', waits: 'Added' },
    done: 'The decision is noted.',
    back: 'All sites that wait',
    open: 'Open the site',
    of: 'Of',
    state: 'Proof',
    states: { unproven: 'not proven', proven: 'proven', lost: 'lost', retired: 'given up' },
    review: {
      title: 'What you decide',
      legend: 'Ads',
      choices: [
        ['approved', 'May be shown there', 'Say below what the site is about.'],
        ['refused', 'Are not shown there', ''],
      ],
      vertical: {
        label: 'What it is about',
        why: 'By the IAB Content Taxonomy 3.1. Advertisers choose by it.',
        empty: 'Not said',
      },
      childDirected: { label: 'It is for children', why: 'Then no ads are shown there, whatever else it is.' },
      safetyNotes: {
        label: 'Notes on brand safety',
        why: 'About the pages, not about people. Only staff reads them.',
      },
      submit: 'Note the decision',
    },
  },
} as const
