import { bytes, number } from '#site/ui/format.ts'

export const exported = {
  title: 'Take your data with you',
  lead: 'One zip of everything that is held on you: your pictures exactly as they are kept, what you said of them, and every other value with why it is held, as a page to read offline, as JSON and as CSV.',
  holds: [
    'a page that opens in any browser, without a network',
    'your pictures, byte for byte, with their titles, descriptions, alt texts, tags and licences',
    'every row on you in every store, in the words of the data map, as JSON and as CSV',
    'what you agreed to, and who looked at your data',
    'a description of the format; another Vitrine can take your pictures in from it',
  ],
  start: 'Make my copy',
  again: 'Make a new one',
  working: 'Your copy is being made',
  workingText: 'You can leave this page. If it takes longer than a minute, a letter tells you when it is ready.',
  waiting: 'It waits for its turn.',
  rows: (done: number, total: number) => `${number(done)} of ${number(total)} rows`,
  pictures: (done: number, total: number) =>
    total === 1 ? `${number(done)} of 1 picture` : `${number(done)} of ${number(total)} pictures`,
  bytes,
  cancel: 'Cancel',
  cancelled: 'Cancelled. Nothing of it was kept.',
  removed: 'Your copy is removed.',
  ready: 'Your copy is ready',
  madeOn: 'Made on',
  until: 'It is kept until',
  sealed:
    'It lies sealed under a key of your own. When you have downloaded it, it is removed within two hours. For the download you may have to confirm that it is you.',
  download: (sizeBytes: number) => `Download (${bytes(sizeBytes)})`,
  remove: 'Remove it now',
  replaces: 'A new one takes the place of this one.',
  careful: 'Whoever has the zip can read it. Keep it where only you look.',
} as const
