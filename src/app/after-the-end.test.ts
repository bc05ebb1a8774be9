import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type ClosingPart, closeOrganisation } from '#accounts/organisations'
import {
  GiveNoticeInput,
  agreementHandlers,
  giveNotice,
  listAgreements,
  offerAgreement,
  queueEnds,
} from '#ads/agreements'
import { AddSiteInput, addSite } from '#ads/sites'
import { dayMs } from '#platform/clock'
import { type Company, aCompany, again, anOffer, inForce, signBoth, somebody } from '#test/business'
import { type TestHouse, openTestCtx } from '#test/house'
import type { Member } from '#accounts/people'
import { closingParts } from './closing.ts'
import { allStores, handlers } from './index.ts'

suite('after the end of an agreement', () => {
  let t: TestHouse
  let billing: Member
  before(async () => {
    t = await openTestCtx({ stores: allStores })
    billing = await somebody(t, 'billing', 'billing')
  })
  after(() => t.close())

  let count = 0
  /** A publisher with a site and settings, whose agreement leaves ten days for data. */
  async function settled(): Promise<Company> {
    const them = await aCompany(t, `owner-${++count}`)
    await inForce(t, them, billing, { dataDays: 10 })
    await populate(them)
    return them
  }
  async function populate({ owner, organisationId }: Company): Promise<void> {
    await addSite(t.ctx, owner, organisationId, AddSiteInput.parse({ host: `harbour-${++count}.example` }))
    await t.ctx.db
      .insertInto('ads_publishers')
      .values({ organisation_id: organisationId, settings_version: 1, settings_changed_at: t.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const left = async ({ organisationId }: Company): Promise<readonly number[]> => {
    const of = async (table: 'ads_sites' | 'ads_publishers' | 'ads_agreements'): Promise<number> =>
      (
        await t.ctx.db
          .selectFrom(table)
          .where('organisation_id', '=', organisationId)
          .select('organisation_id')
          .execute()
      ).length
    return [await of('ads_sites'), await of('ads_publishers'), await of('ads_agreements')]
  }
  const whole = [1, 1, 1]
  const gone = [0, 0, 1]
  const comeRound = async (): Promise<void> => {
    await queueEnds(t.ctx)
    await t.runJobs(handlers)
  }

  test('data go within the days of the agreement, told before, and the agreement stays (promise: S-79)', async () => {
    const them = await settled()
    const owner = await again(t, them.owner.personId)
    const [agreement = assert.fail()] = await listAgreements(t.ctx, owner, them.organisationId)
    const end = await giveNotice(t.ctx, owner, GiveNoticeInput.parse({ agreement: agreement.id, side: 'them' }))
    t.letters.length = 0
    const goesAt = new Date(`${end.dataGoneBy}T00:00:00Z`).getTime()
    t.clock.set(new Date(goesAt - 7 * dayMs - 1))
    await comeRound()
    assert.equal(t.letters.length, 0, 'not yet told')
    t.clock.advanceMs(1)
    await comeRound()
    await comeRound()
    assert.equal(t.letters.length, 1, 'told once')
    assert.match(t.letters[0]?.text ?? '', new RegExp(`deleted by ${end.dataGoneBy}`))
    t.clock.set(new Date(goesAt - 1))
    await comeRound()
    assert.deepEqual(await left(them), whole, 'until the day')
    t.clock.advanceMs(1)
    await comeRound()
    assert.deepEqual(await left(them), gone)
    const [after = assert.fail()] = await listAgreements(t.ctx, owner, them.organisationId)
    assert.deepEqual([after.state, after.dataGoneAt], ['ended', t.clock.now()])

    // What came later is not of that end.
    await populate(them)
    await comeRound()
    assert.deepEqual(await left(them), whole)
  })

  test('a closed organisation has the same days', async () => {
    const them = await settled()
    await closeOrganisation(t.ctx, await again(t, them.owner.personId), them.organisationId)
    await t.runJobs(handlers)
    t.clock.advanceMs(8 * dayMs)
    await comeRound()
    assert.deepEqual(await left(them), whole)
    t.clock.advanceMs(2 * dayMs)
    await comeRound()
    assert.deepEqual(await left(them), gone)
  })

  test('nothing goes while a new agreement is offered or in force; where the offer falls away it goes', async () => {
    const [renewed, ended] = [await settled(), await settled()]
    for (const them of [renewed, ended]) {
      const owner = await again(t, them.owner.personId)
      const [agreement = assert.fail()] = await listAgreements(t.ctx, owner, them.organisationId)
      await giveNotice(t.ctx, owner, GiveNoticeInput.parse({ agreement: agreement.id, side: 'them' }))
    }
    t.clock.advanceMs(39 * dayMs)
    const staff = await again(t, billing.personId)
    const { id } = await offerAgreement(t.ctx, staff, anOffer(renewed))
    t.clock.advanceMs(2 * dayMs)
    await comeRound()
    assert.deepEqual(await left(renewed), [1, 1, 2], 'it was offered')
    assert.deepEqual(await left(ended), gone, 'the control')
    await signBoth(t, renewed, billing, id)
    t.clock.advanceMs(30 * dayMs)
    await comeRound()
    assert.deepEqual(await left(renewed), [1, 1, 2], 'it is in force')
  })

  test('of two workers at once one does it; where one breaks off nothing went, and the next does it all', async () => {
    const them = await settled()
    await closeOrganisation(t.ctx, await again(t, them.owner.personId), them.organisationId)
    await t.runJobs(handlers)
    t.clock.advanceMs(10 * dayMs)
    let calls = 0
    const counting: ClosingPart = {
      owner: 'test',
      whatCloses: async () => [],
      close: async () => {},
      dropData: async () => void calls++,
    }
    const breaking: ClosingPart = {
      ...counting,
      dropData: () => Promise.reject(new Error('the machine went off')),
    }
    const run = (parts: readonly ClosingPart[]) =>
      agreementHandlers([...closingParts, ...parts])[0]?.run(t.ctx, { organisationId: them.organisationId })
    await assert.rejects(async () => run([breaking]), /the machine went off/)
    assert.deepEqual(await left(them), whole)
    await Promise.all([run([counting]), run([counting])])
    assert.deepEqual([await left(them), calls], [gone, 1])
  })
})
