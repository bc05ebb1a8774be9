import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Chance } from '#platform/chance'
import { type Clock, dayMs, later } from '#platform/clock'
import type { DB } from '#platform/db'
import { newNonceBytes, openBytes, sealBytes } from './envelope.ts'
import { type KeyRing, type MasterKey, masterKeyLifeDays, masterKeyTurnDays } from './key-ring.ts'
import { aboutSubject } from './vault.ts'
import { countPersonKeys } from './count-person-keys.ts'
import { withKeyFile } from './with-key-file.ts'

export interface TurnedKeys {
  /** Whether there is a new master key. */
  readonly made: boolean
  /** Person keys that were wrapped anew. */
  readonly rewrapped: number
  /** Master keys that were destroyed. */
  readonly destroyed: number
  /** Person keys that are damaged: their master key does not open them. They stay as they are. */
  readonly unopened: number
}

const batch = 500
/** So long a turn waits for transactions that may hold a key that it cannot see yet; past it, the next turn destroys. */
const patienceMs = 30_000
const pauseMs = 50

/**
 * Makes the week's master key when it is due, wraps every living person key under it, and destroys the master keys
 * past their life. Safe to interrupt and to call at any time; one process at a time does it, while all others seal, open
 * and erase as ever.
 *
 * A master key is destroyed only when no person key needs it, and none can come to: whoever made one before the new
 * master key was there may not have committed yet, so those transactions are waited for and what they made is wrapped
 * anew too; whoever makes one later looks into the key file after writing it.
 *
 * @throws MasterKeysMissing before anything is changed
 */
export async function turnMasterKeys(
  db: Kysely<DB>,
  ring: KeyRing,
  source: { readonly clock: Clock; readonly chance: Chance },
): Promise<TurnedKeys> {
  return withKeyFile(db, async (connection) => {
    await requireMasters(connection, ring)
    const now = source.clock.now()
    const known = ring.masters().length
    const current = newestAfterTurn(ring, now, source.chance)
    const made = ring.masters().length > known
    const first = await rewrapAll(connection, ring, current, source.chance)
    const past = ring
      .masters()
      .filter((one) => one.id !== current.id && later(one.firstUsedAt, masterKeyLifeDays * dayMs) <= now)
    if (past.length === 0 || !(await othersAreOver(connection))) return { ...first, made, destroyed: 0 }
    const second = await rewrapAll(connection, ring, current, source.chance)
    ring.destroyMasters(past.map((one) => one.id))
    return {
      made,
      rewrapped: first.rewrapped + second.rewrapped,
      destroyed: past.length,
      unopened: second.unopened,
    }
  })
}

/** The key file is not the one that belongs to this database. The message says what to do. */
export class MasterKeysMissing extends Error {
  constructor(people: number) {
    super(
      `The key file lacks the master keys that lock the keys of ${people === 1 ? 'one person' : `${people} people`}. It is an old copy, or that of another Vitrine: ` +
        'put the newest one into place. Nothing was changed.',
    )
    this.name = 'MasterKeysMissing'
  }
}

/** With another key file than the right one, new keys of people would be locked by keys that go when it comes back. */
async function requireMasters(db: Kysely<DB>, ring: KeyRing): Promise<void> {
  const missing = (await countPersonKeys(db, ring)).withoutMaster
  if (missing > 0) throw new MasterKeysMissing(missing)
}

function newestAfterTurn(ring: KeyRing, now: Date, chance: Chance): MasterKey {
  const newest = ring.masters().at(-1)
  if (newest && later(newest.firstUsedAt, masterKeyTurnDays * dayMs) > now) return newest
  const made = { id: chance.bytes(8).toString('hex'), key: chance.bytes(32), firstUsedAt: now }
  ring.addMaster(made)
  return made
}

/** Waits until every transaction that has written by now is over. @returns false where one takes too long */
async function othersAreOver(db: Kysely<DB>): Promise<boolean> {
  const { rows } = await sql<{ next: string }>`
    select pg_snapshot_xmax(pg_current_snapshot())::text as next`.execute(db)
  const next = rows[0]?.next ?? '0'
  for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(pauseMs)) {
    const answer = await sql<{ over: boolean }>`
      select pg_snapshot_xmin(pg_current_snapshot()) >= ${next}::xid8 as over`.execute(db)
    if (answer.rows[0]?.over) return true
  }
  return false
}

/** Goes through all person keys once, in the order of their numbers. */
async function rewrapAll(
  db: Kysely<DB>,
  ring: KeyRing,
  current: MasterKey,
  chance: Chance,
): Promise<{ readonly rewrapped: number; readonly unopened: number }> {
  const masters = new Map(ring.masters().map((one) => [one.id, one]))
  let rewrapped = 0
  let unopened = 0
  // From the first on: the house itself has the number of nothing but zeros.
  for (let after: string | null = null; ;) {
    let query = db
      .selectFrom('platform_subject_keys')
      .where('master_id', '!=', current.id)
      .select(['subject_id', 'wrapped', 'master_id'])
      .orderBy('subject_id')
      .limit(batch)
    if (after !== null) query = query.where('subject_id', '>', after)
    const rows = await query.execute()
    const last = rows.at(-1)
    if (!last) return { rewrapped, unopened }
    after = last.subject_id
    for (const row of rows) {
      const plain = opened(masters.get(row.master_id), row.wrapped, row.subject_id)
      if (!plain) {
        unopened++
        continue
      }
      const wrapped = sealBytes(current.key, chance.bytes(newNonceBytes), plain, aboutSubject(row.subject_id))
      // Only where nobody has wrapped or destroyed it meanwhile.
      const { numUpdatedRows } = await db
        .updateTable('platform_subject_keys')
        .set({ wrapped, master_id: current.id })
        .where('subject_id', '=', row.subject_id)
        .where('master_id', '=', row.master_id)
        .executeTakeFirst()
      rewrapped += Number(numUpdatedRows)
    }
  }
}

/** A person key, or null where its master key does not open it: one such row must not keep the rest from turning. */
function opened(master: MasterKey | undefined, wrapped: Buffer, subjectId: string): Buffer | null {
  if (!master) return null
  try {
    return openBytes(master.key, wrapped, aboutSubject(subjectId))
  } catch {
    return null
  }
}
