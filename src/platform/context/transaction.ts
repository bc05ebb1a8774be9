import type { Ctx, TxCtx } from './context.ts'
import { addJob } from '#platform/jobs'

/**
 * Runs `work` in a transaction: all of it happens, or nothing. What `work` returns is returned only after the commit.
 * Throw to roll back; a returned value commits.
 */
export async function inTransaction<Out>(ctx: Ctx, work: (tx: TxCtx) => Promise<Out>): Promise<Out> {
  return ctx.db.transaction().execute((db) =>
    work({
      in: 'transaction',
      config: ctx.config,
      clock: ctx.clock,
      chance: ctx.chance,
      log: ctx.log,
      vault: ctx.vault,
      throttle: ctx.throttle,
      db,
      enqueue: (job, payload, options) => addJob(db, job, payload, options),
    }),
  )
}
