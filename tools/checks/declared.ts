import type { Store } from '#declaration'
import type { Database } from '#platform/db'
import { UndeclaredData, requireDeclared } from '#privacy/data-map'

/** Every difference between the migrated database and the data map. */
export async function checkDeclared(database: Database, stores: readonly Store[]): Promise<readonly string[]> {
  try {
    await requireDeclared(database, stores)
    return []
  } catch (error) {
    if (error instanceof UndeclaredData) return error.found.map(({ name, problem }) => `${name}: ${problem}`)
    throw error
  }
}
