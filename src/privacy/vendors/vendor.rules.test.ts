import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { VendorState, VendorTerms } from './vendor.ts'
import { type Shortcoming, changesBetween, connectionBlockedBy, dueOn, shortcomingsOf } from './vendor.rules.ts'

const home = 'United States'
const now = new Date('2026-03-10T12:00:00Z')
const valid: VendorTerms = {
  name: 'Mailco',
  does: 'Delivers letters.',
  categories: ['user.account.username', 'user.contact.email'],
  purposes: ['mail.account'],
  region: 'United States',
  hosts: ['smtp.mailco.example'],
  agreement: 'dpa',
  fileHash: 'ab'.repeat(32),
  signedOn: '2026-01-01',
  endsOn: '2026-12-31',
  reviewOn: '2026-09-01',
}

describe('an entry is valid', () => {
  const cases: readonly (readonly [string, Partial<VendorTerms>, readonly Shortcoming[]])[] = [
    ['with everything', {}, []],
    ['written in another case', { region: ' united states ' }, []],
    ['without an end', { endsOn: null }, []],
    ['on its last day', { endsOn: '2026-03-10' }, []],
    ['not on the day after', { endsOn: '2026-03-09' }, ['agreement-ended']],
    ['on the day of its review', { reviewOn: '2026-03-10' }, []],
    ['not after it', { reviewOn: '2026-03-09' }, ['review-due']],
    ['signed today', { signedOn: '2026-03-10' }, []],
    ['not signed tomorrow', { signedOn: '2026-03-11' }, ['not-signed-yet']],
    ['not without a file', { fileHash: null }, ['file-missing']],
    ['not without a day', { signedOn: null }, ['date-missing']],
    ['not abroad by an agreement for home', { region: 'Germany' }, ['transfer-not-covered']],
    ['abroad by standard clauses', { region: 'Germany', agreement: 'scc' }, []],
    ['abroad where the law was found adequate', { region: 'Japan', agreement: 'adequacy' }, []],
    [
      'not abroad by clauses without file and day',
      { region: 'Germany', agreement: 'scc', fileHash: null, signedOn: null },
      ['file-missing', 'date-missing'],
    ],
    ['at home by standard clauses', { agreement: 'scc' }, []],
    ['run by ourselves, without a file', { agreement: 'own', fileHash: null, signedOn: null }, []],
    ['run by ourselves abroad', { agreement: 'own', region: 'Germany', fileHash: null, signedOn: null }, []],
    ['not run by ourselves and not looked at', { agreement: 'own', reviewOn: '2026-03-09' }, ['review-due']],
    [
      'not with everything wrong',
      { region: 'X', fileHash: null, signedOn: null, endsOn: '2020-01-01', reviewOn: '2020-01-01' },
      ['transfer-not-covered', 'file-missing', 'date-missing', 'agreement-ended', 'review-due'],
    ],
  ]
  for (const [name, terms, wanted] of cases) {
    test(name, () => assert.deepEqual(shortcomingsOf({ ...valid, ...terms }, home, now), wanted))
  }
})

describe('a connection is made', () => {
  const asked = {
    host: 'smtp.mailco.example',
    purpose: 'mail.account',
    carries: ['user.contact.email', 'user.account.username'],
  } as const
  const cases: readonly (readonly [string, Partial<VendorTerms & { state: VendorState }>, RegExp | null])[] = [
    ['under an active entry', {}, null],
    ['under one for more', { purposes: ['mail.account', 'site.operate'], hosts: ['x', 'smtp.mailco.example'] }, null],
    ['not under a draft', { state: 'draft' }, /draft/],
    ['not after the end', { state: 'ended' }, /ended/],
    ['not under one that is not valid', { endsOn: '2026-03-09' }, /agreement has ended/],
    ['not to another host', { hosts: ['mailco.example'] }, /host/],
    ['not for another purpose', { purposes: ['site.operate'] }, /purpose/],
    ['not with other data', { categories: ['user.contact.email'] }, /every kind of data/],
  ]
  for (const [name, vendor, wanted] of cases) {
    test(name, () => {
      const blocked = connectionBlockedBy({ ...valid, state: 'active', ...vendor }, asked, home, now)
      if (wanted === null) assert.equal(blocked, null)
      else assert.match(blocked ?? '', wanted)
    })
  }
  test('to a host in any case', () => {
    const loud = { ...asked, host: 'SMTP.Mailco.Example' }
    assert.equal(connectionBlockedBy({ ...valid, state: 'active' }, loud, home, now), null)
  })
})

test('what changed is told line by line', () => {
  assert.deepEqual(changesBetween(valid, { ...valid, region: 'Germany', endsOn: null }), [
    'Country: United States → Germany',
    'Ends on: 2026-12-31 → nothing',
  ])
  assert.equal(changesBetween(null, valid).length, 11)
  assert.equal(dueOn(valid), '2026-09-01')
  assert.equal(dueOn({ endsOn: '2026-05-01', reviewOn: '2026-09-01' }), '2026-05-01')
})
