import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Chance } from '#platform/chance'
import { type Clock, dayMs, later } from '#platform/clock'
import type { DB } from '#platform/db'
import { newNonceBytes, openBytes, sealBytes } from './envelope.ts'
import { type KeyRing, type MasterKey, masterKeyLifeDays, masterKeyTurnDays } from './key-ring.ts'
import { aboutSubject } from './vault.ts'

const batch = 500
const turnLockKey = 7_461_726_964

/**
 * Makes the week's master key when it is due, wraps every living person key under it, and destroys the master keys
 * past their life. Safe to interrupt and to call at any time; one process at a time does it.
 *
 * @returns how many person keys were wrapped anew and how many master keys destroyed
 */
export async function turnMasterKeys(
  db: Kysely<DB>,
  ring: KeyRing,
  source: { readonly clock: Clock; readonly chance: Chance },
): Promise<{ readonly rewrapped: number; readonly destroyed: number }> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${turnLockKey})`.execute(connection)
    try {
      const now = source.clock.now()
      const current = newestAfterTurn(ring, now, source.chance)
      const rewrapped = await rewrapAll(connection, ring, current, source.chance)
      const past = ring
        .masters()
        .filter((one) => one.id !== current.id && later(one.firstUsedAt, masterKeyLifeDays * dayMs) <= now)
      if (past.length > 0) ring.destroyMasters(past.map((one) => one.id))
      return { rewrapped, destroyed: past.length }
    } finally {
      await sql`select pg_advisory_unlock(${turnLockKey})`.execute(connection)
    }
  })
}

function newestAfterTurn(ring: KeyRing, now: Date, chance: Chance): MasterKey {
  const newest = ring.masters().at(-1)
  if (newest && later(newest.firstUsedAt, masterKeyTurnDays * dayMs) > now) return newest
  const made = { id: chance.bytes(8).toString('hex'), key: chance.bytes(32), firstUsedAt: now }
  ring.addMaster(made)
  return made
}

async function rewrapAll(db: Kysely<DB>, ring: KeyRing, current: MasterKey, chance: Chance): Promise<number> {
  const masters = new Map(ring.masters().map((one) => [one.id, one]))
  let count = 0
  for (;;) {
    const rows = await db
      .selectFrom('platform_subject_keys')
      .where('master_id', '!=', current.id)
      .select(['subject_id', 'wrapped', 'master_id'])
      .limit(batch)
      .execute()
    if (rows.length === 0) return count
    for (const row of rows) {
      const old = masters.get(row.master_id)
      if (!old) throw new Error(`master key ${row.master_id} is not in the key file`)
      const plain = openBytes(old.key, row.wrapped, aboutSubject(row.subject_id))
      const wrapped = sealBytes(current.key, chance.bytes(newNonceBytes), plain, aboutSubject(row.subject_id))
      // Only where nobody has wrapped or destroyed it meanwhile.
      await db
        .updateTable('platform_subject_keys')
        .set({ wrapped, master_id: current.id })
        .where('subject_id', '=', row.subject_id)
        .where('master_id', '=', row.master_id)
        .execute()
      count++
    }
  }
}
