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
  'what is sealed is left out of one’s own data': {
    file: 'src/privacy/access/held-on.ts',
    text: 'const shown = Object.keys(store.columns).filter((column) => isShown(store, column))',
    becomes:
      'const shown = Object.keys(store.columns).filter((column) => isShown(store, column) && !store.columns[column]?.sealed)',
    fails: 'test/promises/my-data.test.ts › stands on a page, every value of every table',
  },
  'a yes is shown as said today': {
    file: 'src/privacy/consent/consents-of.ts',
    text: 'givenAt: row.given_at,',
    becomes: 'givenAt: ctx.clock.now(),',
    fails: 'test/promises/my-data.test.ts › what one said yes to stands there',
  },
  'a deleted text of a profile takes another in its place': {
    file: 'src/accounts/members/edit-profile.ts',
    text: "field === 'about' ? { about: null } : { display_name: null }",
    becomes: '{ display_name: null }',
    fails: 'test/promises/parts.test.ts › every field of a profile',
  },
  'a profile is open whether its owner opened it or not': {
    file: 'src/accounts/members/edit-profile.ts',
    text: 'profile_public: input.profilePublic,',
    becomes: 'profile_public: input.profilePublic || true,',
    fails: 'test/promises/parts.test.ts › every field of a profile',
  },
}
