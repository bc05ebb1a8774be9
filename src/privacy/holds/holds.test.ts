import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import fc from 'fast-check'
import { apiKeysStores } from '#accounts/api-keys'
import { memberHolder } from '#accounts/members'
import { type Member, type StaffRole, actorOf, createMember, peopleStores } from '#accounts/people'
import { preferencesStores, savePreferences } from '#accounts/preferences'
import { grantRoles, rolesStores } from '#accounts/roles'
import { type DataHolder, type Store, tablesOfSubjects } from '#declaration'
import { dayMs, later, minuteMs } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, readId, showId } from '#platform/ids'
import { heldIn, heldOn } from '#privacy/access'
import { auditStores, verifyAudit } from '#privacy/audit'
import { beginErasure, erasureHandlers, erasureStores, getReceipt } from '#privacy/erasure'
import { expire } from '#privacy/retention'
import { lookedAt } from '#privacy/staff-access'
import { type TestHouse, openTestCtx } from '#test/house'
import {
  LiftHoldInput,
  OpenHeldInput,
  PlaceHoldInput,
  getHold,
  holdHandlers,
  holdHolder,
  holdStores,
  holdableTables,
  liftHold,
  listHolds,
  openHeld,
  ownHolds,
  placeHold,
} from './index.ts'

const stores: readonly Store[] = [
  ...[...peopleStores, ...rolesStores, ...apiKeysStores, ...preferencesStores],
  ...[...auditStores, ...erasureStores, ...holdStores],
]
const holders: readonly DataHolder<Ctx, TxCtx>[] = [memberHolder, holdHolder(stores)]
const parts = { stores, holders }
const why = 'An invoice that has to be kept.'

let t: TestHouse
let counsel: Member
before(async () => {
  t = await openTestCtx({ stores })
  counsel = await person('counsel', 'privacy_counsel')
})
after(() => t.close())

let sessions = 0
async function person(username: string, ...roles: readonly StaffRole[]): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true }
  const { personId } = await createMember(t.ctx, input)
  await grantRoles(t.ctx, { kind: 'system' }, { personId, roles })
  return again(personId)
}
/** In a session that has just begun, by a second factor. */
async function again(personId: Id<'person'>): Promise<Member> {
  const sessionId = `s${sessions++}` as Id<'session'>
  return actorOf(t.ctx, personId, { kind: 'session', sessionId, strong: true, provenAt: t.clock.now() })
}
const dayIn = (days: number): string =>
  later(t.clock.now(), days * dayMs)
    .toISOString()
    .slice(0, 10)

const inputOf = (who: string, fields: string, more: object = {}): PlaceHoldInput =>
  PlaceHoldInput.parse({ who, because: 'legal-obligation', reason: why, fields, endsOn: dayIn(30), ...more })
async function place(who: string, fields: string, more: object = {}): Promise<string> {
  const staff = await again(counsel.personId)
  return (await placeHold(t.ctx, stores, staff, inputOf(who, fields, more))).id
}
async function lift(hold: string): Promise<void> {
  const staff = await again(counsel.personId)
  await liftHold(t.ctx, stores, staff, LiftHoldInput.parse({ hold, note: 'It was settled.' }))
}
async function open(hold: string): Promise<Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>> {
  const input = OpenHeldInput.parse({ hold, reason: 'The authority asked.' })
  const tables = await openHeld(t.ctx, stores, await again(counsel.personId), input)
  return Object.fromEntries(
    tables.map(({ name, rows }) => [
      name,
      rows.map((row) => Object.fromEntries(row.map((field) => [field.name, field.value]))),
    ]),
  )
}
/** Erases somebody now, as if they had asked. @returns the last part of the address of the receipt */
async function erase({ personId }: Member): Promise<string> {
  const { receipt } = await inTransaction(t.ctx, (tx) => beginErasure(tx, parts, personId, 'self', 0))
  await t.runJobs(erasureHandlers(parts))
  return receipt.split('/').at(-1) ?? ''
}
const retain = (): Promise<number> => expire(t.ctx, stores, holders)
const uuidOf = (hold: string): string => readId('hold', hold) ?? assert.fail()
const keyOf = (id: string) =>
  t.ctx.db.selectFrom('platform_subject_keys').where('subject_id', '=', id).select('subject_id').executeTakeFirst()
