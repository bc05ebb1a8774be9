import type { Kysely } from 'kysely'
import type { DB } from '#platform/db'
import type { KeyRing } from './key-ring.ts'

/** How many keys of people hang on each master key, and on none that the key file holds. */
export interface PersonKeys {
  readonly byMaster: ReadonlyMap<string, number>
  readonly withoutMaster: number
}

export async function countPersonKeys(db: Kysely<DB>, ring: KeyRing): Promise<PersonKeys> {
  const rows = await db
    .selectFrom('platform_subject_keys')
    .select((of) => ['master_id', of.fn.countAll<bigint>().as('count')])
    .groupBy('master_id')
    .execute()
  const byMaster = new Map(ring.masters().map(({ id }) => [id, 0]))
  let withoutMaster = 0
  for (const { master_id: id, count } of rows) {
    if (byMaster.has(id)) byMaster.set(id, Number(count))
    else withoutMaster += Number(count)
  }
  return { byMaster, withoutMaster }
}
