import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type * as z from 'zod'
import type { FoundJob } from '#declaration'
import type { DB } from '#platform/db'

/** A kind of work and the shape of its payload. Payloads carry ids, never personal values: the queue is not sealed. */
export interface Job<Payload> {
  readonly name: string
  readonly payload: z.ZodType<Payload>
  /** The names of what a payload holds; of an object inside it, `outer.inner`. */
  readonly fields: readonly string[]
  /** Work that nobody waits for: it is done beside the other, by hands of its own, so that it never holds that up. */
  readonly background: boolean
}

/** @throws Error where the payload is no object: what it holds could not be named on the data map */
export function defineJob<Payload>(
  name: string,
  payload: z.ZodType<Payload>,
  { background = false }: { readonly background?: boolean } = {},
): Job<Payload> {
  const fields = fieldsOf(payload)
  if (!fields) throw new Error(`the payload of ${name} is not a z.strictObject`)
  return Object.freeze({ name, payload, fields, background })
}

/** The part of a schema's definition that leads to objects inside it. */
interface Shape {
  readonly def: {
    readonly shape?: Readonly<Record<string, Shape>>
    readonly element?: Shape
    readonly innerType?: Shape
    readonly in?: Shape
  }
}

function fieldsOf(schema: unknown): readonly string[] | null {
  const { shape, element, innerType, in: input } = (schema as Shape).def
  if (!shape) {
    const inner = element ?? innerType ?? input
    return inner ? fieldsOf(inner) : null
  }
  return Object.entries(shape).flatMap(([name, value]) => fieldsOf(value)?.map((deep) => `${name}.${deep}`) ?? [name])
}

export interface EnqueueOptions {
  /** Work of the same name and key that has not begun is replaced: so it is done once. */
  readonly key?: string
  readonly runAt?: Date
  /** How often it is tried in all, with growing pauses. 12 unless told: about four hours. */
  readonly maxAttempts?: number
  /** Smaller runs first. 0 for what somebody waits for, 10 for what can wait. */
  readonly priority?: number
}

/** Work that waits, by its kind and the number that the queue gave it. */
export interface QueuedJob {
  readonly job: string
  readonly jobId: string
}

/** Queues work inside the caller's transaction. @throws ZodError where the payload is not of the declared shape */
export async function addJob<Payload>(
  db: Transaction<DB>,
  job: Job<Payload>,
  payload: Payload,
  { key, runAt, maxAttempts = 12, priority = 0 }: EnqueueOptions = {},
): Promise<QueuedJob> {
  const body = JSON.stringify(job.payload.parse(payload))
  const { rows } = await sql<{
    id: bigint
  }>`select id from graphile_worker.add_job(${job.name}, payload => ${body}::json, run_at => ${runAt ?? null}::timestamptz,
    max_attempts => ${maxAttempts}::int, job_key => ${key === undefined ? null : `${job.name}:${key}`}::text,
    priority => ${priority}::int)`.execute(db)
  return { job: job.name, jobId: String(rows[0]?.id) }
}

/** What waits in the queue, by kind, with the names of what its payloads hold. */
export async function findQueued<DB>(db: Kysely<DB>): Promise<readonly FoundJob[]> {
  const { rows } = await sql<{ name: string; fields: string[] }>`
    select t.identifier as name, array_remove(array_agg(distinct k.key), null) as fields
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    left join lateral json_object_keys(j.payload) as k (key) on true
    group by 1 order by 1`.execute(db)
  return rows
}

/**
 * Takes work out of the queue whose payload names one of these numbers, whatever kind it is. What has begun is left: it
 * finds nothing any more.
 *
 * @returns how much there was
 */
export async function removeQueued(db: Transaction<DB>, ids: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from graphile_worker._private_jobs as job
    where locked_at is null and exists (
      select 1 from json_each_text(job.payload) as field where field.value = any(${ids}::text[]))`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** How much work waits, and how much was given up after its last attempt. */
export async function countWork(db: Kysely<DB>): Promise<{ readonly waiting: number; readonly givenUp: number }> {
  const { rows } = await sql<{ waiting: number; givenUp: number }>`
    select count(*) filter (where attempts < max_attempts)::int as waiting,
           count(*) filter (where attempts >= max_attempts)::int as "givenUp"
    from graphile_worker.jobs`.execute(db)
  return rows[0] ?? { waiting: 0, givenUp: 0 }
}
