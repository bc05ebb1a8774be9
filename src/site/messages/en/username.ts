export const username = {
  title: 'Change your user name',
  link: 'Change the user name',
  now: (name: string) => `Your user name is ${name}.`,
  does: 'What changing it does:',
  effects: [
    'The new name stands beside your public pictures and in the address of your page, at once and everywhere.',
    'The old name leads nowhere. Its page and links to it say that there is no such member, and you cannot sign in by it.',
    'Nobody else can take the old name for 180 days. You can take it back.',
    'You can change the name three times in 30 days. A letter tells you of each change.',
  ],
  field: {
    label: 'New user name',
    why: 'It is public where your pictures are, and on your page while that is open.',
    problem: 'Use 3 to 30 letters, digits, “-” and “_”, beginning with a letter.',
  },
  submit: 'Change the name',
  done: 'Your user name is changed.',
} as const
