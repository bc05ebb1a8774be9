import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { apiKeysStores, createApiKey } from '#accounts/api-keys'
import { type Member, type StaffRole, actorOf, createMember, peopleStores } from '#accounts/people'
import { grantRoles, rolesStores } from '#accounts/roles'
import type { Store } from '#declaration'
import { minuteMs } from '#platform/clock'
import { type Id, newId, showId } from '#platform/ids'
import { auditStores, verifyAudit } from '#privacy/audit'
import { type TestHouse, openTestCtx } from '#test/house'
import { OpenRecordInput, type PersonRecord, findPerson, lookedAt, openRecord, readRecord } from './index.ts'

const stores: readonly Store[] = [...peopleStores, ...rolesStores, ...apiKeysStores, ...auditStores]
const why = { kind: 'asked', reason: 'She cannot sign in any more.' } as const

let t: TestHouse
let ada: Member
before(async () => {
  t = await openTestCtx({ stores })
  ada = await person('ada')
})
after(() => t.close())

let sessions = 0
async function person(username: string, ...roles: readonly StaffRole[]): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true }
  const { personId } = await createMember(t.ctx, input)
  await grantRoles(t.ctx, { kind: 'system' }, { personId, roles })
  const sessionId = `s${sessions++}` as Id<'session'>
  return actorOf(t.ctx, personId, { kind: 'session', sessionId, strong: true, provenAt: t.clock.now() })
}
const shown = ({ personId }: Member): string => showId('person', personId)
const open = async (staff: Member, whose = ada): Promise<string> =>
  (await openRecord(t.ctx, stores, staff, { person: shown(whose), ...why })).viewing
const read = (staff: Member, viewing: string, whose = ada): Promise<PersonRecord> =>
  readRecord(t.ctx, stores, staff, { person: shown(whose), viewing })
const fieldsOf = ({ groups }: PersonRecord): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    groups.flatMap(({ name, rows }) => rows.flat().map((field) => [`${name}.${field.name}`, field.value])),
  )

