import { sql } from 'kysely'
import { type CronItem, Logger, type TaskList, parseCronItems, run, runMigrations, runOnce } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Ctx } from '#platform/context'
import { secondMs, later, systemClock } from '#platform/clock'
import { WayShut } from '#platform/egress'
import type { Log } from '#platform/log'
import { watchWorkers } from './dead-workers.ts'
import type { Job } from './job.ts'
import { jobSeconds, jobsEnded } from './metrics.ts'

/** A kind of work with the code that does it. */
export interface Handler {
  readonly name: string
  /** The names of what its payload holds. */
  readonly fields: readonly string[]
  /** The kinds of mail that it writes. */
  readonly mails: readonly string[]
  /** As of its job. */
  readonly background: boolean
  readonly run: (ctx: Ctx, payload: unknown) => Promise<void>
}

/** @param mails the kinds of mail that the work hands to `ctx.post`; the start compares them with the declared ones */
export function handle<Payload>(
  job: Job<Payload>,
  work: (ctx: Ctx, payload: Payload) => Promise<void>,
  { mails = [] }: { readonly mails?: readonly string[] } = {},
): Handler {
  const { name, fields, background } = job
  return { name, fields, mails, background, run: (ctx, payload) => work(ctx, job.payload.parse(payload)) }
}

/** Work that comes round by the clock of the machine. */
export interface Schedule {
  readonly name: string
  /** A cron pattern in UTC. */
  readonly pattern: string
  readonly run: (ctx: Ctx) => Promise<void>
}

export interface JobRunner {
  /** Lets running work finish (or hands it back after a while) and stops. */
  stop(): Promise<void>
}

/** graphile-worker's own tables, in a schema of their own. Run beside the migrations. */
export async function prepareQueue(pool: Pool, log: Log): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet(log) })
}

/** Only warnings and worse reach our log, without payloads; of work that fails we tell ourselves. */
const quiet = (log: Log): Logger =>
  new Logger(() => (level, message) => {
    if (message.startsWith('Failed task')) return
    if (level === 'error') log.error(message)
    else if (level === 'warning') log.warn(message)
  })

/** What the queue tells of a piece of work. */
interface PickedJob {
  readonly id: string
  readonly key: string | null
  readonly priority: number
  readonly attempts: number
  readonly max_attempts: number
}

/** How long work waits that met a way out that is shut. Its tries are not counted: it waits for somebody to act. */
const shutPauseMs = 20 * secondMs

/** Queues the work anew, for later. By the clock of the machine, as the queue itself. */
async function putOff(ctx: Ctx, name: string, payload: unknown, job: PickedJob): Promise<void> {
  const runAt = later(systemClock.now(), shutPauseMs)
  await sql`select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json, run_at => ${runAt}::timestamptz,
    max_attempts => ${job.max_attempts}::int, job_key => ${job.key}::text, priority => ${job.priority}::int)`.execute(
    ctx.db,
  )
}

async function watched(
  ctx: Ctx,
  name: string,
  payload: unknown,
  job: PickedJob,
  work: () => Promise<void>,
): Promise<void> {
  const began = performance.now()
  const end = (outcome: 'done' | 'failed' | 'given up' | 'waiting'): { readonly durationMs: number } => {
    const durationMs = Math.round(performance.now() - began)
    ctx.metrics.count(jobsEnded, { job: name, outcome })
    ctx.metrics.observe(jobSeconds, { job: name }, durationMs / 1000)
    return { durationMs }
  }
  ctx.log.info('job begun')
  try {
    await work()
    ctx.log.info('job done', end('done'))
  } catch (error) {
    if (error instanceof WayShut) {
      await putOff(ctx, name, payload, job)
      ctx.log.warn('job waits: the way out is shut', end('waiting'))
      return
    }
    const isLast = job.attempts >= job.max_attempts
    ctx.log.error(isLast ? 'job given up' : 'job failed', { ...end(isLast ? 'given up' : 'failed'), error })
    throw error
  }
}

/** The work as graphile-worker calls it: logged with name, time and attempt; a failure goes on to be tried again. */
function tasksOf(ctx: Ctx, handlers: readonly Pick<Handler, 'name' | 'run'>[]): TaskList {
  return Object.fromEntries(
    handlers.map(({ name, run: work }) => [
      name,
      (payload: unknown, { job }: { readonly job: PickedJob }): Promise<void> =>
        ctx.log.during({ job: name, jobId: job.id, attempt: job.attempts }, () =>
          watched(ctx, name, payload, job, () => work(ctx, payload)),
        ),
    ]),
  )
}

/**
 * Does the work that is due now and returns. For commands that run without a server, and for tests.
 *
 * @throws the first failure
 */
export async function runDueJobs({
  pool,
  ctx,
  handlers,
}: Pick<RunOptions, 'pool' | 'ctx' | 'handlers'>): Promise<void> {
  let failure: { readonly error: unknown } | undefined
  const watched = handlers.map((handler) => ({
    name: handler.name,
    background: handler.background,
    run: async (own: Ctx, payload: unknown) => {
      try {
        await handler.run(own, payload)
      } catch (error) {
        if (!(error instanceof WayShut)) failure ??= { error }
        throw error
      }
    },
  }))
  await runOnce({ pgPool: pool, taskList: tasksOf(ctx, watched), concurrency: 2, logger: quiet(ctx.log) })
  if (failure) throw failure.error
}

export interface RunOptions {
  readonly pool: Pool
  readonly ctx: Ctx
  readonly handlers: readonly Handler[]
  readonly schedules: readonly Schedule[]
  /** How many pieces of work at once; those of the background not among them. */
  readonly concurrency: number
}

/** Pieces of background work at once: there is one cell for them in the jail. */
const backgroundConcurrency = 1

/**
 * Starts doing queued work until stopped. Work of the background has a runner of its own: however much of it is queued,
 * it takes no place from the other.
 *
 * A failed piece is logged with its name and attempt, never its payload, and tried again later. What a killed process had
 * begun is taken up by one that lives within about ten seconds.
 */
export async function runJobs({ pool, ctx, handlers, schedules, concurrency }: RunOptions): Promise<JobRunner> {
  const items: CronItem[] = schedules.map(({ name, pattern }) => ({ task: name, match: pattern, identifier: name }))
  const watch = watchWorkers(pool, ctx.log)
  const start = (work: readonly Pick<Handler, 'name' | 'run'>[], cron: readonly CronItem[], atOnce: number) =>
    run({
      pgPool: pool,
      events: watch.events,
      taskList: tasksOf(ctx, work),
      parsedCronItems: parseCronItems([...cron]),
      concurrency: atOnce,
      noHandleSignals: true,
      pollInterval: 2000,
      logger: quiet(ctx.log),
    })
  const background = handlers.filter((handler) => handler.background)
  const usual = handlers.filter((handler) => !handler.background)
  const runners = [await start([...usual, ...schedules], items, concurrency)]
  if (background.length > 0) runners.push(await start(background, [], backgroundConcurrency))
  return {
    async stop() {
      await Promise.all(runners.map((runner) => runner.stop()))
      await watch.stop()
    },
  }
}
