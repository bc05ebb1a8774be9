import type { Ctx, TxCtx } from './context.ts'
import { notify } from '#platform/db'
import { type QueuedJob, addJob } from '#platform/jobs'

/**
 * Runs `work` in a transaction: all of it happens, or nothing. What `work` returns is returned only after the commit.
 * Throw to roll back; a returned value commits.
 */
export async function inTransaction<Out>(ctx: Ctx, work: (tx: TxCtx) => Promise<Out>): Promise<Out> {
  const queued: QueuedJob[] = []
  const told: (readonly [notice: string, id: string])[] = []
  const last: (() => Promise<void>)[] = []
  try {
    const out = await ctx.db.transaction().execute(async (db) => {
      const done = await work({
        in: 'transaction',
        config: ctx.config,
        clock: ctx.clock,
        chance: ctx.chance,
        log: ctx.log,
        metrics: ctx.metrics,
        vault: ctx.vault,
        throttle: ctx.throttle,
        db,
        async enqueue(job, payload, options) {
          queued.push(await addJob(db, job, payload, options))
        },
        async tell(notice, id) {
          told.push([notice, id])
          await notify(db, notice, id)
        },
        atEnd: (step) => void last.push(step),
      })
      for (const step of last) await step()
      return done
    })
    // Only now: what was rolled back was never queued. The line has the number of the request, or of the work, that asked.
    for (const { job, jobId } of queued) ctx.log.info('job queued', { job, jobId, byJobId: ctx.log.current().jobId })
    return out
  } finally {
    // Also where it failed: a connection that breaks at the commit leaves open whether that came to be.
    for (const [notice, id] of told) ctx.notices.tellHere(notice, id)
  }
}
