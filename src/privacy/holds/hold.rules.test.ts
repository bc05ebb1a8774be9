import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { peopleStores } from '#accounts/people'
import { table } from '#declaration'
import { endBlockedBy, fieldsInWords, holdableTables, notHoldable, tablesOfFields } from './hold.rules.ts'
import { holdStores } from './stores.ts'

const now = new Date('2026-02-28T12:00:00Z')

describe('the end of a hold', () => {
  const cases: readonly (readonly [string, string, ReturnType<typeof endBlockedBy>])[] = [
    ['was', '2026-02-28T11:59:59Z', 'end-in-past'],
    ['is now', '2026-02-28T12:00:00Z', 'end-in-past'],
    ['comes in a moment', '2026-02-28T12:00:01Z', null],
    ['comes in exactly ten years, over leap years', '2036-02-28T12:00:00Z', null],
    ['comes a second later', '2036-02-28T12:00:01Z', 'end-too-late'],
  ]
  for (const [name, at, wanted] of cases) test(name, () => assert.equal(endBlockedBy(new Date(at), now), wanted))
})

describe('what can be held', () => {
  const secret = { identifies: 'no', label: 'x', why: 'x' } as const
  const stores = [
    ...peopleStores,
    ...holdStores,
    table({
      owner: 'accounts/secrets',
      name: 'accounts_secrets',
      path: { by: 'person_id' },
      label: 'Secrets',
      subject: 'member',
      purposes: ['account.secure'],
      basis: 'contract',
      audience: 'subject',
      retention: { kind: 'while-account' },
      erase: 'delete-row',
      columns: {
        person_id: { ...secret, category: 'user.account.id' },
        password: { ...secret, category: 'user.credential' },
        key: { ...secret, category: 'system.key' },
        hidden: { ...secret, category: 'user.content', audience: 'nobody' },
        said: { ...secret, category: 'user.content', label: 'What was said' },
      },
    }),
  ]
  const holdable = holdableTables(stores).flatMap(({ fields }) => fields.map(({ name }) => name))

  test('is every field that leads to a person, but secrets, what nobody may see, and holds themselves', () => {
    assert.ok(holdable.includes('accounts_addresses.email'))
    assert.deepEqual(
      holdable.filter((name) => name.startsWith('accounts_secrets')),
      ['accounts_secrets.person_id', 'accounts_secrets.said'],
    )
    assert.deepEqual(
      holdable.filter((name) => name.startsWith('privacy_hold')),
      [],
    )
  })

  test('is known exactly: anything else is refused', () => {
    const refused = ['accounts_secrets.password', 'accounts_secrets.hidden', 'accounts_people', 'x.y', '', '*']
    assert.deepEqual(notHoldable(stores, [...refused, 'accounts_secrets.said']), refused)
  })

  test('is read with no other column of its table, and told of in the words of the map', () => {
    const fields = ['accounts_secrets.said', 'gone_table.column']
    assert.deepEqual(
      tablesOfFields(stores, fields).map(({ name, columns }) => [name, Object.keys(columns)]),
      [['accounts_secrets', ['said']]],
    )
    assert.deepEqual(fieldsInWords(stores, fields), ['What was said (Secrets)', 'gone_table.column'])
  })
})
