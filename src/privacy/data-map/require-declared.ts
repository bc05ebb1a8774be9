import { type Disagreement, type Store, disagreements } from '#declaration'
import { type Database, findColumns } from '#platform/db'

const words: Record<Disagreement['problem'], string> = {
  'undeclared-table': 'is in the database and not on the data map',
  'undeclared-column': 'is in the database and not on the data map',
  'missing-table': 'is on the data map and not in the database',
  'missing-column': 'is on the data map and not in the database',
  'declared-twice': 'is declared twice',
  'foreign-owner': 'does not begin with the wing of its owner',
}

/** The database holds something that the data map does not know, or the map speaks of something that is not there. */
export class UndeclaredData extends Error {
  readonly found: readonly Disagreement[]
  constructor(found: readonly Disagreement[]) {
    const lines = found.map(({ name, problem }) => `  - ${name} ${words[problem]}`)
    super(`The data map and the database differ, so Vitrine does not start:\n${lines.join('\n')}`)
    this.name = 'UndeclaredData'
    this.found = found
  }
}

/** Compares the declarations with the database. @throws UndeclaredData naming every difference */
export async function requireDeclared(database: Pick<Database, 'kysely'>, stores: readonly Store[]): Promise<void> {
  const found = disagreements(stores, await findColumns(database.kysely))
  if (found.length > 0) throw new UndeclaredData(found)
}
