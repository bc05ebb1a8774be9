import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { allStores, handlers } from '#app'
import * as people from '#accounts/people'
import { dayMs, later } from '#platform/clock'
import { inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { beginErasure, eraseAgain, lookForDue, notedErasures } from '#privacy/erasure'
import { type TestHouse, openTestCtx } from '#test/house'
import { afterRestore } from './restored.ts'
import { erasureParts } from './rights-of-erasure.ts'

describe('who was erased', () => {
  let t: TestHouse
  before(async () => {
    t = await openTestCtx({ stores: allStores })
  })
  after(() => t.close())

  const aMember = async (username: string): Promise<Id<'person'>> => {
    const input = { username, email: `${username}@example.org`, password: 'a lantern in the fog', verified: true }
    return (await people.createMember(t.ctx, input)).personId
  }
  const ask = (personId: Id<'person'>, inDays: number) =>
    inTransaction(t.ctx, (tx) => beginErasure(tx, erasureParts, personId, 'self', inDays))
  const noted = async (): Promise<readonly string[]> => (await notedErasures(t.ctx.config.home)) ?? []
  const isThere = async (username: string): Promise<boolean> =>
    (await people.memberByUsername(t.ctx, username)) !== null
  const statesOf = async (): Promise<readonly string[]> =>
    (
      await t.database.pool.query<{ state: string }>('select state from privacy_erasures order by asked_at, id')
    ).rows.map(({ state }) => state)
  /** What a restore does, and what it says. */
  const restored = async (madeAt = t.clock.now()): Promise<readonly string[]> => {
    const told: (string | null)[] = []
    for (const { run } of afterRestore) told.push(await run(t.ctx, { madeAt }))
    return told.filter((one) => one !== null)
  }

  test('is noted outside the database before anybody is told, and only when the rows are gone', async () => {
    const home = join(t.ctx.config.home, 'erased')
    const personId = await aMember('ada')
    await ask(personId, 7)
    assert.deepEqual(await noted(), [], 'who can still come back is not noted')
    t.clock.advanceMs(7 * dayMs)
    // The disk takes nothing.
    rmSync(home, { recursive: true, force: true })
    writeFileSync(home, '')
    await lookForDue(t.ctx)
    await assert.rejects(t.runJobs(handlers))
    assert.equal(await isThere('ada'), false)
    assert.deepEqual(await statesOf(), ['erased'])
    assert.ok(!t.letters.some(({ kind }) => kind === 'privacy.erasure-done'), 'nobody is told that it is done')
    rmSync(home)
    await t.database.pool.query('update graphile_worker._private_jobs set run_at = now(), locked_at = null')
    await lookForDue(t.ctx)
    await t.runJobs(handlers)
    assert.deepEqual(await statesOf(), ['done'])
    assert.deepEqual(await noted(), [personId])
    const { rows } = await t.database.pool.query('select 1 from privacy_erasures where gone_id is not null')
    assert.deepEqual(rows, [])
  })

  test('goes again, with whom they had asked for it already, without a letter; others stay', async () => {
    const [grace, lise, emmy] = [await aMember('grace'), await aMember('lise'), await aMember('emmy')]
    await ask(lise, 7)
    const letters = t.letters.length
    const count = await eraseAgain(t.ctx, erasureParts, [...(await noted()), grace, lise])
    assert.equal(count, 2, 'of three that are noted one had not come back')
    assert.deepEqual([await isThere('grace'), await isThere('lise'), await isThere('emmy')], [false, false, true])
    for (const id of [grace, lise]) {
      const { rows } = await t.database.pool.query('select 1 from platform_subject_keys where subject_id = $1', [id])
      assert.deepEqual(rows, [])
    }
    assert.ok(!(await statesOf()).some((state) => state !== 'done'))
    assert.equal(await eraseAgain(t.ctx, erasureParts, [grace, lise]), 0, 'and once is enough')
    await t.runJobs(handlers)
    assert.equal(t.letters.length, letters)
    assert.ok(emmy)
  })

  test('a restore says how many, that it cannot know, and that the backup is older than what is noted', async () => {
    const { home } = t.ctx.config
    assert.match((await restored()).join(), /^0 people who had been erased/)
    assert.match((await restored(later(t.clock.now(), -61 * dayMs))).join(), /the backup is older/)
    rmSync(join(home, 'erased'), { recursive: true })
    assert.match((await restored()).join(), /is not known here, and is back: .* --erased FOLDER/)
    mkdirSync(join(home, 'erased'))
  })

  test('an erasure whose day came while the backup lay there is queued at once', async () => {
    await ask(await aMember('maria'), 7)
    t.clock.advanceMs(8 * dayMs)
    await t.runJobs(handlers)
    assert.equal(await isThere('maria'), true, 'the negative control')
    await restored()
    await t.runJobs(handlers)
    assert.equal(await isThere('maria'), false)
  })
})
