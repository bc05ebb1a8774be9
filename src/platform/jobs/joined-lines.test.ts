import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { inTransaction } from '#platform/context'
import { type Handler, defineJob, handle, watchQueue } from '#platform/jobs'
import { type TestHouse, openTestCtx } from '#test/house'

interface Line {
  readonly msg: string
  readonly level: string
  readonly requestId?: string
  readonly job?: string
  readonly jobId?: string
  readonly byJobId?: string
  readonly attempt?: number
  readonly durationMs?: number
}

const first = defineJob('test.first', z.strictObject({ numberOf: z.string() }))
const second = defineJob('test.second', z.strictObject({ numberOf: z.string() }))

describe('log lines of queued work', () => {
  let t: TestHouse
  before(async () => (t = await openTestCtx()))
  after(() => t.close())
  const lines = (): Line[] => t.logLines.splice(0).map((line) => JSON.parse(line) as Line)
  const queue = (requestId: string): Promise<void> =>
    t.ctx.log.during({ requestId }, () =>
      inTransaction(t.ctx, (tx) => tx.enqueue(first, { numberOf: 'MARKER' }, { maxAttempts: 2 })),
    )

  /** The queue notes a failure when it comes to it; then the work can be made due again. */
  const makeDue = async (): Promise<void> => {
    const again =
      'update graphile_worker._private_jobs set run_at = now() where last_error is not null and locked_at is null'
    for (let tries = 0; tries < 500; tries++) {
      if ((await t.database.pool.query(again)).rowCount === 1) return
      await sleep(10)
    }
    assert.fail('the failure was not noted')
  }

  test('join: from the request to the work, and on to the work that it queued', async () => {
    t.logLines.length = 0
    const handlers: Handler[] = [
      handle(first, (ctx) => inTransaction(ctx, (tx) => tx.enqueue(second, { numberOf: 'MARKER' }))),
      handle(second, async (ctx) => ctx.log.info('in the middle')),
    ]
    await queue('r-1')
    await t.runJobs(handlers)
    const all = lines()
    const told = (msg: string, job: string): Line => {
      const found = all.filter((line) => line.msg === msg && line.job === job)
      assert.equal(found.length, 1, `${msg} ${job}`)
      return found[0] as Line
    }
    const queued = told('job queued', first.name)
    assert.equal(queued.requestId, 'r-1')
    assert.match(queued.jobId ?? '', /^\d+$/)
    for (const msg of ['job begun', 'job done']) {
      const { jobId, attempt } = told(msg, first.name)
      assert.deepEqual([jobId, attempt], [queued.jobId, 1], msg)
    }
    assert.equal(typeof told('job done', first.name).durationMs, 'number')
    const next = told('job queued', second.name)
    assert.equal(next.byJobId, queued.jobId)
    assert.equal(told('in the middle', second.name).jobId, next.jobId)
    assert.doesNotMatch(JSON.stringify(all), /MARKER/)
  })

  test('say of work that is rolled back that nothing was queued', async () => {
    t.logLines.length = 0
    const work = inTransaction(t.ctx, async (tx) => {
      await tx.enqueue(first, { numberOf: 'MARKER' })
      throw new Error('no')
    })
    await assert.rejects(work)
    assert.deepEqual(lines(), [])
  })

  test('tell a failure with its try, and the last one as given up; figures count both', async () => {
    t.logLines.length = 0
    watchQueue(t.ctx)
    await queue('r-2')
    const failing = [handle(first, async () => Promise.reject(new Error('broken')))]
    await assert.rejects(t.runJobs(failing))
    await makeDue()
    await assert.rejects(t.runJobs(failing))
    const failures = lines().filter((line) => line.level === 'error')
    assert.deepEqual(
      failures.map(({ msg, attempt }) => [msg, attempt]),
      [
        ['job failed', 1],
        ['job given up', 2],
      ],
    )
    const { text } = await t.ctx.metrics.read()
    assert.match(text, /^vitrine_jobs_ended_total\{job="test\.first",outcome="done"\} 1$/m)
    assert.match(text, /^vitrine_jobs_ended_total\{job="test\.first",outcome="failed"\} 1$/m)
    assert.match(text, /^vitrine_jobs_ended_total\{job="test\.first",outcome="given up"\} 1$/m)
    assert.match(text, /^vitrine_jobs_given_up_jobs\{job="test\.first"\} 1$/m)
    assert.match(text, /^vitrine_jobs_waiting_jobs\{job="test\.first"\} 0$/m)
  })
})
