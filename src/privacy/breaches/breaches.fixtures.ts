/** The fields of the form about a breach; when it was noticed is left to the test. */
export const aBreach = {
  title: 'A backup was taken away',
  happened: 'A disk with a backup was stolen.',
  categories: 'user.contact.email user.account.settings',
  peopleCount: '',
  severity: 'high',
  severityReasons: 'It was not enciphered.',
} as const
