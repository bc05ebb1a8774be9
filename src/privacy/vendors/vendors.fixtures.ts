/** The fields of a form about a mail company at home; `0.0.0.0` leads to this machine and is none of our own addresses. */
export const aMailCompany = {
  name: 'Mailco',
  does: 'Delivers letters.',
  categories: [
    'user.account.username',
    'user.behaviour',
    'user.contact.email',
    'user.credential',
    'user.device.browser',
  ],
  purposes: ['mail.account', 'mail.warn'],
  region: 'United States',
  hosts: '0.0.0.0',
  agreement: 'dpa',
  fileHash: 'ab'.repeat(32),
  signedOn: '2025-12-01',
  endsOn: '',
  reviewOn: '2099-01-01',
  contactName: 'Kim Contact',
  contactEmail: 'kim@mailco.example',
} as const
