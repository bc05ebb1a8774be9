import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SaveBillingInput, billingStores, saveBilling } from '#accounts/organisation-billing'
import type { Member } from '#accounts/people'
import { type TestHouse, openTestCtx } from '#test/house'
import {
  ChangeHeadInput,
  OrderInput,
  PutLineInput,
  approveOrder,
  asFilledIn,
  changeHead,
  changeOrder,
  getOrder,
  newOrderId,
  placeOrder,
  putLine,
  removeLine,
  submitOrder,
} from './index.ts'
import {
  type Company,
  aCompany,
  aLine,
  anOrder,
  booked,
  filledIn,
  placed,
  roomStores,
  somebody,
  submitted,
  withTerms,
} from './orders.fixtures.ts'

let t: TestHouse
let staff: Member
let them: Company
before(async () => {
  t = await openTestCtx({ stores: [...roomStores, ...billingStores] })
  staff = await somebody(t, 'desk', 'billing')
  them = await aCompany(t, 'ada')
  await withTerms(t, them, staff)
})
after(() => t.close())

const show = (order: string) => getOrder(t.ctx, them.owner, order)
const put = async (order: string, line: object, revision?: number) =>
  putLine(
    t.ctx,
    them.owner,
    'them',
    order,
    PutLineInput.parse({ ...line, revision: revision ?? (await show(order)).revision }),
  )
const head = async (order: string, given: object, revision?: number) =>
  changeHead(
    t.ctx,
    them.owner,
    'them',
    order,
    ChangeHeadInput.parse({ ...given, revision: revision ?? (await show(order)).revision }),
  )
const lineIds = async (order: string): Promise<readonly string[]> =>
  (asFilledIn((await show(order)).content).lines ?? []).map(({ id }) => id ?? '')

describe('a part of an order', () => {
  test('is changed alone: what is said of the whole leaves its lines, and a line leaves the whole', async () => {
    const order = await placed(t, them)
    await head(order, { title: 'Summer', purchaseOrder: null })
    await put(order, aLine({ name: 'Second', include: { tag: ['sea'] } }))
    const [first = '', second = ''] = await lineIds(order)
    await put(order, aLine({ name: 'First again', id: first, rate: '5.00' }))
    const { content, version, phase } = await show(order)
    assert.deepEqual([content.title, content.purchaseOrder, version, phase], ['Summer', null, 1, 'draft'])
    assert.deepEqual(
      content.lines.map(({ name, rateMicros }) => [name, rateMicros]),
      [
        ['First again', 5_000_000n],
        ['Second', 4_500_000n],
      ],
    )
    assert.equal(content.billing?.legalName, 'Harbour Light Press LLC')
    assert.deepEqual(await lineIds(order), [first, second])
  })

  test('of what staff looks at makes a next version, and nobody approves the one before', async () => {
    const order = await submitted(t, them)
    const { sha256 } = await show(order)
    assert.deepEqual(await head(order, { telephone: '+1 207 555 0199' }), { version: 2 })
    await assert.rejects(approveOrder(t.ctx, staff, { order, sha256: sha256 ?? '' }), { code: 'order-not-submitted' })
    const bound = await booked(t, them, staff)
    assert.deepEqual(await put(bound, aLine({ name: 'One more' })), { version: 2 })
    assert.equal((await show(bound)).bindingVersion, 1)
  })

  test('that was overtaken is not written, and a line that is sent twice is there once', async () => {
    const order = await placed(t, them)
    const { revision } = await show(order)
    const results = await Promise.allSettled([
      put(order, aLine({ name: 'Twice' }), revision),
      put(order, aLine({ name: 'Twice' }), revision),
    ])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    assert.equal((await show(order)).content.lines.length, 2)
    await assert.rejects(head(order, { title: 'Late' }, revision), {
      code: 'order-changed-meanwhile',
      kind: 'conflict',
    })
    const [line = ''] = await lineIds(order)
    await assert.rejects(removeLine(t.ctx, them.owner, 'them', order, { line, revision }), {
      code: 'order-changed-meanwhile',
    })
  })

  test('is looked at within the whole: a currency that has no cents is refused where a budget has some', async () => {
    const order = await placed(t, them, { lines: [aLine({ budget: '0.50', rate: '0.10' })] })
    await assert.rejects(head(order, { currency: 'JPY' }), {
      code: 'order-does-not-fit',
      fields: { currency: 'JPY has no smaller amounts than that. Round it.' },
    })
    await assert.rejects(put(order, aLine({ budget: '0.001', rate: '0.10' })), {
      code: 'order-does-not-fit',
      fields: { budget: 'USD has no smaller amounts than that. Round it.' },
    })
    assert.equal((await show(order)).content.lines.length, 1)
  })

  test('is nobody else’s: a line of another order is none, and another company finds no order', async () => {
    const [order, other] = [await placed(t, them), await placed(t, them)]
    const [line = ''] = await lineIds(other)
    await assert.rejects(put(order, aLine({ id: line })), { code: 'line-not-found' })
    const { revision } = await show(order)
    await assert.rejects(removeLine(t.ctx, them.owner, 'them', order, { line, revision }), { code: 'line-not-found' })
    const { owner: stranger } = await aCompany(t, 'eve')
    await assert.rejects(
      changeHead(t.ctx, stranger, 'them', order, ChangeHeadInput.parse({ title: 'Mine', revision })),
      {
        code: 'order-not-found',
      },
    )
  })
})

