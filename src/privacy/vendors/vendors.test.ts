import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Member, actorOf, createMember, peopleStores, visitor } from '#accounts/people'
import { type StaffRole, rolesStores } from '#accounts/roles'
import { readId } from '#platform/ids'
import { auditStores, verifyAudit } from '#privacy/audit'
import { type TestHouse, dump, formsOf, openTestCtx } from '#test/house'
import { erase, shownTo } from '#test/rights'
import {
  VendorInput,
  activateVendor,
  addVendor,
  editVendor,
  endVendor,
  getVendor,
  listVendors,
  mayConnect,
  publicVendors,
  vendorStores,
} from './index.ts'
import { aMailCompany } from './vendors.fixtures.ts'

let t: TestHouse
let counsel: Member
before(async () => {
  t = await openTestCtx({ stores: [...peopleStores, ...rolesStores, ...auditStores, ...vendorStores] })
  counsel = await aMember('counsel', ['privacy_counsel'])
})
after(() => t.close())

async function aMember(username: string, roles: readonly StaffRole[] = []): Promise<Member> {
  const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true, roles }
  return actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
}
const entry = (more: object = {}): VendorInput => VendorInput.parse({ ...aMailCompany, ...more })
const versionOf = async (id: string): Promise<number> => (await getVendor(t.ctx, counsel, id)).vendor.version
async function anActive(more: object = {}): Promise<string> {
  const { id } = await addVendor(t.ctx, counsel, entry(more))
  await activateVendor(t.ctx, counsel, { id, version: 1 })
  return id
}
const asked = (host: string) =>
  ({ connector: 'SMTP_URL', host, purpose: 'mail.account', carries: ['user.contact.email'] }) as const

