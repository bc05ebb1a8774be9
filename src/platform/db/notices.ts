import { type Transaction, sql } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import type { Chance } from '#platform/chance'
import type { Log } from '#platform/log'
import type { DB } from './tables.generated.ts'

/**
 * What one process tells all that share its database, by LISTEN and NOTIFY.
 *
 * What is told in a transaction is heard if and only if it commits: in the process that told it before the transaction's
 * promise is settled, in every other a moment later. A process knows whether it hears: it sends itself a word every
 * second, and what comes back says that everything committed before has come too. A notice carries an id, never a personal
 * value, and is kept nowhere: whoever does not listen never learns of it, so it is for letting go of what is remembered,
 * not for work.
 */
export interface Notices {
  /** Begins to listen and keeps at it until `stop`; resolves when the first attempt is over, whether it went well or not. */
  listen(): Promise<void>
  /**
   * Whether everything that was told up to `deafMs` ago has been heard. Where it is false, what is remembered may be
   * wrong. Costs nothing.
   */
  hears(): boolean
  /** Has every notice of this name given to `hear`, from this process and all others. */
  on(notice: string, hear: (id: string) => void): void
  /** Has `forget` called whenever something may have been told that was not heard: hearing was lost, or has begun. */
  onGap(forget: () => void): void
  /** Tells this process only. For `inTransaction`. */
  tellHere(notice: string, id: string): void
  stop(): Promise<void>
}

export interface NoticesOptions {
  readonly pool: Pool
  readonly chance: Chance
  readonly log: Log
}

const channel = 'vitrine_notices'
const beatEveryMs = 1_000
/** So long after the last word that came back, nothing is taken as heard any more. */
const deafMs = 3_000

/** Tells all processes, if the transaction commits. */
export async function notify(db: Transaction<DB>, notice: string, id: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${`${notice} ${id}`})`.execute(db)
}

export function openNotices({ pool, chance, log }: NoticesOptions): Notices {
  const hearers = new Map<string, ((id: string) => void)[]>()
  const forgetters: (() => void)[] = []
  const self = chance.bytes(12).toString('base64url')
  let client: PoolClient | undefined
  let isStopped = true
  let timer: NodeJS.Timeout | undefined
  /** When the last word to ourselves was sent that has come back. */
  let heardUpToMs = Number.NEGATIVE_INFINITY

  const forget = (): void => forgetters.forEach((one) => one())
  const tellHere = (notice: string, id: string): void => hearers.get(notice)?.forEach((hear) => hear(id))

  function lose(lost: PoolClient, error?: Error): void {
    if (client !== lost) return
    client = undefined
    heardUpToMs = Number.NEGATIVE_INFINITY
    forget()
    if (error && !isStopped) log.warn('notices are not heard for the moment', { error })
    lost.release(true)
  }

  async function connect(): Promise<void> {
    const fresh = await pool.connect()
    fresh.on('error', (error) => lose(fresh, error))
    fresh.on('end', () => lose(fresh))
    fresh.on('notification', ({ payload = '' }) => {
      const [notice = '', id = '', sentAtMs = ''] = payload.split(' ')
      // A word to ourselves that comes late still says what was heard up to when it was sent.
      if (notice !== 'beat') tellHere(notice, id)
      else if (id === self && client === fresh) heardUpToMs = Number(sentAtMs)
    })
    client = fresh
    try {
      await fresh.query(`listen ${channel}`)
    } catch (error) {
      lose(fresh)
      throw error
    }
    // What was told before this moment was not heard.
    forget()
  }

  /** Sends a word to ourselves, on a connection that is made anew if it was lost. */
  async function beat(): Promise<void> {
    try {
      if (!client) await connect()
      const on = client
      if (!on) return
      await on
        .query('select pg_notify($1, $2)', [channel, `beat ${self} ${performance.now()}`])
        .catch((error: unknown) => {
          lose(on, error as Error)
        })
    } catch (error) {
      log.warn('notices cannot be listened for; it is tried again', { error })
    }
  }

  let beating: Promise<void> = Promise.resolve()
  function schedule(): void {
    if (isStopped) return
    timer = setTimeout(() => {
      beating = beat().then(schedule)
    }, beatEveryMs).unref()
  }

  return {
    async listen() {
      if (!isStopped) return
      isStopped = false
      beating = beat()
      await beating
      schedule()
    },
    hears: () => performance.now() - heardUpToMs < deafMs,
    on(notice, hear) {
      hearers.set(notice, [...(hearers.get(notice) ?? []), hear])
    },
    onGap(forgetter) {
      forgetters.push(forgetter)
    },
    tellHere,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await beating
      if (client) lose(client)
    },
  }
}
