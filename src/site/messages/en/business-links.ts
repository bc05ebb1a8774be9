/** Pages that letters about organisations lead to. */
export const businessLinks = {
  invitation: {
    title: 'An invitation',
    lead: (name: string, kind: string) => `${name} (${kind.toLowerCase()}) invites you to act for it.`,
    roles: 'You would be',
    until: 'The invitation works until',
    accept: 'Accept',
    decline: 'Decline',
    declineWhy: 'Declining forgets your address at once. It needs no account.',
    stranger:
      'To accept, sign in with the account that has the address of the letter. If you have none, make one with that address first, follow the letter that proves it, and open this page again.',
    signIn: 'Sign in and come back',
    signUp: 'Make an account',
    as: (username: string) => `You are signed in as ${username}.`,
    declined: 'You said no. The address is forgotten.',
    addresses: 'Your addresses',
  },
  contact: {
    title: 'What we hold of you',
    lead: (name: string, about: string) =>
      `${name} named you as whom to speak to about ${about}. You need no account, and ask nobody.`,
    about: { technical: 'sites and tags', orders: 'orders', finance: 'invoices and payments' },
    held: 'Held',
    name: 'Name',
    email: 'E-mail address',
    telephone: 'Telephone',
    channel: 'How you are reached',
    since: 'Since',
    told: 'You were told',
    none: 'none',
    sealed:
      'Sealed under a key of your own, used for what was agreed with them and for nothing else, and kept as long as you are named.',
    correct: { title: 'Correct it', submit: 'Save' },
    replace: {
      title: 'Name somebody else in your place',
      lead: 'They get a letter with a link of their own. Of you nothing stays, and this link no longer works.',
      submit: 'Put them in my place',
      back: 'Back',
    },
    erase: {
      title: 'Erase yourself',
      lead: (name: string) => `At once, and for good. ${name} sees that you left, and nothing of who you were.`,
      submit: 'Erase me',
    },
    saved: 'Saved.',
    goneTitle: 'Nothing is held of you',
    gone: 'What we held of you as a contact is erased, with the key under which it was sealed.',
    declinedTitle: 'You said no',
  },
} as const