describe('the register of companies', () => {
  test('lets a company get data from its activation to its end, and not a moment longer', async () => {
    const host = 'one.example'
    const { id } = await addVendor(t.ctx, counsel, entry({ hosts: host }))
    assert.match(JSON.stringify(await mayConnect(t.ctx, asked(host))), /draft/)
    await activateVendor(t.ctx, counsel, { id, version: 1 })
    assert.deepEqual(await mayConnect(t.ctx, asked(host)), { company: 'Mailco' })
    assert.match(JSON.stringify(await mayConnect(t.ctx, asked('two.example'))), /Nobody on the register/)
    await endVendor(t.ctx, counsel, { id, version: 2 })
    assert.match(JSON.stringify(await mayConnect(t.ctx, asked(host))), /ended/)
  })

  test('shuts by itself when the agreement ends or its review is missed', async () => {
    const today = t.clock.now()
    try {
      for (const [host, dates] of [
        ['ends.example', { endsOn: '2026-06-30' }],
        ['review.example', { reviewOn: '2026-06-30' }],
      ] as const) {
        await anActive({ hosts: host, ...dates })
        t.clock.set(new Date('2026-06-30T23:59:59Z'))
        assert.deepEqual(await mayConnect(t.ctx, asked(host)), { company: 'Mailco' })
        t.clock.set(new Date('2026-07-01T00:00:00Z'))
        assert.ok('shut' in (await mayConnect(t.ctx, asked(host))), host)
        t.clock.set(today)
      }
    } finally {
      t.clock.set(today)
    }
  })

  test('activates nobody in another country without clauses that are signed', async () => {
    const cases = [
      [{ region: 'Germany' }, 'vendor-not-valid'],
      [{ region: 'Germany', agreement: 'scc', fileHash: '' }, 'vendor-not-valid'],
      [{ region: 'Germany', agreement: 'scc', signedOn: '' }, 'vendor-not-valid'],
      [{ region: 'Germany', agreement: 'scc' }, null],
    ] as const
    for (const [more, code] of cases) {
      const { id } = await addVendor(t.ctx, counsel, entry(more))
      const activating = activateVendor(t.ctx, counsel, { id, version: 1 })
      if (code) await assert.rejects(activating, { code, status: 409 })
      else await activating
    }
  })

  test('keeps an active entry valid: a change that is not is refused, and nothing of it stays', async () => {
    const id = await anActive({ hosts: 'stays.example' })
    const changing = editVendor(t.ctx, counsel, { id, version: 2 }, entry({ hosts: 'x.example', region: 'Germany' }))
    await assert.rejects(changing, { code: 'vendor-not-valid' })
    assert.deepEqual((await getVendor(t.ctx, counsel, id)).vendor.hosts, ['stays.example'])
    assert.equal(await versionOf(id), 2)
  })

  test('of two who change an entry at once, one is told', async () => {
    const { id } = await addVendor(t.ctx, counsel, entry())
    const outcomes = await Promise.allSettled(
      ['Grey', 'Green'].map((name) => editVendor(t.ctx, counsel, { id, version: 1 }, entry({ name }))),
    )
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const refused = outcomes.find((one) => one.status === 'rejected')
    assert.match(JSON.stringify(refused?.reason), /vendor-changed-meanwhile/)
    await assert.rejects(endVendor(t.ctx, counsel, { id, version: 1 }), { code: 'vendor-changed-meanwhile' })
  })

  test('knows no purpose of commerce, neither at the edge nor in the database', async () => {
    for (const purpose of ['sell', 'lease', 'rent', 'trade', 'commercial']) {
      assert.equal(VendorInput.safeParse({ ...aMailCompany, purposes: ['mail.account', purpose] }).success, false)
      const writing = t.database.pool.query(`update privacy_vendors set purposes = array['${purpose}']`)
      await assert.rejects(writing, /check constraint/, purpose)
    }
    assert.ok(VendorInput.safeParse(aMailCompany).success, 'the negative control')
  })

  test('tells everybody who gets what and why, and nobody whom we speak to there', async () => {
    await anActive({ name: 'Seen' })
    const seen = (await publicVendors(t.ctx)).find(({ name }) => name === 'Seen')
    assert.ok(seen)
    assert.ok(seen.why.includes('to send mails a person caused by an act of their own'))
    assert.doesNotMatch(JSON.stringify(await publicVendors(t.ctx)), /Kim|kim@/)
  })

  test('is open to the privacy counsel and admins alone', async () => {
    const id = await anActive()
    for (const actor of [visitor, await aMember('nobody'), await aMember('helper', ['support', 'security'])]) {
      for (const act of [
        () => listVendors(t.ctx, actor),
        () => getVendor(t.ctx, actor, id),
        () => addVendor(t.ctx, actor, entry()),
        () => editVendor(t.ctx, actor, { id, version: 2 }, entry()),
        () => activateVendor(t.ctx, actor, { id, version: 2 }),
        () => endVendor(t.ctx, actor, { id, version: 2 }),
      ]) {
        await assert.rejects(act, { code: 'page-not-found' })
      }
    }
    assert.ok((await listVendors(t.ctx, await aMember('boss', ['admin']))).length > 0)
  })
})

describe('the contact of a company', () => {
  test('is sealed, shown to staff, and gone when the agreement ends or another is named', async () => {
    const { id } = await addVendor(
      t.ctx,
      counsel,
      entry({ contactName: 'MARKER Name', contactEmail: 'marker@x.example' }),
    )
    assert.equal((await getVendor(t.ctx, counsel, id)).contact.name, 'MARKER Name')
    const everything = await dump(t)
    for (const form of [...formsOf('MARKER Name'), ...formsOf('marker@x.example')]) {
      assert.ok(!everything.includes(form), form)
    }
    await editVendor(t.ctx, counsel, { id, version: 1 }, entry({ contactName: 'Another' }))
    assert.equal((await getVendor(t.ctx, counsel, id)).contact.name, 'Another')
    const keys = await t.database.pool.query<{ n: number }>(
      `select count(*)::int as n from privacy_vendor_contacts c join platform_subject_keys k using (subject_id)
       where vendor_id = $1`,
      [readId('vendor', id)],
    )
    assert.equal(keys.rows[0]?.n, 1, 'one contact, one key')
    await endVendor(t.ctx, counsel, { id, version: 2 })
    assert.deepEqual((await getVendor(t.ctx, counsel, id)).contact, { name: '', email: '' })
  })
})