describe('beginning an order', () => {
  test('by a form that is sent twice begins one, and a number of another’s order none', async () => {
    const draft = newOrderId(t.ctx)
    const begin = (company: Company) =>
      placeOrder(t.ctx, company.owner, company.organisationId, 'them', anOrder(), draft)
    const begun = await Promise.all([begin(them), begin(them)])
    assert.deepEqual(begun, [{ id: draft }, { id: draft }])
    assert.equal((await show(draft)).steps.length, 1)
    await assert.rejects(begin(await aCompany(t, 'mallory')), { code: 'order-not-found' })
  })

  test('takes over what stands on invoices where the organisation gave it', async () => {
    const { legalName: _, billingAddress: __, taxNumber: ___, ...unsaid } = filledIn()
    const company = await aCompany(t, 'grace')
    const input = OrderInput.parse(unsaid)
    const begin = () => placeOrder(t.ctx, company.owner, company.organisationId, 'them', input)
    await assert.rejects(begin(), { code: 'order-billing-missing' })
    const billing = { legalName: 'Grace GmbH', billingAddress: '2 Hafenstraße' }
    await saveBilling(t.ctx, company.owner, company.organisationId, SaveBillingInput.parse(billing))
    const { id } = await begin()
    const { content } = await getOrder(t.ctx, company.owner, id)
    assert.deepEqual(content.billing, { ...billing, taxNumber: null })
  })
})

describe('dates across a clock change', () => {
  test('begin and end at midnight of the place: a day of 23 hours and one of 25 are whole', async () => {
    const days = { startsOn: '2026-03-29', endsOn: '2026-10-25' }
    const order = await placed(t, them, { zone: 'Europe/Berlin', lines: [aLine(days)] })
    const [line] = (await show(order)).content.lines
    assert.deepEqual(
      [line?.startsAt.toISOString(), line?.endsAt.toISOString()],
      ['2026-03-28T23:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    )
    // The same days of another place are other instants, and are counted anew.
    await head(order, { zone: 'America/New_York' })
    const [moved] = (await show(order)).content.lines
    assert.equal(moved?.startsAt.toISOString(), '2026-03-29T04:00:00.000Z')
  })

  test('that are over are refused when the order is submitted, and what was typed stays', async () => {
    const order = await placed(t, them, { lines: [aLine({ startsOn: '2020-01-01', endsOn: '2020-02-01' })] })
    await assert.rejects(submitOrder(t.ctx, them.owner, 'them', order), { code: 'flight-in-the-past' })
    const { content, phase } = await show(order)
    assert.deepEqual([content.lines[0]?.startsOn, phase], ['2020-01-01', 'draft'])
    await assert.rejects(changeOrder(t.ctx, them.owner, 'them', { order, revision: 99 }, anOrder()), {
      code: 'order-changed-meanwhile',
    })
  })
})
