import type { Kysely } from 'kysely'
import type { DB } from '#platform/db'
import type { KeyRing } from './key-ring.ts'

/**
 * Takes away the keys of people whose master key is not in the key file any more: nothing opens them, and what they
 * sealed reads as nothing from now on, also once these people have a new key. For a backup that is older than the master
 * keys.
 *
 * @returns of how many people
 */
export async function dropLostKeys(db: Kysely<DB>, ring: KeyRing, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('platform_subject_keys')
      .where(
        'master_id',
        'not in',
        ring.masters().map(({ id }) => id),
      )
      .returning('subject_id')
      .execute()
    for (const { subject_id } of gone) {
      await tx
        .insertInto('platform_lost_keys')
        .values({ subject_id, lost_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    return gone.length
  })
}

/** How many people there are of whom this was so. */
export async function countLostKeys(db: Kysely<DB>): Promise<number> {
  const { count } = await db
    .selectFrom('platform_lost_keys')
    .select((of) => of.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Whether what was sealed for this person may be from before their key was lost. */
export async function hadLostKey(db: Kysely<DB>, subjectId: string): Promise<boolean> {
  const row = await db
    .selectFrom('platform_lost_keys')
    .where('subject_id', '=', subjectId)
    .select('subject_id')
    .executeTakeFirst()
  return row !== undefined
}
