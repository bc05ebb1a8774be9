import type { Breaches } from '../breach.ts'

/** Seeing, correcting and taking away what is held on oneself. */
export const rightsBreaches: Breaches = {
  'what is corrected is thrown away': {
    file: 'src/accounts/members/edit-profile.ts',
    text: ".set(now).where('id', '=', personId)",
    becomes: ".set({ ...now, about: null }).where('id', '=', personId)",
    fails: 'test/promises/my-data.test.ts › is seen, corrected and deleted by one’s own hand',
  },
  'a corrected address leaves no note': {
    file: 'src/accounts/own-addresses/make-primary.ts',
    text: "await noteCorrections(tx, personId, ['primary-address'])",
    becomes: '',
    fails: 'test/promises/my-data.test.ts › a corrected address does nothing until it is proven',
  },
}
