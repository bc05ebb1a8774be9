export const aParty = {
  name: 'Łucja Ångström',
  company: 'Harbour Light Press',
  street: '14 Quay Street, Portland, ME 04101, USA',
  email: 'desk@harbour.example',
  telephone: '+1 207 555 0123',
} as const
