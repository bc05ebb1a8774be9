import { EventEmitter } from 'node:events'
import type { WorkerEvents } from 'graphile-worker'
import type { Pool, PoolClient } from 'pg'
import type { Log } from '#platform/log'

/*
 * Work that was begun by a process that was killed stays marked as begun; the queue itself waits four hours before it
 * gives such work to another. Here a process that works holds an advisory lock under the name of its pool for as long as
 * it lives, and whoever lives looks for names that nobody holds.
 */

const lookEveryMs = 5_000
/** A pool that has just begun may not hold its lock yet. */
const graceMs = 5_000
/** Sets these locks apart from others of the database; arbitrary and fixed. */
const lockSpace = 746_172

export interface Watch {
  /** To be given to the runner, so that the names of its pools are known. */
  readonly events: WorkerEvents
  stop(): Promise<void>
}

/** Keeps the sign of life of this process, and hands back the work of processes that have died. */
export function watchWorkers(pool: Pool, log: Log): Watch {
  const events: WorkerEvents = new EventEmitter()
  let client: PoolClient | undefined
  const held = new Set<string>()

  /** One connection holds the locks: they end with the process, however it ends. */
  const connection = async (): Promise<PoolClient> => {
    if (client) return client
    const fresh = await pool.connect()
    fresh.once('error', () => {
      if (client === fresh) client = undefined
    })
    for (const name of held) await hold(fresh, name)
    client = fresh
    return fresh
  }
  const look = async (): Promise<void> => {
    const on = await connection()
    const count = await handBack(on, held)
    if (count > 0) log.warn('work of a process that ended was handed back', { count })
  }
  const safely = (work: Promise<unknown>): Promise<void> =>
    work.then(
      () => {},
      (error: unknown) => log.warn('the watch over workers failed; it is tried again', { error }),
    )

  let busy: Promise<void> = Promise.resolve()
  const next = (work: () => Promise<unknown>): void => {
    busy = busy.then(() => safely(work()))
  }
  events.on('pool:create', ({ workerPool }) => {
    held.add(workerPool.id)
    next(async () => hold(await connection(), workerPool.id))
  })
  const timer = setInterval(() => next(look), lookEveryMs)

  return {
    events,
    async stop() {
      clearInterval(timer)
      await busy
      // Closed, not given back: its locks must end with it.
      client?.release(true)
    },
  }
}

const hold = (client: PoolClient, name: string): Promise<unknown> =>
  client.query('select pg_advisory_lock($1, hashtext($2))', [lockSpace, name])

/** Unlocks what was begun by pools whose lock nobody holds; returns of how many. `own` are pools of this process. */
async function handBack(client: PoolClient, own: ReadonlySet<string>): Promise<number> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct locked_by as name from graphile_worker._private_jobs
     where locked_by like 'pool-%' and locked_at < clock_timestamp() - $1 * interval '1 millisecond'`,
    [graceMs],
  )
  let count = 0
  for (const { name } of rows) {
    if (own.has(name)) continue
    const { rows: tried } = await client.query<{ dead: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as dead',
      [lockSpace, name],
    )
    if (!tried[0]?.dead) continue
    await client.query('select graphile_worker.force_unlock_workers(array[$1])', [name])
    await client.query('select pg_advisory_unlock($1, hashtext($2))', [lockSpace, name])
    count++
  }
  return count
}
