export const documents = {
  privacy: 'Privacy policy',
  terms: 'Terms',
  promises: 'Every promise of this policy, and whether it is kept',
  version: (version: string, day: string) => `Version ${version}, in force since ${day}`,
  dataMap: {
    title: 'Data map',
    lead: 'Everything that this site stores or sends, why, for how long, and who can see it. The program is compared with this list each time it starts: it does not run with a field that is not here.',
    find: 'To find something, search this page with your browser. Close the parts you do not need.',
    sealed: 'sealed under a key of your own',
    columns: {
      what: 'What it is',
      why: 'Why',
      kept: 'Kept',
      seen: 'Who can see it',
      identifies: 'Identifies you',
      erased: 'When you close your account',
    },
  },
  cookies: {
    title: 'Cookies and browser storage',
    lead: 'Everything this site can put into your browser. This list is made from the register that the program itself obeys: what is not on it cannot be set.',
    none: 'Reading, searching and downloading set no cookie. What says “in this tab” only remembers where on a page you were.',
    columns: { name: 'Name', what: 'What it is', why: 'Why', class: 'Kind', keep: 'How long', who: 'Who reads it' },
    kinds: { cookie: 'cookie', localStorage: 'in your browser, never sent', sessionStorage: 'in this tab, never sent' },
    readers: {
      cookie: 'this site alone',
      localStorage: 'your browser alone',
      sessionStorage: 'your browser alone',
    },
    classes: {
      essential: 'essential',
      functional: 'only after you choose it',
      performance: 'only after you choose it',
    },
  },
} as const
