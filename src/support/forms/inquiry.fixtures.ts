/** The fields of the form, filled in as far as it goes. */
export const anInquiry = {
  name: 'Ada Lovelace',
  email: 'ada@example.org',
  interests: ['publisher'],
  site: 'https://paper.example',
  vertical: 'travel',
  message: 'Which pictures would carry ads?',
  channel: 'email',
  telephone: '',
} as const
