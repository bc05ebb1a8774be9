import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { GiveNoticeInput, giveNotice } from '#ads/agreements'
import { SaveContactInput, saveContact } from '#accounts/organisation-contacts'
import type { Member } from '#accounts/people'
import { dayMs, minuteMs } from '#platform/clock'
import { inTransaction } from '#platform/context'
import { type Id, readId, showId } from '#platform/ids'
import { entriesAbout, verifyAudit } from '#privacy/audit'
import { type TestHouse, dump, openTestCtx } from '#test/house'
import { erase, expireRows } from '#test/rights'
import {
  type ShownOrder,
  OrderInput,
  ReportTroubleInput,
  SolveTroubleInput,
  approveOrder,
  cancelOrder,
  changeOrder,
  copyOrder,
  declineOrder,
  followWishes,
  getOrder,
  listCalls,
  listLiveLines,
  listOrders,
  listOrdersOfAll,
  noteCall,
  orderClosing,
  orderHandlers,
  orderHolder,
  orderPdf,
  pauseOrder,
  placeOrder,
  reportTrouble,
  signOrder,
  solveTrouble,
  submitOrder,
} from './index.ts'
import {
  type Company,
  aCompany,
  aLine,
  aParty,
  again,
  anOrder,
  approved,
  booked,
  filledIn,
  placed,
  roomStores,
  signedByBoth,
  signing,
  somebody,
  submitted,
  withTerms,
} from './orders.fixtures.ts'

let t: TestHouse
let staff: Member
before(async () => {
  t = await openTestCtx({ stores: roomStores })
  t.clock.set(new Date('2026-01-15T12:00:00Z'))
  staff = await somebody(t, 'billing', 'billing')
})
after(() => t.close())

let count = 0
const aloof = (more: Parameters<typeof aCompany>[2] = {}): Promise<Company> => aCompany(t, `owner-${++count}`, more)
/** A company whose terms are in force. */
async function company(more: Parameters<typeof aCompany>[2] = {}): Promise<Company> {
  const made = await aloof(more)
  await withTerms(t, made, staff)
  return made
}
const show = (order: string, actor = staff): Promise<ShownOrder> => getOrder(t.ctx, actor, order)
const stateOf = async (order: string): Promise<string> => (await show(order)).state
const uuidOf = (shown: string): Id<'order'> => readId('order', shown) ?? assert.fail(shown)
const change = async (actor: Member, order: string, more: object = {}): Promise<number> => {
  const { revision, content, side } = await show(order, actor)
  const lines = content.lines.map(({ id }) => aLine({ id: shownLine(id) }))
  return (await changeOrder(t.ctx, actor, side, { order, revision }, anOrder({ lines, ...more }))).version
}
const shownLine = (id: Id<'line'>): string => showId('line', id)
/** Puts the clock forward for a while. */
async function at(instant: string, work: () => Promise<void>): Promise<void> {
  const before_ = t.clock.now()
  t.clock.set(new Date(instant))
  try {
    await work()
  } finally {
    t.clock.set(before_)
  }
}
const codes = (tries: readonly PromiseSettledResult<unknown>[]): readonly string[] =>
  tries.flatMap((one) =>
    one.status === 'rejected' ? [(one.reason as { code?: string }).code ?? String(one.reason)] : [],
  )
const live = async (order: string): Promise<number> =>
  (await listLiveLines(t.ctx)).filter(({ orderId }) => orderId === uuidOf(order)).length

