import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { proveAddress } from '#accounts/addresses'
import { activateMember, addMember } from '#accounts/members'
import { type Member, type StaffRole, actorOf, peopleStores, staffRoles } from '#accounts/people'
import {
  CreateOrganisationInput,
  type OrganisationRole,
  addPerson,
  createOrganisation,
  organisationRoles,
  organisationStores,
} from '#accounts/organisations'
import { later, minuteMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { type TestHouse, dump, formsOf, openTestCtx } from '#test/house'
import { erase } from '#test/rights'
import {
  ChangePayoutInput,
  SaveBillingInput,
  billingStores,
  changePayout,
  readBilling,
  readBillingAsStaff,
  saveBilling,
} from './index.ts'

const stores = [...peopleStores, ...organisationStores, ...billingStores]

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores })
})
after(() => t.close())

async function somebody(username: string): Promise<Member> {
  const personId = await inTransaction(t.ctx, async (tx) => {
    // A hash that nothing matches: nobody signs in here, and making a real one takes longer than the rest of the test.
    const made = await addMember(tx, {
      username,
      email: `${username}@example.org`,
      passwordHash: 'none',
      agreements: [],
    })
    await proveAddress(tx, made.addressId)
    await activateMember(tx, made.personId)
    return made.personId
  })
  return actorOf(t.ctx, personId, { kind: 'system' })
}
async function founded(owner: Member): Promise<Id<'organisation'>> {
  const input = { kind: 'publisher', name: 'Harbour Light Press', country: 'US', email: 'desk@harbour.example' }
  return (await createOrganisation(t.ctx, owner, CreateOrganisationInput.parse(input))).organisationId
}
const inSession = (member: Member, { strong = true, minutesAgo = 0 } = {}): Member => ({
  ...member,
  via: {
    kind: 'session',
    sessionId: member.personId as string as Id<'session'>,
    strong,
    provenAt: later(t.clock.now(), -minutesAgo * minuteMs),
  },
})
const iban = 'DE89 3704 0044 0532 0130 00'
const bill = SaveBillingInput.parse({
  legalName: 'Harbour Light Press LLC',
  billingAddress: '1 Quay Street\nPortland',
  taxNumber: '12-3456789',
})
const payout = ChangePayoutInput.parse({ method: 'bank-transfer', account: iban })

suite('billing data of an organisation', () => {
  test('is sealed, and what was written is what is read', async () => {
    const owner = await somebody('sealed-owner')
    const id = await founded(owner)
    assert.equal(await readBilling(t.ctx, owner, id), null)
    await changePayout(t.ctx, inSession(owner), id, payout)
    await saveBilling(t.ctx, owner, id, bill)
    assert.deepEqual(await readBilling(t.ctx, owner, id), {
      ...bill,
      payout: { method: 'bank-transfer', account: iban, changedAt: t.clock.now() },
      changedAt: t.clock.now(),
    })
    const stored = await dump(t)
    for (const marker of [iban, 'bank-transfer', bill.legalName, bill.billingAddress, '12-3456789'])
      for (const form of formsOf(marker)) assert.ok(!stored.includes(form), form)
  })

  test('is read and written by owners and finance, and by no other role', async () => {
    const owner = await somebody('matrix-owner')
    const id = await founded(owner)
    await saveBilling(t.ctx, owner, id, bill)
    const may: readonly OrganisationRole[] = ['owner', 'finance']
    for (const role of organisationRoles) {
      const member = await somebody(`is-${role}`)
      await inTransaction(t.ctx, (tx) => addPerson(tx, id, member.personId, [role]))
      const verbs = [
        () => readBilling(t.ctx, member, id),
        () => saveBilling(t.ctx, member, id, bill),
        () => changePayout(t.ctx, inSession(member), id, payout),
      ]
      for (const verb of verbs) {
        if (may.includes(role)) await verb()
        else {
          const before = await dump(t)
          await assert.rejects(verb(), { code: 'role-missing' }, role)
          assert.equal(await dump(t), before, 'a refusal changes nothing')
        }
      }
    }
    const stranger = await somebody('stranger')
    for (const verb of [
      () => readBilling(t.ctx, stranger, id),
      () => saveBilling(t.ctx, stranger, id, bill),
      () => changePayout(t.ctx, inSession(stranger), id, payout),
    ])
      await assert.rejects(verb(), { code: 'organisation-not-found' })
  })

  test('is read by staff who bill, and by no other staff (promise: S-35)', async () => {
    const owner = await somebody('staffed-owner')
    const id = await founded(owner)
    await saveBilling(t.ctx, owner, id, bill)
    const as = (role: StaffRole): Member => ({ ...inSession(owner), roles: new Set([role]) })
    for (const role of staffRoles) {
      const notes: string[] = []
      const note = async () => void notes.push(role)
      if (role === 'billing')
        assert.equal((await readBillingAsStaff(t.ctx, as(role), id, note))?.legalName, bill.legalName)
      else await assert.rejects(readBillingAsStaff(t.ctx, as(role), id, note), { code: 'page-not-found' }, role)
      assert.deepEqual(notes, role === 'billing' ? [role] : [])
    }
    const fails = async () => assert.fail('the log is full')
    await assert.rejects(readBillingAsStaff(t.ctx, as('billing'), id, fails), /the log is full/)
    await assert.rejects(readBillingAsStaff(t.ctx, owner, id, fails), { code: 'page-not-found' }, 'no staff')
  })

  test('takes another account only with a second factor proven within ten minutes (promise: S-78)', async () => {
    const owner = await somebody('payout-owner')
    const id = await founded(owner)
    await changePayout(t.ctx, inSession(owner), id, payout)
    const other = ChangePayoutInput.parse({ method: 'paypal', account: 'thief@example.org' })
    const before = await dump(t)
    for (const [actor, code] of [
      [inSession(owner, { strong: false }), 'payout-needs-second-factor'],
      [inSession(owner, { minutesAgo: 11 }), 'prove-again'],
      [owner, 'session-needed'],
      [
        {
          ...owner,
          via: { kind: 'api-key', keyId: id as string as Id<'apiKey'>, scopes: new Set(['business:write'] as const) },
        },
        'scope-missing',
      ],
    ] as const)
      await assert.rejects(changePayout(t.ctx, actor, id, other), { code, status: 403 }, code)
    assert.equal(await dump(t), before)
    await changePayout(t.ctx, inSession(owner, { minutesAgo: 9 }), id, other)
    assert.equal((await readBilling(t.ctx, owner, id))?.payout?.account, 'thief@example.org', 'negative control')
  })

  test('takes no number of a payment card, in any field', () => {
    for (const [Input, good] of [
      [SaveBillingInput, bill],
      [ChangePayoutInput, payout],
    ] as const) {
      assert.ok(Input.safeParse(good).success, 'negative control')
      for (const field of Object.keys(good).filter((name) => name !== 'method'))
        assert.throws(() => Input.safeParse({ ...good, [field]: 'card 4111-1111 1111.1111' }), { code: 'card-number' })
    }
    assert.equal(ChangePayoutInput.safeParse({ ...payout, method: 'card' }).success, false)
  })

  test('goes with the organisation, and nothing of it is left', async () => {
    const owner = await somebody('leaving-owner')
    const id = await founded(owner)
    await saveBilling(t.ctx, owner, id, bill)
    await erase(t.ctx, stores, id)
    const { rows } = await t.database.pool.query(
      `select 1 from accounts_organisation_billing where organisation_id = $1
       union all select 1 from platform_subject_keys where subject_id = $1`,
      [id],
    )
    assert.deepEqual(rows, [])
  })
})
