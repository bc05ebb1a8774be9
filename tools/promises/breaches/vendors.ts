import type { Breaches } from '../breach.ts'

const test = 'test/promises/vendors.test.ts ›'
const rules = 'src/privacy/vendors/vendor.rules.ts'

/** What leaves the house, and who gets it. */
export const vendorBreaches: Breaches = {
  'a sign-up asks another company for a picture of the member': {
    file: 'src/accounts/members/add-member.ts',
    text: '  await setPassword(tx, personId, passwordHash)\n',
    becomes:
      '  await setPassword(tx, personId, passwordHash)\n  void fetch(`https://avatars.invalid/${username}`).catch(() => {})\n',
    fails: `${test} goes to declared hosts and holds what is declared for them`,
  },
  'letters leave without asking the gate': {
    file: 'src/platform/mail/post.ts',
    text: "        if (smtp) await egress.pass('SMTP_URL', kind.purposes[0])\n",
    becomes: '',
    fails: `${test} is connected to only while its entry is valid`,
  },
  'an agreement that has ended still opens the connection': {
    file: rules,
    text: "terms.endsOn < today) result.push('agreement-ended')",
    becomes: "terms.endsOn < '1970-01-01') result.push('agreement-ended')",
    fails: `${test} is connected to only while its entry is valid`,
  },
  'a company in another country needs no clauses': {
    file: rules,
    text: 'const crosses = plain(terms.region) !== plain(home)',
    becomes: 'const crosses = plain(home) === plain(terms.name)',
    fails: `${test} in another country is not activated without signed clauses`,
  },
  'a company can be entered for any purpose': {
    file: 'src/privacy/vendors/save-vendor.ts',
    text: '.pipe(z.array(z.enum(Object.keys(list) as [Word, ...Word[]], { error: ask })).min(1, { error: ask }))',
    becomes: '.pipe(z.array(z.string().refine((word) => word !== Object.keys(list).join())).min(1, { error: ask }))',
    fails: `${test} cannot be entered for selling or leasing`,
  },
  'the gate does not ask what for': {
    file: rules,
    text: "  if (!vendor.purposes.includes(purpose)) return 'The entry does not name this purpose.'\n",
    becomes: "  if (purpose === undefined) return 'The entry does not name this purpose.'\n",
    fails: `${test} cannot be entered for selling or leasing`,
  },
  'that nothing is sold is said without looking': {
    file: 'src/privacy/vendors/list-vendors.ts',
    text: 'otherPurposes: vendors.filter(isOther).length }',
    becomes: 'otherPurposes: vendors.filter(isOther).length * 0 }',
    fails: `${test} cannot be entered for selling or leasing`,
  },
  'clauses need not be signed': {
    file: rules,
    text: "if (terms.signedOn === null) result.push('date-missing')\n    else if (terms.signedOn > today)",
    becomes: 'if (terms.signedOn !== null && terms.signedOn > today)',
    fails: `${test} in another country is not activated without signed clauses`,
  },
}