describe('an order', () => {
  test('passes each state, and is delivered only once staff approved and both sides signed (promises: S-23, S-24)', async () => {
    const them = await company()
    const order = await placed(t, them)
    assert.equal(await stateOf(order), 'draft')
    const signAsThem = async () => signOrder(t.ctx, them.owner, 'them', await signing(t, them.owner, order))
    await submitOrder(t.ctx, them.owner, 'them', order)
    assert.equal(await stateOf(order), 'submitted')
    await assert.rejects(signAsThem(), { code: 'order-not-approved' })
    const { sha256, text } = await show(order)
    assert.equal(
      createHash('sha256')
        .update(text ?? '')
        .digest('hex'),
      sha256,
    )
    const input = await signing(t, staff, order)
    await approveOrder(t.ctx, staff, { order, sha256: sha256 ?? '' })
    assert.equal(await stateOf(order), 'approved')
    await assert.rejects(signOrder(t.ctx, staff, 'us', input), { code: 'order-not-signed-yet' })
    await signAsThem()
    assert.deepEqual([(await show(order)).state, (await show(order)).next], ['signed', 'us'])
    await signOrder(t.ctx, staff, 'us', { ...input, name: 'Grace Hopper' })
    const { state, signatures, bindingVersion, steps } = await show(order, them.owner)
    assert.deepEqual([state, bindingVersion], ['booked', 1])
    assert.deepEqual(
      signatures.map(({ side, name, sha256: signed }) => [side, name, signed]),
      [
        ['them', 'Łucja Ångström', sha256],
        ['us', 'Grace Hopper', sha256],
      ],
    )
    assert.deepEqual(
      steps.map(({ what }) => what),
      ['made', 'submitted', 'approved', 'signed', 'countersigned'],
    )
    assert.equal(await live(order), 0, 'not before its flight')
    // The first of its days begins at four in the morning of UTC, when New York has summer time already.
    await at('2026-03-20T03:59:59Z', async () =>
      assert.deepEqual([await stateOf(order), await live(order)], ['booked', 0]),
    )
    await at('2026-03-20T04:00:00Z', async () =>
      assert.deepEqual([await stateOf(order), await live(order)], ['live', 1]),
    )
    await at('2026-04-20T03:59:59Z', async () => assert.equal(await live(order), 1))
    await at('2026-04-20T04:00:00Z', async () =>
      assert.deepEqual([await stateOf(order), await live(order)], ['finished', 0], 'and stops after'),
    )
  })

  test('needs name, company, street address, e-mail and telephone (promise: S-25)', () => {
    assert.equal(OrderInput.safeParse(filledIn()).success, true, 'the control')
    for (const field of Object.keys(aParty)) {
      for (const value of [undefined, '', '   ']) {
        const { error } = OrderInput.safeParse(filledIn({ [field]: value }))
        assert.deepEqual([...new Set(error?.issues.map(({ path }) => path.join('.')))], [field], field)
      }
    }
  })

  test('takes no number of a payment card in any of its texts (promise: S-26)', () => {
    const card = '4111 1111 1111 1111'
    for (const field of [
      ...['title', 'purchaseOrder', 'name', 'company', 'street', 'legalName', 'billingAddress', 'taxNumber'],
    ]) {
      const refused = { code: 'card-number' }
      assert.throws(() => OrderInput.parse(filledIn({ [field]: `Pay by ${card}` })), refused, field)
    }
    assert.throws(() => OrderInput.parse(filledIn({ telephone: card })), { code: 'card-number' })
    assert.throws(() => OrderInput.parse(filledIn({ lines: [aLine({ name: card })] })), { code: 'card-number' })
    assert.throws(() => ReportTroubleInput.parse({ order: 'ord_1', reason: 'billing', words: `Card ${card} failed` }), {
      code: 'card-number',
    })
  })

  test('keeps what stands on invoices sealed, and from whoever does not see to money (promise: S-26)', async () => {
    const them = await company()
    const order = await booked(t, them, staff)
    const orders = await somebody(t, `orders-${count}`)
    await join(them, orders, 'orders')
    const finance = await somebody(t, `finance-${count}`)
    await join(them, finance, 'finance')
    assert.equal((await show(order, orders)).content.billing, null)
    assert.equal((await show(order, finance)).content.billing?.taxNumber, '12-3456789 US')
    assert.equal((await show(order, them.owner)).content.billing?.legalName, 'Harbour Light Press LLC')
    assert.ok(!(await show(order, orders)).text?.includes('Press LLC'))
    const version = await change(orders, order, {
      ...{ legalName: undefined, billingAddress: undefined, taxNumber: undefined, title: 'Spring and summer' },
    })
    assert.deepEqual([version, (await show(order, finance)).content.billing?.taxNumber], [2, '12-3456789 US'])
    const everything = await dump(t)
    for (const clear of ['Łucja', 'Quay Street', '555 0123', 'Press LLC', '12-3456789', 'Grace Hopper']) {
      assert.ok(!everything.includes(clear) && !everything.includes(Buffer.from(clear).toString('hex')), clear)
    }
    const open = (purpose: 'business.settle' | 'business.provide') =>
      t.ctx.db
        .selectFrom('ads_order_billing')
        .where('order_id', '=', uuidOf(order))
        .select('tax_number')
        .executeTakeFirstOrThrow()
        .then(({ tax_number: sealed }) =>
          t.ctx.vault.open(
            t.ctx.db,
            { column: 'ads_order_billing.tax_number', subjectId: uuidOf(order) },
            sealed ?? Buffer.alloc(0),
            purpose,
          ),
        )
    assert.equal(await open('business.settle'), '12-3456789 US', 'the control')
    await assert.rejects(open('business.provide'), /not declared for the purpose/)
  })

  test('is submitted, signed and delivered only under terms that are in force', async () => {
    const them = await aloof()
    const order = await placed(t, them)
    await assert.rejects(submitOrder(t.ctx, them.owner, 'them', order), { code: 'order-without-terms' })
    const agreement = await withTerms(t, them, staff)
    await submitOrder(t.ctx, them.owner, 'them', order)
    await approved(t, staff, order)
    const other = await submitted(t, them)
    await approved(t, staff, other)
    await signedByBoth(t, them, staff, order)
    await at('2026-03-25T12:00:00Z', async () => assert.equal(await live(order), 1, 'the control'))
    const owner = await again(t, them.owner.personId)
    await giveNotice(t.ctx, owner, GiveNoticeInput.parse({ agreement, side: 'them' }))
    await at('2026-03-25T12:00:00Z', async () => {
      assert.deepEqual([await stateOf(order), await live(order)], ['halted', 0])
      const now = await again(t, them.owner.personId)
      await assert.rejects(signOrder(t.ctx, now, 'them', await signing(t, now, other)), { code: 'order-without-terms' })
    })
  })

  test('is changed by a new version only once somebody has seen it; what both signed binds meanwhile', async () => {
    const them = await company()
    const order = await placed(t, them)
    assert.equal(await change(them.owner, order, { title: 'A better name' }), 1, 'a draft is changed as it is')
    await submitOrder(t.ctx, them.owner, 'them', order)
    assert.equal(
      await change(them.owner, order, { title: 'A better name' }),
      1,
      'what changes nothing makes no version',
    )
    assert.equal(await change(them.owner, order, { title: 'The best name' }), 2)
    assert.equal(await stateOf(order), 'draft', 'and it has to be submitted and approved anew')
    await submitOrder(t.ctx, them.owner, 'them', order)
    await approved(t, staff, order)
    const owner = await again(t, them.owner.personId)
    await signOrder(t.ctx, owner, 'them', await signing(t, owner, order))
    assert.equal(await change(staff, order, { purchaseOrder: 'PO-4712' }), 3, 'also after they signed')
    assert.deepEqual((await show(order)).signatures, [], 'no signature is under the new version')
    await submitOrder(t.ctx, staff, 'us', order)
    await approved(t, staff, order)
    await signedByBoth(t, them, staff, order)
    assert.equal((await show(order)).bindingVersion, 3)
    await at('2026-03-25T12:00:00Z', async () => {
      assert.equal(await change(await again(t, them.owner.personId), order, { title: 'Longer', lines: [longer] }), 4)
      const { state, bindingVersion, phase, differences, next } = await show(order)
      assert.deepEqual([state, bindingVersion, phase, next], ['live', 3, 'draft', 'them'])
      assert.equal(differences?.to, 3)
      assert.deepEqual(
        differences?.list.filter(({ where }) => where === null).map(({ what, before: was, now }) => [what, was, now]),
        [
          ['Name of the order', 'Spring campaign', 'Longer'],
          ['Purchase order', 'PO-4712', 'PO-4711'],
        ],
      )
      const lines = (await listLiveLines(t.ctx)).filter(({ orderId }) => orderId === uuidOf(order))
      assert.deepEqual(
        lines.map(({ endsOn }) => endsOn),
        ['2026-04-19'],
        'what both signed is delivered, and nothing else',
      )
    })
  })
  const longer = aLine({ startsOn: '2026-03-26', endsOn: '2026-06-30' })

  test('is declined with the reason, changed and submitted anew', async () => {
    const them = await company()
    const order = await submitted(t, them)
    const { sha256 } = await show(order)
    const because = 'The second line asks for a sector that we do not have.'
    await declineOrder(t.ctx, staff, { order, sha256: sha256 ?? '', because })
    const { state, next, versions } = await show(order, them.owner)
    assert.deepEqual([state, next, versions[0]?.declinedBecause], ['declined', 'them', because])
    await assert.rejects(approveOrder(t.ctx, staff, { order, sha256: sha256 ?? '' }), { code: 'order-not-submitted' })
    assert.equal(await change(them.owner, order, { title: 'Another one' }), 2)
  })

  test('is placed by staff for an advertiser, and signed by the advertiser', async () => {
    const them = await company()
    const { id } = await placeOrder(t.ctx, staff, them.organisationId, 'us', anOrder())
    await submitOrder(t.ctx, staff, 'us', id)
    await approved(t, staff, id)
    await assert.rejects(signOrder(t.ctx, staff, 'them', await signing(t, staff, id)), { code: 'order-not-found' })
    await signedByBoth(t, them, staff, id)
    assert.deepEqual((await show(id)).steps[0]?.side, 'us')
    const publisher = await aloof({ kind: 'publisher' })
    await assert.rejects(placeOrder(t.ctx, staff, publisher.organisationId, 'us', anOrder()), {
      code: 'orders-of-advertisers',
    })
  })

  test('is nothing to anybody else, and is signed by whoever proved themselves just now and by no key', async () => {
    const them = await company()
    const other = await company()
    const order = await submitted(t, them)
    const reader = await somebody(t, `reader-${count}`)
    await join(them, reader, 'reader')
    const support = await somebody(t, `support-${count}`, 'support')
    const input = await signing(t, staff, order)
    for (const actor of [other.owner, support]) {
      const missing = { code: 'order-not-found' }
      await assert.rejects(show(order, actor), missing)
      await assert.rejects(orderPdf(t.ctx, actor, order), missing)
      await assert.rejects(submitOrder(t.ctx, actor, 'them', order), missing)
      await assert.rejects(signOrder(t.ctx, actor, 'them', input), missing)
      await assert.rejects(cancelOrder(t.ctx, actor, 'them', order), missing)
      await assert.rejects(copyOrder(t.ctx, actor, 'them', { order, renew: false }), missing)
      await assert.rejects(changeOrder(t.ctx, actor, 'them', { order, revision: 2 }, anOrder()), missing)
      await assert.rejects(pauseOrder(t.ctx, actor, 'them', { order, pause: true }), missing)
      await assert.rejects(listOrders(t.ctx, actor, them.organisationId), missing)
      for (const asStaff of [
        () => approveOrder(t.ctx, actor, input),
        () => listOrdersOfAll(t.ctx, actor),
        () => listCalls(t.ctx, actor),
        () => signOrder(t.ctx, actor, 'us', input),
        () => reportTrouble(t.ctx, actor, aTrouble(order)),
      ]) {
        await assert.rejects(asStaff(), { code: 'page-not-found' })
      }
    }
    assert.equal((await show(order, reader)).mayAct, false)
    await assert.rejects(cancelOrder(t.ctx, reader, 'them', order), { code: 'role-missing' })
    await approved(t, staff, order)
    t.clock.advanceMs(11 * minuteMs)
    await assert.rejects(signOrder(t.ctx, them.owner, 'them', input), { code: 'prove-again' })
    const key = {
      kind: 'api-key',
      keyId: 'k' as Id<'apiKey'>,
      scopes: new Set(['business:write', 'business:read'] as const),
    } as const
    await assert.rejects(signOrder(t.ctx, { ...them.owner, via: key }, 'them', input), { code: 'scope-missing' })
    assert.equal((await show(order, { ...them.owner, via: key })).state, 'approved', 'a key reads and writes')
    staff = await again(t, staff.personId)
  })

  test('is copied as a draft, and renewed after its own length', async () => {
    const them = await company()
    const order = await booked(t, them, staff)
    const copy = await show((await copyOrder(t.ctx, them.owner, 'them', { order, renew: false })).id)
    assert.deepEqual([copy.state, copy.version, copy.content.lines[0]?.startsOn], ['draft', 1, '2026-03-20'])
    const next = await show((await copyOrder(t.ctx, them.owner, 'them', { order, renew: true })).id)
    assert.deepEqual(
      next.content.lines.map(({ startsOn, endsOn }) => [startsOn, endsOn]),
      [['2026-04-20', '2026-05-20']],
    )
    assert.notEqual(next.content.lines[0]?.id, copy.content.lines[0]?.id)
  })

  test('is a paper that holds its text, the hash and both signatures, and is the same bytes each time (promise: S-24)', async () => {
    const them = await company()
    const order = await placed(t, them)
    await assert.rejects(orderPdf(t.ctx, them.owner, order), { code: 'order-without-paper' })
    await submitOrder(t.ctx, them.owner, 'them', order)
    const unsigned = await orderPdf(t.ctx, them.owner, order)
    await approved(t, staff, order)
    await signedByBoth(t, them, staff, order)
    const pdf = await orderPdf(t.ctx, them.owner, order)
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
    assert.ok(pdf.equals(await orderPdf(t.ctx, them.owner, order)))
    assert.ok(!pdf.equals(unsigned))
  })

  test('whose text was changed in the database is not shown as what was signed', async () => {
    const them = await company()
    const order = await booked(t, them, staff)
    const place = { column: 'ads_order_versions.text', subjectId: uuidOf(order) }
    const text = await t.ctx.vault.seal(t.ctx.db, place, ((await show(order)).text ?? '').replace('4.50', '3.50'))
    await t.ctx.db.updateTable('ads_order_versions').set({ text }).where('order_id', '=', uuidOf(order)).execute()
    await assert.rejects(show(order), /not the text that was hashed/)
  })

  test('is written down step by step, for the organisation', async () => {
    const them = await company()
    const order = await booked(t, them, staff)
    const entries = (await entriesAbout(t.ctx, them.organisationId, { limit: 10 })).filter(
      ({ kind }) => kind === 'order-step',
    )
    assert.deepEqual(entries.map(({ detail, by }) => [detail['what'], by]).reverse(), [
      ['made', them.owner.personId],
      ['submitted', them.owner.personId],
      ['approved', staff.personId],
      ['signed', them.owner.personId],
      ['countersigned', staff.personId],
    ])
    assert.ok(entries.every(({ detail }) => detail['orderId'] === uuidOf(order)))
  })
})

