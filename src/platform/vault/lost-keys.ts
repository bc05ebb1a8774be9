import type { Kysely } from 'kysely'
import type { DB } from '#platform/db'
import type { KeyRing } from './key-ring.ts'

/**
 * Removes the keys of people whose master key is not in the key file any more: nothing opens them, and what they sealed
 * is gone. For a backup that is older than the master keys.
 *
 * @returns of whom
 */
export async function dropLostKeys(db: Kysely<DB>, ring: KeyRing): Promise<readonly string[]> {
  const masters = ring.masters().map(({ id }) => id)
  const gone = await db
    .deleteFrom('platform_subject_keys')
    .where('master_id', 'not in', masters)
    .returning('subject_id')
    .execute()
  return gone.map(({ subject_id }) => subject_id)
}
