import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { allStores, registerOfProcessing } from '#app'
import { dataOf, groundOf, processingOf, purposes } from '#declaration'
import { openEgress } from '#platform/egress'
import * as vendors from '#privacy/vendors'
import { type TestHouse, openTestCtx } from '#test/house'

const activities = processingOf(allStores)

describe('the register of processing', () => {
  let t: TestHouse
  before(async () => (t = await openTestCtx({ stores: allStores })))
  after(() => t.close())

  test('names every use of every datum of people with its ground and time, and no use that is none', () => {
    const uses = new Set<string>()
    for (const store of allStores) {
      for (const [, datum] of dataOf(store)) {
        const ground = groundOf(store, datum)
        if (ground.subject === 'none') continue
        for (const purpose of ground.purposes) uses.add(`${purpose} ${store.name}`)
      }
    }
    assert.ok(uses.size > 50)
    const told = activities.flatMap(({ purpose, stores }) => stores.map((store) => `${purpose} ${store}`))
    assert.deepEqual(told.toSorted(), [...uses].toSorted())
    for (const activity of activities) {
      for (const words of [activity.whose, activity.what, activity.grounds, activity.seen, activity.kept]) {
        assert.ok(words.length > 0, activity.purpose)
      }
      assert.ok(!activity.whose.includes('nobody'), activity.purpose)
    }
  })

  test('says who answers, where data lie, and who gets some: nobody, until a company does', async () => {
    const before = await registerOfProcessing(t.ctx)
    for (const { purpose } of activities) assert.ok(before.includes(`\`${purpose}\``), purpose)
    assert.ok(before.includes(purposes['account.provide'].slice(1)))
    assert.ok(before.includes(t.ctx.config.operator.region))
    assert.match(before, /No other company gets data\./)

    // A test house has no mail server; here it has the name of one.
    const egress = openEgress({
      stores: allStores,
      hosts: { SMTP_URL: 'letters.example' },
      gate: async () => ({ shut: 'this is a test' }),
    })
    await vendors.confirmMail(
      { ...t.ctx, egress },
      vendors.ConfirmMailInput.parse({
        name: 'Carriers of Letters',
        region: t.ctx.config.operator.region,
        agreement: 'dpa',
        fileHash: 'ab'.repeat(32),
        signedOn: '2020-01-01',
        endsOn: null,
        reviewOn: '2999-01-01',
      }),
    )
    const now = await registerOfProcessing(t.ctx)
    assert.match(now, /- Carriers of Letters, .*\(dpa, signed 2020-01-01\): .*Gets: An e-mail address/)
    assert.doesNotMatch(now, /No other company/)
  })
})
