import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Member } from '#accounts/people'
import { dayMs } from '#platform/clock'
import type { Id } from '#platform/ids'
import { type TestHouse, openTestCtx } from '#test/house'
import { erase, expireRows } from '#test/rights'
import {
  type ClosingPart,
  closeOrganisation,
  getOrganisation,
  listPeopleOf,
  organisationHandlers,
  organisationHolder,
  requireOpen,
  whatCloses,
} from './index.ts'
import { founded, joined, roomStores, somebody } from './organisations.fixtures.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: roomStores })
})
after(() => t.close())

const ended: string[] = []
/** A room of which something ends. */
const part: ClosingPart = {
  owner: 'ads/sites',
  whatCloses: async () => [{ what: 'sites', count: 3 }],
  close: async (_, organisationId) => void ended.push(organisationId),
}
const handlers = organisationHandlers([part])
const statusOf = async (member: Member, id: Id<'organisation'>) => (await getOrganisation(t.ctx, member, id)).status

suite('an organisation that is closed', () => {
  test('can only be read from then on, and every room ends what it has, once (promise: S-17)', async () => {
    const owner = await somebody(t, 'closer')
    const id = await founded(t, owner)
    assert.deepEqual((await whatCloses(t.ctx, [part], owner, id)).lines, [
      { what: 'people', count: 1 },
      { what: 'sites', count: 3 },
    ])
    await closeOrganisation(t.ctx, owner, id)
    assert.equal(await statusOf(owner, id), 'closing')
    assert.throws(() => requireOpen({ status: 'closing' }), { code: 'organisation-closing' })
    await t.runJobs(handlers)
    await t.runJobs(handlers)
    assert.deepEqual(ended, [id])
    const { status, closedAt } = await getOrganisation(t.ctx, owner, id)
    assert.deepEqual([status, closedAt], ['closed', t.clock.now()])
    await assert.rejects(closeOrganisation(t.ctx, owner, id), { code: 'organisation-closing', status: 409 })
  })

  test('is closed by an owner only, and once where two do it at once', async () => {
    const [owner, other, finance] = [await somebody(t, 'one'), await somebody(t, 'two'), await somebody(t, 'three')]
    const id = await founded(t, owner)
    await joined(t, id, other, 'owner')
    await joined(t, id, finance, 'finance', 'orders', 'technical')
    await assert.rejects(closeOrganisation(t.ctx, finance, id), { code: 'role-missing' })
    await assert.rejects(whatCloses(t.ctx, [], finance, id), { code: 'role-missing' })
    await assert.rejects(closeOrganisation(t.ctx, await somebody(t, 'four'), id), { code: 'organisation-not-found' })
    assert.equal(await statusOf(owner, id), 'open')
    const outcomes = await Promise.allSettled([
      closeOrganisation(t.ctx, owner, id),
      closeOrganisation(t.ctx, other, id),
    ])
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  test('follows its only owner, and not one of several; what is of others stays', async () => {
    const [owner, other, reader] = [await somebody(t, 'goes'), await somebody(t, 'remains'), await somebody(t, 'reads')]
    const [alone, shared] = [await founded(t, owner), await founded(t, owner)]
    await joined(t, alone, reader, 'reader')
    await joined(t, shared, other, 'owner')
    await erase(t.ctx, roomStores, owner.personId, [organisationHolder([])])
    await t.runJobs(handlers)
    assert.equal(await statusOf(reader, alone), 'closed')
    assert.equal(await statusOf(other, shared), 'open')
    assert.deepEqual(
      (await listPeopleOf(t.ctx, reader, alone)).map(({ username }) => username),
      ['reads'],
    )
  })

  test('is gone after 90 days with its key; where something must be kept that names it, only what can be read of it', async () => {
    const here = await openTestCtx({ stores: roomStores })
    try {
      const owner = await somebody(here, 'closer')
      const [id, named, stays] = [await founded(here, owner), await founded(here, owner), await founded(here, owner)]
      await here.database.pool.query('create table kept_papers (of_id uuid references accounts_organisations)')
      await here.database.pool.query('insert into kept_papers values ($1)', [named])
      for (const one of [id, named]) await closeOrganisation(here.ctx, owner, one)
      await here.runJobs(handlers)
      const left = async (): Promise<unknown> =>
        (
          await here.database.pool.query(`
            select o.id, email is not null as readable,
              exists (select 1 from platform_subject_keys where subject_id = o.id) as key,
              (select count(*)::int from accounts_organisation_people where organisation_id = o.id) as people
            from accounts_organisations o order by id`)
        ).rows
      here.clock.advanceMs(90 * dayMs - 1)
      await expireRows(here.ctx, roomStores, [organisationHolder([])])
      const whole = { readable: true, key: true, people: 1 }
      assert.deepEqual(
        await left(),
        [id, named, stays].toSorted().map((one) => ({ id: one, ...whole })),
      )
      here.clock.advanceMs(1)
      assert.equal(await expireRows(here.ctx, roomStores, [organisationHolder([])]), 1)
      await expireRows(here.ctx, roomStores, [organisationHolder([])])
      const emptied = { id: named, readable: false, key: false, people: 0 }
      const kept = [emptied, { id: stays, ...whole }].toSorted((one, other) => (one.id < other.id ? -1 : 1))
      assert.deepEqual(await left(), kept)
    } finally {
      await here.close()
    }
  })
})