describe('the contact of a company who is erased', () => {
  test('leaves nothing: no row, no key, no word in any table; the entry stays, and others stay theirs', async () => {
    const [one, other] = [
      await anActive({ contactName: 'Erase Qzme', contactEmail: 'qzme@x.example' }),
      await anActive(),
    ]
    const { rows } = await t.database.pool.query<{ id: string }>(
      'select subject_id as id from privacy_vendor_contacts where vendor_id = $1',
      [readId('vendor', one)],
    )
    const subjectId = rows[0]?.id ?? assert.fail('a contact')
    const stores = [...peopleStores, ...rolesStores, ...auditStores, ...vendorStores]
    assert.deepEqual(
      (await shownTo(t.ctx, stores, subjectId)).flatMap(({ store, rows: held }) =>
        held.length > 0 ? [[store, held.length]] : [],
      ),
      [['privacy_vendor_contacts', 1]],
      'the negative control',
    )
    assert.deepEqual(await erase(t.ctx, stores, subjectId), [{ table: 'privacy_vendor_contacts', rows: 1 }])
    assert.deepEqual((await getVendor(t.ctx, counsel, one)).contact, { name: '', email: '' })
    assert.equal((await getVendor(t.ctx, counsel, one)).vendor.state, 'active')
    assert.equal((await getVendor(t.ctx, counsel, other)).contact.name, aMailCompany.contactName)
    const everything = await dump(t)
    for (const text of ['Erase Qzme', 'qzme@x.example', subjectId]) {
      for (const form of formsOf(text)) assert.ok(!everything.includes(form), form)
    }
  })
})

describe('the history of an entry', () => {
  test('has every act with who and when, and only grows', async () => {
    const { id } = await addVendor(t.ctx, counsel, entry())
    await editVendor(t.ctx, counsel, { id, version: 1 }, entry({ region: 'Germany', agreement: 'scc' }))
    await activateVendor(t.ctx, counsel, { id, version: 2 })
    await endVendor(t.ctx, counsel, { id, version: 3 })
    const { history } = await getVendor(t.ctx, counsel, id)
    assert.deepEqual(
      history.map(({ what }) => what),
      ['ended', 'activated', 'changed', 'added'],
    )
    assert.deepEqual(history[2]?.lines, ['Country: United States → Germany', 'Agreement: dpa → scc'])
    assert.ok(history.every(({ by }) => by === 'counsel'))
    const acts = await t.database.pool.query(`select 1 from privacy_audit_entries where kind = 'vendor-changed'`)
    assert.ok((acts.rowCount ?? 0) >= 4, 'the log of acts has them too')
    assert.equal((await verifyAudit(t.ctx)).fault, null)
    for (const rewriting of [
      `update privacy_vendor_changes set what = 'added'`,
      `update privacy_vendor_changes set by_person_id = null, lines = '{}'`,
      `delete from privacy_vendor_changes`,
    ]) {
      await assert.rejects(t.database.pool.query(rewriting), /only grows/, rewriting)
    }
  })

  test('outlives whoever wrote it, without their number', async () => {
    const leaver = await aMember('leaver', ['admin'])
    const { id } = await addVendor(t.ctx, leaver, entry())
    await t.database.pool.query(`delete from accounts_people where id = $1`, [leaver.personId])
    const { history } = await getVendor(t.ctx, counsel, id)
    assert.deepEqual(
      history.map(({ by, what }) => ({ by, what })),
      [{ by: null, what: 'added' }],
    )
  })
})