const rowOf = (hold: string) =>
  t.ctx.db
    .selectFrom('privacy_holds')
    .where('id', '=', uuidOf(hold))
    .select(['subject_id', 'reason', 'held', 'fields'])
    .executeTakeFirst()
/** In which tables of people a text is in clear, or an account number stands. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const { name } of tablesOfSubjects(stores)) {
    const { rows } = await t.database.pool.query(`select 1 from ${name} t where t::text ilike $1 limit 1`, [
      `%${text}%`,
    ])
    if (rows.length > 0) found.push(name)
  }
  return found
}

suite('a hold', () => {
  test('keeps exactly the named fields of somebody who is erased, and nothing else of them', async () => {
    const ada = await person('adaheld')
    await savePreferences(t.ctx, ada, { theme: 'dark' })
    const hold = await place('adaheld', 'accounts_addresses.email accounts_people.created_at')
    assert.equal((await rowOf(hold))?.held, null, 'nothing is copied while she is here')
    assert.ok((await tablesWith(ada.personId)).length > 3, 'the control: she is in many tables')

    const receipt = await getReceipt(t.ctx, stores, await erase(ada))
    assert.deepEqual(await tablesWith(ada.personId), [])
    assert.deepEqual(await tablesWith('adaheld'), [])
    assert.equal(await keyOf(ada.personId), undefined)
    const row = await rowOf(hold)
    assert.equal(row?.subject_id, null)
    assert.ok(!row?.held?.includes('adaheld') && !row?.reason.includes('invoice'), 'what stays is sealed')

    const held = await open(hold)
    assert.deepEqual(Object.keys(held).sort(), ['accounts_addresses', 'accounts_people'])
    assert.deepEqual(held['accounts_addresses'], [{ email: 'adaheld@example.org' }])
    assert.deepEqual(Object.keys(held['accounts_people']?.[0] ?? {}), ['created_at'])
    const [shown] = (await listHolds(t.ctx, stores, counsel)).filter(({ id }) => id === hold)
    assert.deepEqual([shown?.person, shown?.reason], [null, why], 'the reason can still be read')

    const until = new Date(`${dayIn(30)}T00:00:00Z`)
    const kept = receipt.kept.filter(({ why }) => why === 'The law requires us to keep it.')
    assert.equal(kept.length, 2)
    assert.ok(kept.every((line) => line.until.getTime() === until.getTime()))
    assert.ok(!JSON.stringify(receipt).includes('adaheld'))
  })

  test('is what keeps it: of somebody without one nothing stays', async () => {
    const grace = await person('gracegone')
    const before = await t.ctx.db.selectFrom('privacy_holds').select('id').execute()
    const receipt = await getReceipt(t.ctx, stores, await erase(grace))
    assert.deepEqual(await tablesWith('gracegone'), [])
    assert.deepEqual(await t.ctx.db.selectFrom('privacy_holds').select('id').execute(), before)
    assert.ok(receipt.kept.every(({ label }) => !label.includes('E-mail')))
  })

  test('ends on its day: what it kept cannot be opened, and row and key are gone when the worker comes round', async () => {
    const mary = await person('maryends')
    const hold = await place('maryends', 'accounts_addresses.email', { endsOn: dayIn(2) })
    await erase(mary)
    await retain()
    const copy = await rowOf(hold)
    assert.ok(copy?.held, 'the control: before its day it stays')
    assert.ok(await keyOf(uuidOf(hold)))

    t.clock.advanceMs(2 * dayMs)
    await assert.rejects(open(hold), { code: 'hold-not-found', status: 404 })
    assert.ok((await listHolds(t.ctx, stores, counsel)).every(({ id }) => id !== hold))
    assert.equal(await retain(), 1)
    assert.equal(await rowOf(hold), undefined)
    assert.equal(await keyOf(uuidOf(hold)), undefined)
    const place_ = { column: 'privacy_holds.held', subjectId: uuidOf(hold) }
    assert.equal(await t.ctx.vault.open(t.ctx.db, place_, copy.held, 'law.prove'), null, 'nor can a copy of the row')
    assert.equal(await retain(), 0)
  })

  test('that is over, or was lifted, keeps nothing of who is erased then', async () => {
    for (const [username, endIt] of [
      ['liftedone', lift],
      ['overone', async () => t.clock.advanceMs(3 * dayMs)],
    ] as const) {
      const member = await person(username)
      const hold = await place(username, 'accounts_addresses.email', { endsOn: dayIn(3) })
      await endIt(hold)
      const receipt = await getReceipt(t.ctx, stores, await erase(await again(member.personId)))
      assert.equal(await rowOf(hold), undefined, username)
      assert.equal(await keyOf(uuidOf(hold)), undefined)
      assert.deepEqual(await tablesWith(username), [])
      assert.ok(receipt.kept.every(({ why }) => !why.includes('law requires')))
    }
  })

  test('is lifted after its person has gone as well: at once nobody reads it, soon it is not there', async () => {
    const june = await person('junelifted')
    const hold = await place('junelifted', 'accounts_addresses.email')
    await erase(june)
    assert.ok((await open(hold))['accounts_addresses'], 'the control')
    await lift(hold)
    await assert.rejects(open(hold), { code: 'hold-not-found' })
    await assert.rejects(lift(hold), { code: 'hold-not-found' })
    await retain()
    assert.equal(await rowOf(hold), undefined)
    assert.equal(await keyOf(uuidOf(hold)), undefined)
    assert.equal((await verifyAudit(t.ctx)).fault, null)
  })

  test('stands beside others, also over the same fields; each keeps its own and ends by itself', async () => {
    const jane = await person('janetwice')
    const first = await place('janetwice', 'accounts_addresses.email', { endsOn: dayIn(5) })
    const second = await place('janetwice', 'accounts_addresses.email accounts_people.username', { endsOn: dayIn(9) })
    const third = await place('janetwice', 'accounts_addresses.email', { because: 'dispute', endsOn: dayIn(7) })
    assert.equal((await ownHolds(t.ctx, stores, jane)).length, 3)
    const { kept } = await getReceipt(t.ctx, stores, await erase(jane))
    const days = (why: string, label: string) =>
      kept
        .filter((line) => line.why === why && line.label === label)
        .map(({ until }) => until.toISOString().slice(0, 10))
    const label =
      stores.flatMap((store) => (store.kind === 'table' ? (store.columns['email']?.label ?? []) : []))[0] ?? ''
    assert.deepEqual(days('The law requires us to keep it.', label), [dayIn(9)], 'the last of the days')
    assert.deepEqual(days('It is needed in a dispute.', label), [dayIn(7)])

    t.clock.advanceMs(6 * dayMs)
    await retain()
    assert.equal(await rowOf(first), undefined)
    assert.deepEqual(await open(second), {
      accounts_addresses: [{ email: 'janetwice@example.org' }],
      accounts_people: [{ username: 'janetwice' }],
    })
    assert.deepEqual(await open(third), { accounts_addresses: [{ email: 'janetwice@example.org' }] })
  })

  test('keeps whatever fields are named, exactly those', async () => {
    const all = holdableTables(stores).flatMap(({ fields }) => fields.map(({ name }) => name))
    let count = 0
    await fc.assert(
      fc.asyncProperty(fc.subarray(all, { minLength: 1, maxLength: Math.min(all.length, 100) }), async (fields) => {
        t.clock.advanceMs(minuteMs)
        const member = await person(`any-${count++}`)
        await savePreferences(t.ctx, member, { theme: 'dark' })
        const hold = await place(`any-${count - 1}`, fields.join(' '))
        // What is there of each named field, read before by the whole of its table.
        const wanted = new Set<string>()
        for (const store of tablesOfSubjects(stores)) {
          const { count: rows } = await heldIn(t.ctx, stores, store, member.personId)
          if (rows > 0) for (const field of fields) if (field.startsWith(`${store.name}.`)) wanted.add(field)
        }
        await erase(member)
        const held = await open(hold)
        const found = Object.entries(held).flatMap(([table, rows]) =>
          Object.keys(Object.assign({}, ...rows) as object).map((column) => `${table}.${column}`),
        )
        assert.deepEqual(found.sort(), [...wanted].sort())
      }),
      { numRuns: 15 },
    )
  })

  test('is not placed on secrets, on what is not declared, without an end, for too long, or on nobody', async () => {
    await person('refused')
    for (const field of [
      'accounts_people.password_hash',
      'accounts_api_keys.secret_hash',
      'privacy_holds.held',
      'accounts_people.nothing',
      'pg_authid.rolpassword',
      'accounts_people',
    ]) {
      const both = `accounts_people.username ${field}`
      await assert.rejects(place('refused', both), { code: 'field-not-holdable', status: 422 }, field)
    }
    for (const endsOn of [dayIn(0), dayIn(-1), dayIn(3655)]) {
      await assert.rejects(place('refused', 'accounts_people.username', { endsOn }), { code: 'hold-end' }, endsOn)
    }
    for (const more of [
      { endsOn: '' },
      { endsOn: '2030-02-31' },
      { fields: '' },
      { reason: 'short' },
      { because: 'x' },
    ]) {
      const input = { who: 'refused', because: 'dispute', reason: why, fields: 'a.b', endsOn: dayIn(3), ...more }
      assert.equal(PlaceHoldInput.safeParse(input).success, false, JSON.stringify(more))
    }
    await assert.rejects(place('nobody-of-this-name', 'accounts_people.username'), { code: 'person-not-found' })
    const unverified = { username: 'unproven', email: 'unproven@example.org', password: 'seven quiet herons' }
    await createMember(t.ctx, { ...unverified, verified: false })
    await assert.rejects(place('unproven', 'accounts_people.username'), { code: 'hold-on-unverified' })
    assert.deepEqual(await t.ctx.db.selectFrom('privacy_holds').where('held', 'is', null).select('id').execute(), [])
  })

  test('is a matter of the privacy counsel and admins who have just proved who they are by a second factor', async () => {
    const ida = await person('idaplain')
    const hold = await place('idaplain', 'accounts_people.username')
    const now = await again(counsel.personId)
    const acts = (actor: Member): readonly (() => Promise<unknown>)[] => [
      () => placeHold(t.ctx, stores, actor, inputOf('idaplain', 'accounts_people.username')),
      () => liftHold(t.ctx, stores, actor, { hold, note: 'It was settled.' }),
      () => openHeld(t.ctx, stores, actor, { hold, reason: 'The authority asked.' }),
    ]
    const looks = (actor: Member): readonly (() => Promise<unknown>)[] => [
      () => listHolds(t.ctx, stores, actor),
      () => getHold(t.ctx, stores, actor, hold),
    ]
    for (const role of ['support', 'security', 'moderator', 'billing'] as const) {
      const other = await person(`hold-${role}`, role)
      for (const act of [...acts(other), ...looks(other)]) await assert.rejects(act, { code: 'page-not-found' }, role)
    }
    for (const act of [...acts(ida), ...looks(ida)]) await assert.rejects(act, { code: 'page-not-found' })
    const weak = { ...now, via: { ...now.via, strong: false } as Member['via'] }
    for (const act of [...acts(weak), ...looks(weak)]) await assert.rejects(act, { code: 'second-factor-needed' })
    const stale = {
      ...now,
      via: {
        ...now.via,
        provenAt: later(now.via.kind === 'session' ? now.via.provenAt : new Date(0), -11 * minuteMs),
      } as Member['via'],
    }
    for (const act of acts(stale)) await assert.rejects(act, { code: 'prove-again' })
    await assert.rejects(() => openHeld(t.ctx, stores, now, { hold, reason: 'The authority asked.' }), {
      code: 'nothing-held',
      status: 409,
    })
    assert.equal((await getHold(t.ctx, stores, now, hold)).hold.person, showId('person', ida.personId), 'the control')
    await lift(hold)
  })

  test('is known to the person: by letter, among their data, and in the log of acts, when placed and when lifted', async () => {
    const rosa = await person('rosatold')
    const hold = await place('rosatold', 'accounts_addresses.email', { because: 'agreement' })
    await t.runJobs(holdHandlers(stores))
    const [own] = await ownHolds(t.ctx, stores, rosa)
    assert.deepEqual(own && { ...own, id: null }, {
      id: null,
      ground: 'It is needed to enforce an agreement.',
      reason: why,
      fields: own?.fields,
      madeAt: t.clock.now(),
      endsAt: new Date(`${dayIn(30)}T00:00:00Z`),
      approvedAs: 'privacy_counsel',
    })
    assert.match(own?.fields.join() ?? '', /address/i)
    const letters = () => t.letters.filter(({ to }) => to === 'rosatold@example.org').map(({ text }) => text)
    assert.match(letters()[0] ?? '', /enforce an agreement[\s\S]*my-data#held-back/)
    assert.ok(!letters()[0]?.includes(why), 'the words themselves stand on the page only')
    const held = await heldOn(t.ctx, stores, rosa.personId)
    const row = held.find(({ store }) => store.name === 'privacy_holds')?.rows[0]
    assert.deepEqual([row?.['reason'], row?.['fields'], row?.['held']], [why, ['accounts_addresses.email'], null])

    await lift(hold)
    await t.runJobs(holdHandlers(stores))
    assert.match(letters()[1] ?? '', /lifted/)
    assert.deepEqual(await ownHolds(t.ctx, stores, rosa), [])
    const { looks } = await lookedAt(t.ctx, rosa.personId)
    assert.deepEqual(
      looks.map(({ kind, by, reason, roles }) => ({ kind, by, reason, roles })),
      [
        { kind: 'hold-lifted', by: 'counsel', reason: 'It was settled.', roles: ['privacy_counsel'] },
        { kind: 'hold-placed', by: 'counsel', reason: why, roles: ['privacy_counsel'] },
      ],
    )
  })

  test('is read only with a reason, which is in the log of acts before; whoever approved it may leave', async () => {
    const lena = await person('lenaread')
    const approver = await person('approver', 'admin')
    const input = inputOf('lenaread', 'accounts_addresses.email')
    const { id: hold } = await placeHold(t.ctx, stores, approver, input)
    await erase(lena)
    assert.equal(OpenHeldInput.safeParse({ hold, reason: 'short' }).success, false)
    const history = async () => (await getHold(t.ctx, stores, counsel, hold)).history
    assert.deepEqual(
      (await history()).map(({ what, by }) => [what, by]),
      [['placed', 'approver']],
    )
    await open(hold)
    assert.deepEqual(
      (await history()).map(({ what, by, reason }) => [what, by, reason]),
      [
        ['read', 'counsel', 'The authority asked.'],
        ['placed', 'approver', null],
      ],
    )
    await erase(approver)
    assert.deepEqual(await tablesWith(approver.personId), [])
    assert.equal((await history()).at(-1)?.by, null)
    assert.ok((await open(hold))['accounts_addresses'], 'the hold stands')
    assert.equal((await verifyAudit(t.ctx)).fault, null)
  })

  test('that is placed while its person is being erased is refused, or keeps what it names', async () => {
    for (let round = 0; round < 6; round++) {
      const username = `racing-${round}`
      const member = await person(username)
      const [placed] = await Promise.allSettled([place(username, 'accounts_addresses.email'), erase(member)])
      // Whatever was queued twice is done by now.
      await t.runJobs([...erasureHandlers(parts), ...holdHandlers(stores)])
      assert.deepEqual(await tablesWith(member.personId), [])
      if (placed.status === 'fulfilled') {
        assert.deepEqual(await open(placed.value), { accounts_addresses: [{ email: `${username}@example.org` }] })
      } else assert.equal((placed.reason as { code?: string }).code, 'person-not-found')
    }
  })
})
