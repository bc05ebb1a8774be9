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
    noLimit: {
      title: 'Kept without a time limit',
      lead: 'What no clock ends: it stays while your account or your picture exists, or for the reason given. What is yours you can delete at any time, on the page named; with your account all of it goes.',
      columns: ['What it is', 'Whose', 'How long, and why', 'When you close your account'],
      remove: 'Change or delete it',
    },
    columns: {
      what: 'What it is',
      why: 'Why',
      kept: 'Kept',
      seen: 'Who can see it',
      identifies: 'Identifies you',
      erased: 'When you close your account',
    },
  },
} as const
