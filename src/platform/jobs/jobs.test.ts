import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { inTransaction } from '#platform/context'
import { countWork, defineJob, handle, runJobs } from '#platform/jobs'
import { type TestHouse, openTestCtx } from '#test/house'

const greet = defineJob('platform.greet', z.strictObject({ name: z.string() }))

describe('queued work', () => {
  let t: TestHouse
  const greeted: string[] = []
  const handlers = [handle(greet, async (_ctx, { name }) => void greeted.push(name))]
  before(async () => (t = await openTestCtx()))
  after(() => t.close())

  test('begins if and only if its transaction commits', async () => {
    await inTransaction(t.ctx, (tx) => tx.enqueue(greet, { name: 'committed' }))
    await assert.rejects(
      inTransaction(t.ctx, async (tx) => {
        await tx.enqueue(greet, { name: 'rolled back' })
        throw new Error('no')
      }),
    )
    await t.runJobs(handlers)
    assert.deepEqual(greeted.splice(0), ['committed'])
  })

  test('with the same key waits once', async () => {
    for (const name of ['first', 'second']) {
      await inTransaction(t.ctx, (tx) => tx.enqueue(greet, { name }, { key: 'one' }))
    }
    await t.runJobs(handlers)
    assert.deepEqual(greeted.splice(0), ['second'])
  })

  test('refuses a payload of another shape before it is queued', async () => {
    await assert.rejects(inTransaction(t.ctx, (tx) => tx.enqueue(greet, { name: 1 } as never)))
    assert.deepEqual(await countWork(t.ctx.db), { waiting: 0, givenUp: 0 })
  })

  test('that fails stays and is tried again; its payload is not in the log', async () => {
    let tries = 0
    const failing = handle(greet, async () => {
      tries++
      throw new Error('not now')
    })
    await inTransaction(t.ctx, (tx) => tx.enqueue(greet, { name: 'MARKER-PAYLOAD' }))
    await assert.rejects(t.runJobs([failing]), /not now/)
    assert.equal(tries, 1)
    assert.deepEqual(await countWork(t.ctx.db), { waiting: 1, givenUp: 0 })
    assert.ok(t.logLines.some((line) => line.includes('job failed')))
    assert.ok(!t.logLines.some((line) => line.includes('MARKER-PAYLOAD')))
  })

  test('that a killed process had begun is taken up by another within seconds, and that of a living one is not', async () => {
    const stuck = defineJob('platform.stuck', z.strictObject({}))
    await inTransaction(t.ctx, (tx) => tx.enqueue(stuck, {}))
    const program = `
      import { openDatabase } from '#platform/db'
      import { handle, runJobs, defineJob } from '#platform/jobs'
      import { openLog } from '#platform/log'
      import * as z from 'zod'
      const log = openLog({ level: 'silent' })
      const database = openDatabase({ connection: JSON.parse(process.argv[1]), connectionsMax: 2, log })
      const job = defineJob('platform.stuck', z.strictObject({}))
      const work = handle(job, async () => { console.log('begun'); await new Promise(() => {}) })
      await runJobs({ pool: database.queuePool, ctx: { log }, handlers: [work], schedules: [], concurrency: 1 })
      setInterval(() => {}, 1000)`
    const other = spawn(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(t.connection)], {
      cwd: join(import.meta.dirname, '../../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(other.stdout, 'data')

    let taken = (): void => {}
    let takenAtMs = 0
    const isTaken = new Promise<void>((resolve) => (taken = resolve))
    const runner = await runJobs({
      pool: t.database.queuePool,
      ctx: t.ctx,
      handlers: [
        handle(stuck, async () => {
          takenAtMs = performance.now()
          taken()
        }),
      ],
      schedules: [],
      concurrency: 1,
    })
    await sleep(12_000)
    assert.equal(takenAtMs, 0, 'while the other process lives its work is its own')
    const killedAtMs = performance.now()
    other.kill('SIGKILL')
    await isTaken
    await runner.stop()
    assert.ok(takenAtMs - killedAtMs < 15_000)
  })

  test('is picked up by a running worker within a moment, and a stop waits for it', async () => {
    let finished = false
    const slow = defineJob('platform.slow', z.strictObject({}))
    let begun = (): void => {}
    const hasBegun = new Promise<void>((resolve) => (begun = resolve))
    const runner = await runJobs({
      pool: t.database.queuePool,
      ctx: t.ctx,
      handlers: [
        handle(slow, async () => {
          begun()
          await sleep(200)
          finished = true
        }),
      ],
      schedules: [],
      concurrency: 1,
    })
    await inTransaction(t.ctx, (tx) => tx.enqueue(slow, {}))
    await hasBegun
    await runner.stop()
    assert.equal(finished, true)
  })
})
