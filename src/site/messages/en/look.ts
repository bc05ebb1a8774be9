export const look = {
  title: 'How pages look',
  lead: 'Kept in your account, so that it is the same in every browser you sign in with. We keep nothing until you choose, and it is used for nothing else.',
  theme: {
    legend: 'Colours of the site',
    choices: [
      ['auto', 'Automatic', 'as your device says'],
      ['light', 'Light', ''],
      ['dark', 'Dark', ''],
    ],
  },
  ground: {
    legend: 'Background of the pictures',
    choices: [
      ['paper', 'Paper', 'the colour of the page'],
      ['white', 'White', ''],
      ['black', 'Black', ''],
      ['checker', 'Checker', 'shows what is transparent'],
      ['colour', 'A colour of your own', ''],
    ],
  },
  colour: 'The colour',
  submit: 'Save',
  saved: 'Saved. Every browser you sign in with shows it so.',
  forget: 'Forget my choices',
  forgotten: 'Forgotten. Pages look as they do for everybody.',
  here: {
    title: 'What this browser keeps',
    lead: 'Colours and background that you chose here are kept in this browser only, and never sent.',
    none: 'This browser keeps nothing that you chose.',
    forget: 'Forget my choices',
    forgotten: 'Forgotten.',
  },
} as const