describe('of those who act at once', () => {
  test('one signs for each side (promise: S-24)', async () => {
    const them = await company()
    const order = await submitted(t, them)
    await approved(t, staff, order)
    const input = await signing(t, them.owner, order)
    const six = <Out>(work: () => Promise<Out>) => Promise.allSettled(Array.from({ length: 6 }, work))
    const tries = await six(() => signOrder(t.ctx, them.owner, 'them', input))
    assert.deepEqual(codes(tries), Array(5).fill('order-already-signed'))
    const ours = await six(() => signOrder(t.ctx, staff, 'us', input))
    assert.deepEqual(codes(ours), Array(5).fill('order-already-signed'))
    assert.equal((await show(order)).signatures.length, 2)
    assert.equal((await verifyAudit(t.ctx)).fault, null)
  })

  test('one approves, and what is changed at that moment is not approved', async () => {
    for (let round = 0; round < 6; round++) {
      const them = await company()
      const order = await submitted(t, them)
      const { sha256, revision } = await show(order)
      const input = { order, sha256: sha256 ?? '' }
      const [approval, second, changed] = await Promise.allSettled([
        approveOrder(t.ctx, staff, input),
        approveOrder(t.ctx, staff, input),
        changeOrder(t.ctx, them.owner, 'them', { order, revision }, anOrder({ title: 'Quite another' })),
      ])
      const { version, phase, versions } = await show(order)
      if (changed.status === 'fulfilled') {
        assert.deepEqual([version, phase], [2, 'draft'])
        assert.deepEqual(codes([approval, second]), ['order-not-submitted', 'order-not-submitted'])
      } else {
        assert.deepEqual([version, phase], [1, 'approved'])
        assert.deepEqual(codes([changed]), ['order-changed-meanwhile'])
        assert.equal(codes([approval, second]).length, 1)
      }
      assert.equal(
        versions.filter(({ phase: one }) => one === 'approved').length,
        changed.status === 'fulfilled' ? 0 : 1,
      )
    }
  })

  test('one makes the next version, and the others are told', async () => {
    const them = await company()
    const order = await booked(t, them, staff)
    const { revision } = await show(order)
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, (_, one) =>
        changeOrder(t.ctx, them.owner, 'them', { order, revision }, anOrder({ title: `Title ${one}` })),
      ),
    )
    assert.deepEqual(codes(tries), Array(4).fill('order-changed-meanwhile'))
    assert.equal((await show(order)).version, 2)
  })

  test('nobody signs what is changed at the same moment', async () => {
    for (let round = 0; round < 6; round++) {
      const them = await company()
      const order = await submitted(t, them)
      await approved(t, staff, order)
      const input = await signing(t, them.owner, order)
      const { revision } = await show(order)
      const [signed, changed] = await Promise.allSettled([
        signOrder(t.ctx, them.owner, 'them', input),
        changeOrder(t.ctx, staff, 'us', { order, revision }, anOrder({ title: 'Quite another' })),
      ])
      assert.equal(codes([signed, changed]).length, 1, 'one of the two')
      const { phase, signatures } = await show(order)
      assert.deepEqual([phase, signatures.length], signed.status === 'fulfilled' ? ['signed', 1] : ['draft', 0])
    }
  })
})

