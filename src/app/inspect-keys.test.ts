import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { dayMs } from '#platform/clock'
import { type KeyRing, openKeyRing, turnMasterKeys } from '#platform/vault'
import { type TestHouse, openTestCtx } from '#test/house'
import { type Finding } from './inspect-house.ts'
import { inspectKeys } from './inspect-keys.ts'
import { allStores } from './stores.ts'

describe('what doctor says of the keys', () => {
  let t: TestHouse
  let ring: KeyRing
  before(async () => {
    t = await openTestCtx({ stores: allStores })
    ring = openKeyRing(t.ctx.config.keysFile, t.ctx)
  })
  after(() => t.close())
  const look = (): Promise<Finding> => inspectKeys({ ctx: t.ctx, ring })
  const turn = () => turnMasterKeys(t.ctx.db, ring, t.ctx)

  test('each with its age, how many people hang on it, when it is destroyed, and where the file lies', async () => {
    const place = { column: 'accounts_addresses.email', subjectId: randomUUID() }
    await t.ctx.vault.seal(t.ctx.db, place, 'ada@example.org')
    t.clock.advanceMs(8 * dayMs)
    await turn()
    const { state, words } = await look()
    assert.equal(state, 'care', 'the file of a test lies beside the data')
    assert.ok(words.includes(t.ctx.config.keysFile))
    assert.match(words, /: 8 days old, 0 people, is destroyed after 2026-02-04\n/)
    assert.match(words, /: 0 days old, 1 person, is destroyed after 2026-02-12\n/)
  })

  test('one past its life, one that was not turned, one that others can read, and people whose master key is not there', async () => {
    chmodSync(t.ctx.config.keysFile, 0o644)
    t.clock.advanceMs(9 * dayMs)
    assert.match(
      (await look()).words,
      /Others on this machine can read[^]*not turned this week|not turned this week[^]*Others/,
    )
    assert.equal((await look()).state, 'care')
    t.clock.advanceMs(25 * dayMs)
    const late = await look()
    assert.equal(late.state, 'unwell')
    assert.match(late.words, /should have been destroyed on 2026-02-04/)
    await turn()
    assert.doesNotMatch((await look()).words, /should have been|can read/, 'a turn writes the file anew')
    await t.database.pool.query(`update platform_subject_keys set master_id = 'elsewhere'`)
    const wrong = await look()
    assert.equal(wrong.state, 'unwell')
    assert.match(wrong.words, /The keys of one person are locked by master keys that this file lacks/)
  })
})
