import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type StaffRole, staffRoles } from '#accounts/people'
import { type Audience, type TableStore, audiences, table, whileAccount } from '#declaration'
import { columnsShown, mayShow } from './may-show.rules.ts'

test('an audience admits exactly these roles (promise: G-88)', () => {
  const desk: readonly StaffRole[] = ['support', 'privacy_counsel', 'security', 'admin']
  const table: Readonly<Record<Audience, readonly StaffRole[]>> = {
    nobody: [],
    subject: [],
    chosen: [],
    'staff.support': ['support'],
    'staff.security': ['security'],
    'staff.privacy': ['privacy_counsel'],
    'staff.any': desk,
    'chosen.staff': desk,
    organisation: ['support'],
    'organisation.finance': [],
    staff: desk,
    public: desk,
  }
  assert.deepEqual(Object.keys(table).sort(), Object.keys(audiences).sort())
  for (const [audience, admitted] of Object.entries(table)) {
    for (const role of staffRoles) {
      assert.equal(mayShow(audience as Audience, new Set([role])), admitted.includes(role), `${role}: ${audience}`)
    }
    assert.equal(mayShow(audience as Audience, new Set()), false)
  }
})

test('who has two roles sees what either may, and numbers of accounts nobody', () => {
  const column = { category: 'user.behaviour', identifies: 'no', label: 'x', why: 'x' } as const
  const store: TableStore = table({
    owner: 'privacy/staff-access',
    name: 'privacy_things',
    path: { by: 'person_id' },
    label: 'Things',
    subject: 'member',
    purposes: ['account.provide'],
    basis: 'contract',
    audience: 'staff.support',
    retention: whileAccount,
    erase: 'delete-row',
    columns: {
      person_id: { ...column, category: 'user.account.id', identifies: 'combined' },
      said: column,
      seen: { ...column, audience: 'staff.security' },
      secret: { ...column, audience: 'nobody' },
    },
  })
  assert.deepEqual(columnsShown(store, new Set(['support'])), ['said'])
  assert.deepEqual(columnsShown(store, new Set(['support', 'security'])), ['said', 'seen'])
  assert.deepEqual(columnsShown(store, new Set(['admin'])), [])
})
