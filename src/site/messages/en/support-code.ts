export const supportCode = {
  title: 'Let support change something',
  text: 'Support changes your user name, display name or the text about you only with a code from you. Make one when support asks you for it. It works once, for 15 minutes.',
  make: 'Make a code',
  shown: 'Your code for support',
  shownText: 'Tell it to support, and to nobody else. It is shown this once.',
  until: 'It works until',
} as const
