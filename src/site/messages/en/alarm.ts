export const alarm = {
  undo: {
    title: 'Put your address back',
    lead: (username: string, until: string) =>
      `The primary address of the account ${username} was changed. Was it not you? This undoes it, until ${until}.`,
    happens: 'When you press the button:',
    effects: [
      'the address to which the link was sent is the primary one again',
      'the address that took its place is taken away, and every one that was primary since',
      'every browser is signed out, and links for a new password that were sent before no longer work',
      'a link for a new password is sent to you: whoever was in the account may know the old one',
    ],
    rest: 'Nothing else changes. What somebody may have left in the account only you can tell from your own; you are told where to look.',
    submit: 'Put my address back',
    own: 'Was it you? Then close this page; nothing happens.',
  },
  notMe: {
    title: 'This was not me',
    lead: (username: string) => `Somebody signed in to the account ${username}, and it was not you?`,
    happens: 'When you press the button:',
    effects: [
      'every browser is signed out, yours too, and links for a new password that were sent before no longer work',
      'a link for a new password is sent to your primary address: whoever signed in knows the old one',
    ],
    rest: 'Nothing else changes. You are told where to look.',
    submit: 'Sign out every browser',
    own: 'Was it you? Then close this page; nothing happens.',
  },
  secured: {
    title: 'Every browser is signed out',
    undone: 'Your address is the primary one again, and the one that took its place is gone.',
    first: 'First, now: open the letter that we just sent, and choose a new password.',
    firstWhy: 'Until you do, the old password still opens the account. The link works for one hour.',
    again: 'No letter? Ask for another',
    next: 'Then sign in and look for what is not yours:',
    places: [
      { href: '/settings/account/addresses', name: 'Addresses', text: 'Remove any that you do not know: it signs in.' },
      {
        href: '/settings/security',
        name: 'Passkeys and codes',
        text: 'Remove any passkey or authenticator that you did not set up: a passkey signs in without a password.',
      },
      {
        href: '/settings/api-keys',
        name: 'API keys',
        text: 'Revoke any that you did not make: it works without signing in.',
      },
      { href: '/settings/account/name', name: 'User name', text: 'Is it still yours? You can take an old one back.' },
      { href: '/my', name: 'Pictures', text: 'What was deleted in the last 24 hours can be brought back.' },
    ],
  },
} as const
