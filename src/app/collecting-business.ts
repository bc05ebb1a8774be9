/*
 * What comes in from publishers, advertisers, networks and those who ask about them. On the shape see `collecting.ts`,
 * which gathers it.
 */

export const businessFields = {
  country: 'the country in which it has its seat',
  streetAddress: 'its street address',
  telephone: 'a telephone number',
  preferredChannel: 'how to reach you',
} as const

/** What somebody does for an organisation: it needs no more than that they are signed in and ask for it. */
const forOrganisation = <Form extends object>(label: string, form: Form) => ({
  label,
  basis: 'contract' as const,
  by: 'session' as const,
  forms: [form] as const,
})

const ofOrganisation = {
  required: ['name', 'country', 'email'],
  optional: ['streetAddress', 'telephone', 'preferredChannel'],
} as const

export const businessWays = {
  'POST /console/new': forOrganisation('Set up an organisation', {
    ...ofOrganisation,
    required: ['kind', ...ofOrganisation.required] as const,
  }),
} as const