describe('what is filled in', () => {
  const problems = (more: object, line: object = {}): readonly string[] =>
    OrderInput.safeParse(filledIn({ lines: [aLine(line)], ...more })).error?.issues.map(({ path }) => path.join('.')) ??
    []

  for (const [name, line, where] of [
    ['a budget of a million million', { budget: '1000000000000' }, 'budget'],
    ['a budget that pays for nothing', { budget: '0.01', rate: '45.00' }, 'budget'],
    ['a budget of nothing', { budget: '0.00' }, 'budget'],
    ['a budget with half a cent', { budget: '10.005' }, 'budget'],
    ['an amount with a comma', { budget: '12000,00' }, 'budget'],
    ['a negative rate', { rate: '-4.50' }, 'rate'],
    ['neither budget nor quantity', { budget: undefined }, 'budget'],
    ['both budget and quantity', { quantity: 1000 }, 'quantity'],
    ['a flat price with a budget', { priceModel: 'flat', rate: '900.00' }, 'budget'],
    ['an end before the beginning', { endsOn: '2026-03-19' }, 'endsOn'],
    ['a day that does not exist', { startsOn: '2026-02-30' }, 'startsOn'],
    ['a flight of four years', { endsOn: '2030-03-19' }, 'endsOn'],
    ['hours that end before they begin', { dayParts: [{ days: [1], fromHour: 9, toHour: 9 }] }, 'dayParts.0.toHour'],
    ['a sector that we do not have', { include: { vertical: ['Gardens'] } }, 'include.vertical.0'],
    ['a colour by its name', { include: { colour: ['red'] } }, 'include.colour.0'],
    ['the same asked for and kept away from', { include: { tag: ['sea'] }, exclude: { tag: ['sea'] } }, 'exclude.tag'],
    ['separation without a sector', { separation: 'page' }, 'competesIn'],
    ['who looks at it', { include: { age: ['18-24'] } }, 'include'],
  ] as const) {
    test(`${name} is refused beside its field`, () => assert.deepEqual(problems({}, line), [`lines.0.${where}`]))
  }

  test('takes one cent where it pays for something, whole yen only, and zones and currencies that there are', () => {
    assert.deepEqual(problems({}, { budget: '0.01', rate: '10.00' }), [])
    assert.deepEqual(problems({ currency: 'JPY' }, { budget: '1000.50' }), ['lines.0.budget'])
    assert.deepEqual(problems({ currency: 'JPY' }, { budget: '1000' }), [])
    assert.deepEqual(problems({ currency: 'QQQ' }), ['currency'])
    assert.deepEqual(problems({ zone: 'Europe/Atlantis' }), ['zone'])
    assert.deepEqual(problems({ lines: Array.from({ length: 51 }, () => aLine()) }), ['lines'])
  })

  test('holds everything that is asked for as it was typed, by version', async () => {
    const them = await company()
    const include = {
      vertical: ['483'],
      tag: ['Sea', 'sea'],
      colour: ['#2B3FD1'],
      'site-country': ['us'],
      size: ['large'],
    }
    const exclude = { category: ['80DV8O'], word: ['storm'], language: ['DE'] }
    const dayParts = [{ days: [1, 7], fromHour: 9, toHour: 11 }]
    const line = aLine({
      ...{ include, exclude, dayParts, competesIn: ['483'], separation: 'page', pageViewMax: 2 },
      ...{ budget: undefined, quantity: 2_000_000, pacing: 'front-loaded', priceModel: 'vcpm' },
    })
    const unknown = aLine({ exclude: { category: ['80dv8o'] } })
    await assert.rejects(placed(t, them, { lines: [unknown] }), { code: 'category-unknown' })
    const order = await placed(t, them, { lines: [line] })
    const [kept] = (await show(order)).content.lines
    assert.deepEqual(
      [
        kept?.include.tag,
        kept?.include.colour,
        kept?.include['site-country'],
        kept?.exclude.language,
        kept?.exclude.category,
      ],
      [['sea'], ['#2b3fd1'], ['US'], ['de'], ['80DV8O']],
    )
    assert.deepEqual([kept?.hours, kept?.quantity, kept?.rateMicros], [[9, 10, 153, 154], 2_000_000n, 4_500_000n])
    await submitOrder(t.ctx, them.owner, 'them', order)
    assert.match((await show(order)).text ?? '', /Hours: Mon 09–11, Sun 09–11\n/)
    assert.match((await show(order)).text ?? '', /At most: 9000\.00 USD\n/)
  })

  test('begins in the future, by the clocks of the advertiser', async () => {
    const them = await company()
    const today = (zone: string, startsOn: string, endsOn = '2026-04-19') =>
      placed(t, them, { zone, lines: [aLine({ startsOn, endsOn })] })
    const field = async (order: string): Promise<unknown> => {
      try {
        await submitOrder(t.ctx, them.owner, 'them', order)
      } catch (error) {
        return Object.keys((error as { fields?: object }).fields ?? {}).join()
      }
      return 'taken'
    }
    await at('2026-03-08T04:30:00Z', async () => {
      // In New York it is the evening of the 7th, and the clocks change in the night; in Kiritimati it is the 8th.
      assert.equal(await field(await today('America/New_York', '2026-03-07')), 'taken')
      assert.equal(await field(await today('Pacific/Kiritimati', '2026-03-07')), 'lines.0.startsOn')
      assert.equal(await field(await today('Pacific/Kiritimati', '2026-03-08')), 'taken')
      assert.equal(await field(await today('UTC', '2025-01-01', '2025-02-01')), 'lines.0.endsOn')
    })
    assert.equal(await field(await placed(t, them, { lines: [] })), 'lines')
    assert.equal(await field(await placed(t, them, { currency: 'EUR' })), 'currency')
  })

  test('names lines of its own order only', async () => {
    const them = await company()
    const [one, other] = [await placed(t, them), await placed(t, them)]
    const { revision } = await show(one)
    const stolen = shownLine((await show(other)).content.lines[0]?.id ?? assert.fail())
    const input = anOrder({ lines: [aLine({ id: stolen })] })
    const unknown = { code: 'order-line-unknown' }
    await assert.rejects(changeOrder(t.ctx, them.owner, 'them', { order: one, revision }, input), unknown)
    await assert.rejects(placeOrder(t.ctx, them.owner, them.organisationId, 'them', input), unknown)
    const without = anOrder({ legalName: undefined, billingAddress: undefined })
    await assert.rejects(placeOrder(t.ctx, them.owner, them.organisationId, 'them', without), {
      code: 'order-billing-missing',
    })
  })
})

