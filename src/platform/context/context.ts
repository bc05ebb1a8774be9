import type { Kysely, Transaction } from 'kysely'
import type { Reader } from '#declaration'
import type { Chance } from '#platform/chance'
import type { Clock } from '#platform/clock'
import type { Config } from '#platform/config'
import type { DB, Notices } from '#platform/db'
import type { Egress } from '#platform/egress'
import type { Jail } from '#platform/jail'
import type { Job, EnqueueOptions } from '#platform/jobs'
import type { Log } from '#platform/log'
import type { Post } from '#platform/mail'
import type { Metrics } from '#platform/metrics'
import type { Outside } from '#platform/outside'
import type { Storage } from '#platform/storage'
import type { Throttle } from '#platform/throttle'
import type { Vault } from '#platform/vault'

interface Shared {
  readonly config: Config
  readonly clock: Clock
  readonly chance: Chance
  readonly log: Log
  /** Figures for the operator. They say nothing about a person. */
  readonly metrics: Metrics
  readonly vault: Vault
  /** Slows whoever tries too often. */
  readonly throttle: Throttle
}

/** Everything a use case may reach for, outside a transaction. */
export interface Ctx extends Shared {
  readonly in: 'house'
  readonly db: Kysely<DB>
  /**
   * The database for a room that must not see people. PostgreSQL itself denies it everything that the declarations do
   * not give to that reader.
   */
  readonly dbAs: (reader: Reader) => Kysely<DB>
  readonly storage: Storage
  /** The way mail leaves. Only handlers of jobs use it; a use case enqueues. */
  readonly post: Post
  /** Whether something may leave for another host. */
  readonly egress: Egress
  /** The guarded way to addresses that people name. */
  readonly outside: Outside
  /** Where the bytes of strangers are decoded. */
  readonly jail: Jail
  /** What processes tell each other. Told inside a transaction, by `tx.tell`. */
  readonly notices: Notices
}

/**
 * What exists inside a transaction: nothing that cannot be rolled back. A different type from `Ctx`, so that a write
 * cannot slip past the transaction it belongs to.
 */
export interface TxCtx extends Shared {
  readonly in: 'transaction'
  readonly db: Transaction<DB>
  /** Queues work that begins only if this transaction commits. */
  enqueue<P>(job: Job<P>, payload: P, options?: EnqueueOptions): Promise<void>
  /**
   * Tells every process that shares the database, if this transaction commits; this one before the commit is known to
   * whoever waits for it.
   */
  tell(notice: string, id: string): Promise<void>
  /**
   * Does something when everything else of this transaction is done, just before it commits, in the order in which it was
   * asked for. For what every writer of the house takes in turn: who waits for that turn holds no lock that is still to
   * be taken by who has it, so nobody waits in a circle.
   */
  atEnd(work: () => Promise<void>): void
}

/** For reads that may stand inside or outside a transaction. */
export type AnyCtx = Ctx | TxCtx