suite('the desk', () => {
  test('finds somebody by exactly their name, proven address or number, and tells nothing else of them', async () => {
    const support = await person('finder', 'support')
    for (const who of ['ada', 'ADA', 'ada@example.org', 'Ada@example.org', shown(ada)]) {
      assert.deepEqual(await findPerson(t.ctx, support, { who }), { id: shown(ada) }, who)
    }
    for (const who of ['ad', 'ada@example.com', '@', '%', showId('person', newId<'person'>(t.ctx)), 'mem_x']) {
      await assert.rejects(findPerson(t.ctx, support, { who }), { code: 'person-not-found', status: 404 }, who)
    }
  })

  test('is not there for anybody but staff of the desk, in a session with a second factor; never for a key', async () => {
    const admin = await person('keyed', 'admin')
    const via = { kind: 'api-key', keyId: 'k' as Id<'apiKey'>, scopes: new Set<never>() } as const
    const nobodies = [ada, await person('mod', 'moderator'), await person('bill', 'billing'), { ...admin, via }]
    for (const actor of nobodies) {
      await assert.rejects(findPerson(t.ctx, actor, { who: 'ada' }), { code: 'page-not-found' })
      await assert.rejects(open(actor), { code: 'page-not-found' })
      await assert.rejects(read(actor, 'x.y'), { code: 'page-not-found' })
    }
    const weak = { ...admin, via: { ...admin.via, strong: false } as Member['via'] }
    await assert.rejects(open(weak), { code: 'second-factor-needed' })
    assert.ok(await open(admin), 'the negative control')
  })

  test('shows nothing without a reason, and with one only to that session, of that person, for 15 minutes', async () => {
    const support = await person('helper', 'support')
    const other = await person('helper2', 'support')
    const grace = await person('grace')
    const viewing = await open(support)
    assert.equal(fieldsOf(await read(support, viewing))['accounts_people.username'], 'ada', 'the negative control')

    const again = { ...support, via: { ...support.via, sessionId: 'else' as Id<'session'> } as Member['via'] }
    const [body = '', signature = ''] = viewing.split('.')
    const longer = JSON.parse(Buffer.from(body, 'base64url').toString()) as { until: number }
    const forged = Buffer.from(JSON.stringify({ ...longer, until: longer.until + minuteMs })).toString('base64url')
    const attempts: readonly (() => Promise<unknown>)[] = [
      () => read(support, ''),
      () => read(support, 'x.y'),
      () => read(support, `${forged}.${signature}`),
      () => read(support, viewing, grace),
      () => read(other, viewing),
      () => read(again, viewing),
    ]
    for (const attempt of attempts) await assert.rejects(attempt, { code: 'reason-needed', status: 403 })
    t.clock.advanceMs(15 * minuteMs)
    await assert.rejects(read(support, viewing), { code: 'reason-needed' })
    for (const reason of ['', 'too short', '          x']) {
      const input = { person: shown(ada), kind: 'asked', reason }
      assert.equal(OpenRecordInput.safeParse(input).success, false, reason)
    }
  })

  test('shows each role the fields whose declared audience admits it, and never a hash', async () => {
    const seenBy = async (role: StaffRole): Promise<Readonly<Record<string, unknown>>> => {
      const staff = await person(`as-${role.replaceAll('_', '-')}`, role)
      return fieldsOf(await read(staff, await open(staff)))
    }
    const [support, counsel, security, admin] = await Promise.all(
      (['support', 'privacy_counsel', 'security', 'admin'] as const).map(seenBy),
    )
    assert.equal(support?.['accounts_addresses.email'], 'ada@example.org')
    for (const other of [counsel, security, admin]) assert.equal(other?.['accounts_addresses.email'], undefined)
    for (const any of [support, counsel, security, admin]) {
      assert.equal(any?.['accounts_people.username'], 'ada')
      for (const name of Object.keys(any ?? {})) assert.doesNotMatch(name, /hash|index|person_id|secret/)
    }
  })

  test('a record that was opened is known to the person at once: by whom, when, why, and which data (promise: G-90)', async () => {
    const mary = await person('mary')
    const counsel = await person('counsel', 'privacy_counsel')
    assert.deepEqual(await lookedAt(t.ctx, mary.personId), { looks: [], next: null })
    await open(counsel, mary)
    const { looks } = await lookedAt(t.ctx, mary.personId)
    assert.deepEqual(
      looks.map(({ number: _, ...look }) => look),
      [
        {
          at: t.clock.now(),
          kind: 'staff-read',
          by: 'counsel',
          isOwn: false,
          byProgram: false,
          roles: ['privacy_counsel'],
          about: 'asked',
          reason: why.reason,
          groups: ['Your account'],
        },
      ],
    )
    assert.equal((await verifyAudit(t.ctx)).fault, null)
  })

  test('what was not in the log is not shown, also where it came to be while the record was open', async () => {
    const jane = await person('jane')
    const security = await person('guard', 'security')
    const viewing = await open(security, jane)
    await createApiKey(t.ctx, jane, { name: 'mine', scopes: ['images:read'] })
    assert.equal(fieldsOf(await read(security, viewing, jane))['accounts_api_keys.name'], undefined)
    const anew = await open(security, jane)
    assert.equal(fieldsOf(await read(security, anew, jane))['accounts_api_keys.name'], 'mine', 'the negative control')
  })

  test('a person reads all of it, a page at a time; those who left are not named', async () => {
    const june = await person('june')
    const support = await person('leaver', 'support')
    for (let count = 0; count < 5; count++) await open(support, june)
    const first = await lookedAt(t.ctx, june.personId, { limit: 3 })
    assert.equal(first.looks.length, 3)
    const rest = await lookedAt(t.ctx, june.personId, { limit: 3, before: first.next })
    assert.deepEqual([rest.looks.length, rest.next], [2, null])
    assert.equal(new Set([...first.looks, ...rest.looks].map(({ number }) => number)).size, 5)
    assert.equal((await lookedAt(t.ctx, june.personId, { before: '1; drop' })).looks.length, 5)
    await t.ctx.db.deleteFrom('accounts_people').where('id', '=', support.personId).execute()
    assert.equal((await lookedAt(t.ctx, june.personId)).looks[0]?.by, null)
  })
})
