import type { Breaches } from '../breach.ts'

/** Sign-up, sign-in, sessions, addresses, profiles and preferences. */
export const accountBreaches: Breaches = {
  'which version of the terms was agreed to is not kept': {
    file: 'src/accounts/people/sign-up.ts',
    text: "{ document: 'terms', version: current.terms },",
    becomes: '',
    fails: 'test/promises/account.test.ts › with three fields, and no more',
  },
  'passwords are hashed so cheaply that they can be guessed': {
    file: 'src/accounts/passwords/keep-password.ts',
    text: 'hash(normal(plain), cost)',
    becomes: 'hash(normal(plain), { ...cost, memoryCost: 1024 })',
    fails: 'test/promises/account.test.ts › a password is nowhere',
  },
  'a password that did not fit is written into the log': {
    file: 'src/accounts/sign-in/sign-in.ts',
    text: "ctx.metrics.count(signIns, { outcome: 'failed' })",
    becomes: 'ctx.log.warn(`not the password: ${password}`)',
    fails: 'test/promises/account.test.ts › a password is nowhere',
  },
  'an account whose address is not proven may do everything': {
    file: 'src/accounts/members/actor.ts',
    text: "if (member.status !== 'active') {",
    becomes: "if (member.status === 'locked') {",
    fails: 'test/promises/account.test.ts › until the address is proven an account can do nothing',
  },
  'an address is stored as it is typed': {
    file: 'src/accounts/addresses/claim-address.ts',
    text: 'email: await tx.vault.seal(tx.db, placeOf(personId), email),',
    becomes: 'email: Buffer.from(email),',
    fails: 'test/promises/account.test.ts › an address is stored sealed',
  },
  'an optional text stays although it was emptied': {
    file: 'src/accounts/members/edit-profile.ts',
    text: 'about: input.about || null,',
    becomes: '...(input.about ? { about: input.about } : {}),',
    fails: 'test/promises/account.test.ts › each optional field can be given, and taken away alone',
  },
  'a child of nine is taken for old enough': {
    file: 'src/accounts/people/age.rules.ts',
    text: 'const yearsMin = 13',
    becomes: 'const yearsMin = 7',
    fails: 'test/promises/account.test.ts › an answer under 13 ends the form',
  },
  'after an answer under 13 the form is shown again': {
    file: 'src/accounts/people/stores.ts',
    text: "export const ageAnswerValue = 'asked'",
    becomes: "export const ageAnswerValue = ''",
    fails: 'test/promises/account.test.ts › an answer under 13 ends the form',
  },
  'the real name stands beside pictures although the profile is closed': {
    file: 'src/accounts/members/find-member.ts',
    text: 'displayName: row.profile_public ? row.display_name : null,',
    becomes: 'displayName: row.display_name,',
    fails: 'test/promises/pictures.test.ts › a picture is attributed by user name',
  },
  'scripts can read the cookie of a session': {
    file: 'src/accounts/sessions/session.ts',
    text: 'httpOnly: true,',
    becomes: 'httpOnly: false,',
    fails: 'test/promises/session.test.ts › is by one cookie',
  },
  'a session that proves more keeps its secret': {
    file: 'src/accounts/sessions/renew-session.ts',
    text: 'token_hash: hashOfSecret(token),',
    becomes: '',
    fails: 'src/accounts/sessions/sessions.test.ts › gives it a new secret',
  },
  'ending all sessions leaves the one by which it was asked': {
    file: 'src/accounts/sessions/end-sessions.ts',
    text: 'return endSessions(ctx, requireMember(actor).personId)',
    becomes: 'return revokeOtherSessions(ctx, actor)',
    fails: 'test/promises/session.test.ts › ends at once, everywhere',
  },
  'clearing the choices of a member clears nothing': {
    file: 'src/accounts/preferences/forget-preferences.ts',
    text: ".where('person_id', '=', personId)",
    becomes: ".where('person_id', '<>', personId)",
    fails: 'test/promises/look.test.ts › of a member it is in the account',
  },
  'a change of the user name is not written': {
    file: 'src/accounts/members/rename-member.ts',
    text: '.set({ username })',
    becomes: '.set({ username: before })',
    fails: 'src/accounts/own-name/change-username.test.ts › is shown wherever the old one was',
  },
  'a name that was given up can be taken by anybody': {
    file: 'src/accounts/names/given-up-name.ts',
    text: ".where('free_at', '>', ctx.clock.now())",
    becomes: ".where('free_at', '<', ctx.clock.now())",
    fails: 'src/accounts/own-name/change-username.test.ts › goes to nobody else for 180 days',
  },
  'deleting one optional text deletes the other': {
    file: 'src/accounts/members/edit-profile.ts',
    text: "field === 'about' ? { about: null } : { display_name: null }",
    becomes: '{ about: null, display_name: null }',
    fails: 'test/journeys/change-of-address.test.ts › each optional text is marked so',
  },
  'an optional text is not marked so': {
    file: 'src/site/ui/FieldFrame.svelte',
    text: '{#if optional}',
    becomes: '{#if false}',
    fails: 'test/journeys/change-of-address.test.ts › each optional text is marked so',
  },
}
