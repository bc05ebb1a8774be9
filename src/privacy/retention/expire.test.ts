import assert from 'node:assert/strict'
import { after, before, beforeEach, suite, test } from 'node:test'
import { nameStores } from '#accounts/names'
import { dayMs, hourMs, later } from '#platform/clock'
import { type TestHouse, openTestCtx } from '#test/house'
import { expire, overdue } from './index.ts'

let t: TestHouse
before(async () => {
  t = await openTestCtx({ stores: nameStores })
})
after(() => t.close())
beforeEach(() => t.database.pool.query('delete from accounts_given_up_names'))

/** Names that are free at an instant: a table whose limit is one moment. */
async function freeAt(when: Date, count: number): Promise<void> {
  await t.database.pool.query(
    `insert into accounts_given_up_names (name_index, free_at) select gen_random_uuid()::text::bytea, $1
     from generate_series(1, $2)`,
    [when, count],
  )
}
const left = async (): Promise<number> =>
  (await t.ctx.db.selectFrom('accounts_given_up_names').select('free_at').execute()).length

suite('what is past its limit', () => {
  test('goes, to the last row, also where there is more than one statement takes; the rest stays', async () => {
    await freeAt(later(t.clock.now(), -1), 2500)
    await freeAt(later(t.clock.now(), 1), 7)
    assert.equal(await expire(t.ctx, nameStores, []), 2500)
    assert.equal(await left(), 7)
    t.clock.advanceMs(1)
    assert.equal(await expire(t.ctx, nameStores, []), 7, 'negative control: they stayed because it was not yet time')
  })

  test('goes once when two processes look at the same moment', async () => {
    await freeAt(t.clock.now(), 3000)
    const counts = await Promise.all([1, 2, 3].map(() => expire(t.ctx, nameStores, [])))
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0) + (await expire(t.ctx, nameStores, [])),
      3000,
      'no row is counted twice, none is left',
    )
    assert.equal(await left(), 0)
  })

  test('is told of when it is still there an hour later', async () => {
    await freeAt(later(t.clock.now(), -hourMs + 1), 3)
    assert.deepEqual(await overdue(t.ctx, nameStores), [])
    t.clock.advanceMs(1)
    assert.deepEqual(await overdue(t.ctx, nameStores), [{ table: 'accounts_given_up_names', rows: 3 }])
    await expire(t.ctx, nameStores, [])
    assert.deepEqual(await overdue(t.ctx, nameStores), [])
  })

  test('is asked of every room that does more than rows', async () => {
    let asked = 0
    const retain = async (): Promise<number> => ++asked
    assert.equal(await expire(t.ctx, [], [{ owner: 'library/images', retain }, { owner: 'accounts/members' }]), 1)
    t.clock.advanceMs(dayMs)
    assert.equal(asked, 1)
  })
})