describe('cancelling', () => {
  test('stops each line by the notice of the terms, which was shown before, and delivers until then', async () => {
    const them = await aloof()
    await withTerms(t, them, staff, { guaranteedDays: 10, flatDays: 20, otherDays: 5 })
    const flat = aLine({ name: 'Flat', priceModel: 'flat', rate: '900.00', budget: undefined })
    const number = aLine({ name: 'By number', budget: undefined, quantity: 100_000 })
    const order = await booked(t, them, staff, { lines: [aLine({ name: 'By budget' }), number, flat] })
    await at('2026-03-25T15:00:00Z', async () => {
      const shownBefore = (await show(order, them.owner)).cancelling
      const ends = await cancelOrder(t.ctx, them.owner, 'them', order)
      assert.deepEqual(ends, shownBefore)
      assert.deepEqual(
        ends.map(({ name, noticeDays, stopsAt }) => [name, noticeDays, stopsAt.toISOString()]),
        [
          ['By budget', 5, '2026-03-31T00:00:00.000Z'],
          ['By number', 10, '2026-04-05T00:00:00.000Z'],
          ['Flat', 20, '2026-04-15T00:00:00.000Z'],
        ],
      )
      assert.deepEqual([await stateOf(order), await live(order)], ['ending', 3])
      await assert.rejects(cancelOrder(t.ctx, staff, 'us', order), { code: 'order-cancelled' })
      await assert.rejects(change(them.owner, order, { title: 'After all' }), { code: 'order-cancelled' })
      t.clock.set(new Date('2026-03-31T00:00:00Z'))
      assert.equal(await live(order), 2)
      t.clock.set(new Date('2026-04-15T00:00:00Z'))
      assert.deepEqual([await stateOf(order), await live(order)], ['cancelled', 0])
    })
  })

  test('of what nobody has booked ends it at once', async () => {
    const them = await company()
    const order = await submitted(t, them)
    assert.deepEqual(await cancelOrder(t.ctx, them.owner, 'them', order), [])
    assert.equal(await stateOf(order), 'cancelled')
    const { sha256 } = await show(order)
    await assert.rejects(approveOrder(t.ctx, staff, { order, sha256: sha256 ?? '' }), { code: 'order-cancelled' })
  })

  test('happens once, by any number who do it', async () => {
    const them = await company()
    const order = await booked(t, them, staff)
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, (_, one) =>
        one % 2 === 0 ? cancelOrder(t.ctx, them.owner, 'them', order) : cancelOrder(t.ctx, staff, 'us', order),
      ),
    )
    assert.deepEqual(codes(tries), Array(3).fill('order-cancelled'))
  })

  test('and pausing: what one side stops the other does not start', async () => {
    const them = await company()
    const order = await booked(t, them, staff)
    await at('2026-03-25T15:00:00Z', async () => {
      await pauseOrder(t.ctx, staff, 'us', { order, pause: true })
      assert.deepEqual([await stateOf(order), await live(order)], ['paused', 0])
      await assert.rejects(pauseOrder(t.ctx, them.owner, 'them', { order, pause: false }), { code: 'order-not-paused' })
      await pauseOrder(t.ctx, staff, 'us', { order, pause: false })
      assert.equal(await live(order), 1)
    })
  })
})

