import { runJobs } from '#platform/jobs'
import type { OpenHouse } from './open-house.ts'
import { turnKeys } from './turn-keys.ts'
import { handlers, schedules, turnMasterKeysAt } from './work.ts'

export interface StartedWork {
  stop(): Promise<void>
}

/** Pictures are decoded by as many processes as there are cores; a few more pieces of work wait on disk or mail. */
const concurrency = 4

/** Starts the worker role: queued work and what comes round by itself. */
export async function startWork({ ctx, database, ring }: OpenHouse): Promise<StartedWork> {
  const turn = (): Promise<void> => turnKeys(ctx, ring)
  // Once at the start as well: a machine that is off at night must turn its keys too.
  await turn()
  const runner = await runJobs({
    pool: database.queuePool,
    ctx,
    handlers,
    schedules: [...schedules, { ...turnMasterKeysAt, run: turn }],
    concurrency,
  })
  return { stop: () => runner.stop() }
}
