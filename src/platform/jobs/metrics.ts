import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { type Reading, counter, durationBuckets, gauge, histogram, nameInCode } from '#platform/metrics'

const byJob = { job: nameInCode } as const

export const jobsEnded = counter('vitrine_jobs_ended_total', 'Tries of queued work, by how they ended.', {
  ...byJob,
  outcome: ['done', 'failed', 'given up', 'waiting'],
})
export const jobSeconds = histogram('vitrine_jobs_duration_seconds', 'How long a try took.', durationBuckets, byJob)
const waiting = gauge(
  'vitrine_jobs_waiting_jobs',
  'Queued work that has not been done, also what is to begin later.',
  byJob,
)
const givenUp = gauge('vitrine_jobs_given_up_jobs', 'Queued work that failed for the last time.', byJob)
const lateness = gauge('vitrine_jobs_oldest_due_seconds', 'How long the work that waits longest has been due.', byJob)

interface Row {
  readonly job: string
  readonly waiting: number
  readonly givenUp: number
  readonly lateSeconds: number
}

/** Has the queue looked at whenever figures are read. */
export function watchQueue({ db, clock, metrics }: Pick<Ctx, 'db' | 'clock' | 'metrics'>): void {
  const look = async (): Promise<readonly Row[]> => {
    const { rows } = await sql<Row>`
      select task_identifier as job, count(*) filter (where attempts < max_attempts)::int as waiting,
        count(*) filter (where attempts >= max_attempts)::int as "givenUp",
        coalesce(extract(epoch from ${clock.now()}::timestamptz - min(run_at)
          filter (where attempts < max_attempts and locked_at is null)), 0)::float8 as "lateSeconds"
      from graphile_worker.jobs group by 1`.execute(db)
    return rows
  }
  const as = (value: (row: Row) => number) => async (): Promise<readonly Reading<typeof byJob>[]> =>
    (await look()).map((row) => ({ labels: { job: row.job }, value: value(row) }))
  metrics.watch(
    waiting,
    as((row) => row.waiting),
  )
  metrics.watch(
    givenUp,
    as((row) => row.givenUp),
  )
  metrics.watch(
    lateness,
    as((row) => Math.max(0, row.lateSeconds)),
  )
}