const aTrouble = (order: string, more: object = {}): ReportTroubleInput =>
  ReportTroubleInput.parse({
    ...{ order, reason: 'creative', words: 'The picture of the second line shows a competitor. Send another one.' },
    ...more,
  })

describe('an order in trouble', () => {
  test('reaches an advertiser who chose letters by letter at once, and stays on top until it is solved (promise: S-29)', async () => {
    const them = await company()
    const quiet = await booked(t, them, staff)
    const order = await booked(t, them, staff, { title: 'Summer' })
    await change(them.owner, quiet, { title: 'Touched last' })
    await at('2026-03-25T15:00:00Z', async () => {
      assert.equal((await listOrders(t.ctx, them.owner, them.organisationId))[0]?.id, quiet, 'the control')
      const sent = t.letters.length
      const { id } = await reportTrouble(t.ctx, staff, aTrouble(order))
      const [trouble] = (await show(order)).troubles
      assert.ok((trouble?.dueAt.getTime() ?? Infinity) - t.clock.now().getTime() <= minuteMs)
      await t.runJobs(orderHandlers)
      const letters = t.letters.slice(sent)
      assert.deepEqual(
        letters.map(({ to }) => to),
        ['desk@harbour.example'],
      )
      assert.match(letters[0]?.text ?? '', /shows a competitor/)
      assert.match(
        (letters[0]?.text ?? '').replaceAll(/\s/g, ''),
        new RegExp(`/console/${them.shownId}/orders/${order}`),
      )
      await t.runJobs(orderHandlers)
      assert.equal(t.letters.length, sent + 1, 'and not a second time')
      assert.deepEqual(await listCalls(t.ctx, staff), [], 'nobody is called')
      assert.deepEqual([await stateOf(order), await live(order)], ['trouble', 0])
      assert.notEqual((await show(order)).troubles[0]?.toldAt, null)
      assert.equal((await listOrders(t.ctx, them.owner, them.organisationId))[0]?.id, order)
      assert.equal((await listOrdersOfAll(t.ctx, staff))[0]?.id, order)
      const solved = SolveTroubleInput.parse({ trouble: id, solution: 'Another picture came and was reviewed.' })
      const tries = await Promise.allSettled([solveTrouble(t.ctx, staff, solved), solveTrouble(t.ctx, staff, solved)])
      assert.deepEqual(codes(tries), ['trouble-solved'])
      assert.deepEqual([await stateOf(order), await live(order)], ['live', 1])
    })
  })

  test('reaches an advertiser who chose the telephone by a call of staff, and by no letter (promise: S-29)', async () => {
    const them = await company({ preferredChannel: 'telephone' })
    const order = await booked(t, them, staff)
    const sent = t.letters.length
    const { id } = await reportTrouble(t.ctx, staff, aTrouble(order, { stopsDelivery: false }))
    await t.runJobs(orderHandlers)
    assert.equal(t.letters.length, sent)
    const [call] = await listCalls(t.ctx, staff)
    assert.deepEqual([call?.troubleId, call?.reach.telephone], [id, '+1 207 555 0123'])
    await noteCall(t.ctx, staff, { trouble: id, reached: false })
    assert.equal((await listCalls(t.ctx, staff)).length, 1, 'until somebody was reached')
    await noteCall(t.ctx, staff, { trouble: id, reached: true })
    assert.deepEqual(await listCalls(t.ctx, staff), [])
    await assert.rejects(noteCall(t.ctx, staff, { trouble: id, reached: true }), { code: 'trouble-told' })
    assert.equal(await stateOf(order), 'trouble', 'told is not solved')
    await at('2026-03-25T15:00:00Z', async () => assert.equal(await live(order), 1, 'it goes on, as was said'))
  })

  test('reaches whom the advertiser named for orders, by the way chosen last', async () => {
    const them = await company()
    const order = await booked(t, them, staff)
    const contact = { kind: 'orders', name: 'Grace', email: 'grace@harbour.example', telephone: '+1 207 555 0199' }
    await saveContact(t.ctx, them.owner, them.organisationId, SaveContactInput.parse(contact))
    const sent = t.letters.length
    await reportTrouble(t.ctx, staff, aTrouble(order))
    const called = SaveContactInput.parse({ ...contact, preferredChannel: 'telephone' })
    await saveContact(t.ctx, them.owner, them.organisationId, called)
    await t.runJobs(orderHandlers)
    assert.equal(t.letters.length, sent, 'they chose a call before the letter left')
    assert.equal((await listCalls(t.ctx, staff))[0]?.reach.telephone, '+1 207 555 0199')
    assert.equal(await followWishes(t.ctx), 0, 'while they want a call')
    await saveContact(t.ctx, them.owner, them.organisationId, SaveContactInput.parse(contact))
    assert.deepEqual(await listCalls(t.ctx, staff), [], 'who wants letters now is not called')
    assert.equal(await followWishes(t.ctx), 1)
    await t.runJobs(orderHandlers)
    assert.equal(t.letters.length, sent + 1)
    await reportTrouble(t.ctx, staff, aTrouble(order))
    await t.runJobs(orderHandlers)
    assert.deepEqual(
      t.letters.slice(sent).map(({ to }) => to),
      ['grace@harbour.example', 'grace@harbour.example'],
    )
  })
})

