import assert from 'node:assert/strict'
import { utimesSync } from 'node:fs'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { collectBlob, collectBlobs, findMissingFiles, keepBlob, releaseBlobs, sweepOrphans } from '#platform/blobs'
import { inTransaction } from '#platform/context'
import { handle } from '#platform/jobs'
import type { Staged } from '#platform/storage'
import { type TestHouse, openTestCtx } from '#test/house'

describe('files in use', () => {
  let t: TestHouse
  before(async () => (t = await openTestCtx()))
  after(() => t.close())
  const collect = handle(collectBlob, collectBlobs)
  const stage = (text: string): Promise<Staged> => t.ctx.storage.receive(Readable.from([text]), { maxBytes: 1000 })
  const keep = (staged: Staged, usedBy: string): Promise<void> =>
    inTransaction(t.ctx, (tx) => keepBlob(tx, t.ctx.storage, staged, usedBy))
  const release = (usedBy: string): Promise<void> => inTransaction(t.ctx, (tx) => releaseBlobs(tx, usedBy))

  test("one user's end never takes a file that another uses; the last one's does", async () => {
    const staged = await stage('shared')
    await keep(staged, 'one')
    await keep(await stage('shared'), 'two')
    await release('one')
    await t.runJobs([collect])
    assert.equal(await t.ctx.storage.has(staged.hash), true)
    await release('two')
    await t.runJobs([collect])
    assert.equal(await t.ctx.storage.has(staged.hash), false)
    assert.deepEqual(await findMissingFiles(t.ctx, 100), { looked: 0, missing: 0 })
  })

  test('a transaction that fails keeps nothing, and what it placed is swept away after a day', async () => {
    const staged = await stage('never committed')
    await assert.rejects(
      inTransaction(t.ctx, async (tx) => {
        await keepBlob(tx, t.ctx.storage, staged, 'nobody')
        throw new Error('rolled back')
      }),
    )
    assert.equal(await t.ctx.storage.has(staged.hash), true)
    assert.equal(await sweepOrphans(t.ctx), 0, 'not while it is young')
    utimesSync(t.ctx.storage.pathOf(staged.hash), new Date('2026-01-01'), new Date('2026-01-01'))
    assert.equal(await sweepOrphans(t.ctx), 1)
    assert.equal(await t.ctx.storage.has(staged.hash), false)
  })

  test('collecting and keeping the same bytes at once never leaves a row without its file', async () => {
    for (let round = 0; round < 20; round++) {
      const text = `contended ${round}`
      const first = await stage(text)
      await keep(first, 'before')
      await release('before')
      const again = await stage(text)
      await Promise.all([collectBlobs(t.ctx, { hash: first.hash }), keep(again, 'after')])
      assert.equal(await t.ctx.storage.has(first.hash), true, `round ${round}`)
    }
    assert.equal((await findMissingFiles(t.ctx, 1000)).missing, 0)
  })

  test('a file that is missing is noticed', async () => {
    const staged = await stage('will be lost')
    await keep(staged, 'someone')
    await t.ctx.storage.remove(staged.hash)
    assert.equal((await findMissingFiles(t.ctx, 1000)).missing, 1)
  })
})
