export const home = {
  title: 'Pictures with real transparency',
  lead: 'Search, look, download. No account, no cookie, no wait.',
  newest: 'Newest pictures',
  popularTags: 'Popular tags',
  begin: {
    title: 'The case is empty',
    lead: 'This is a new library. Three ways to begin:',
    account: {
      title: 'Create the first account',
      text: 'A user name, an e-mail address and a password. It takes a minute.',
      button: 'Create an account',
      done: (username: string) => `Done: you are signed in as ${username}.`,
    },
    upload: {
      title: 'Upload the first picture',
      text: 'PNG, JPEG, WebP, GIF or AVIF, up to 40 MB. Transparency is kept in every size.',
      button: 'Upload a picture',
    },
    demo: {
      title: 'Or load the demo world',
      text: 'A thousand real pictures with clear licences. In the folder of the project, run:',
      command: 'npm run -s vitrine -- demo',
    },
  },
} as const