describe('when somebody goes', () => {
  const keyOf = (subjectId: string) =>
    t.ctx.db.selectFrom('platform_subject_keys').where('subject_id', '=', subjectId).select('subject_id').execute()
  const rowsOf = (id: Id<'order'>) => t.ctx.db.selectFrom('ads_orders').where('id', '=', id).select('ends_at').execute()

  test('what an organisation booked stays six years under its own key; what it did not goes at once', async () => {
    const them = await company()
    const [order, draft] = [await booked(t, them, staff), await placed(t, them)].map(uuidOf)
    assert.ok(order && draft)
    await erase(t.ctx, roomStores, them.organisationId, [orderHolder])
    assert.deepEqual([(await rowsOf(draft)).length, (await keyOf(draft)).length], [0, 0])
    assert.deepEqual([(await rowsOf(order)).length, (await keyOf(order)).length], [1, 1])
    await at('2032-01-14T12:00:00Z', async () => {
      await expireRows(t.ctx, roomStores, [orderHolder])
      assert.equal((await rowsOf(order)).length, 1, 'the control')
    })
    await at('2032-01-17T12:00:00Z', async () => {
      await expireRows(t.ctx, roomStores, [orderHolder])
      assert.deepEqual([(await rowsOf(order)).length, (await keyOf(order)).length], [0, 0])
    })
  })

  test('their name stays under what they signed for six years, and that it was their account does not', async () => {
    const them = await company()
    const signer = await somebody(t, `signer-${++count}`)
    await join(them, signer, 'orders')
    const order = await submitted(t, them)
    await approved(t, staff, order)
    await signOrder(t.ctx, signer, 'them', await signing(t, signer, order, 'Emmy Noether'))
    await erase(t.ctx, roomStores, signer.personId, [orderHolder])
    assert.equal((await show(order)).signatures[0]?.name, 'Emmy Noether')
    const steps = await t.ctx.db
      .selectFrom('ads_order_steps')
      .where('order_id', '=', uuidOf(order))
      .where('what', '=', 'signed')
      .select('by_person_id')
      .execute()
    assert.deepEqual(steps, [{ by_person_id: null }])
  })

  test('what nobody booked goes a year after the last thing that happened to it', async () => {
    const them = await company()
    const order = uuidOf(await placed(t, them))
    const start = t.clock.now()
    t.clock.advanceMs(364 * dayMs)
    await expireRows(t.ctx, roomStores, [orderHolder])
    assert.equal((await rowsOf(order)).length, 1)
    t.clock.advanceMs(2 * dayMs)
    await expireRows(t.ctx, roomStores, [orderHolder])
    assert.deepEqual([(await rowsOf(order)).length, (await keyOf(order)).length], [0, 0])
    t.clock.set(start)
  })

  test('closing an organisation ends its orders at once and says so before', async () => {
    const them = await company()
    const [order, draft] = [await booked(t, them, staff), await placed(t, them)]
    assert.deepEqual(await orderClosing.whatCloses(t.ctx, them.organisationId), [
      { what: 'orders', count: 1 },
      { what: 'order-drafts', count: 1 },
    ])
    for (let twice = 0; twice < 2; twice++) {
      await inTransaction(t.ctx, (tx) => orderClosing.close(tx, them.organisationId))
    }
    assert.equal(await stateOf(order), 'cancelled')
    await assert.rejects(show(draft), { code: 'order-not-found' })
    await at('2026-03-25T15:00:00Z', async () => assert.equal(await live(order), 0))
  })
})

async function join(to: Company, member: Member, ...roles: ('orders' | 'finance' | 'reader')[]): Promise<void> {
  await t.ctx.db
    .insertInto('accounts_organisation_people')
    .values({ organisation_id: to.organisationId, person_id: member.personId, roles, since: t.clock.now() })
    .execute()
}
