import type { Disagreement } from './disagreement.ts'
import { type Store, type TableStore, groundOf, storesOf } from './store.ts'
import type { FoundLink } from './tables.rules.ts'

/** A table over which a path goes, and the column by which it goes on. The last column holds the subject's number. */
export interface Step {
  readonly table: string
  readonly column: string
}

/**
 * Pure: how rows of the table lead to their subject, the table itself first.
 *
 * @returns an empty list where they concern nobody, or are found by a mark
 * @throws Error where the path leads nowhere; `pathDisagreements` finds that before anything runs
 */
export function stepsOf(stores: readonly Store[], table: TableStore): readonly Step[] {
  const steps: Step[] = []
  for (let at: TableStore | undefined = table; isByNumber(at.path);) {
    const { by, of }: { readonly by: string; readonly of?: string } = at.path
    steps.push({ table: at.name, column: by })
    if (of === undefined) return steps
    at = storesOf(stores, 'table').find(({ name }) => name === of)
    if (!at || steps.some((step) => step.table === of)) throw new Error(`the path of ${table.name} leads nowhere`)
  }
  if (steps.length > 0) throw new Error(`the path of ${table.name} leads nowhere`)
  return steps
}

const isByNumber = (path: TableStore['path']): path is { readonly by: string; readonly of?: string } =>
  path !== 'nobody' && 'by' in path

/** The tables whose rows lead to a person or another subject by their number. */
export const tablesOfSubjects = (stores: readonly Store[]): readonly TableStore[] =>
  storesOf(stores, 'table').filter(({ path }) => isByNumber(path))

const ofAccount = 'user.account.id'

/**
 * Pure: paths that lead nowhere, tables that concern people and have none, limits that nothing carries out.
 *
 * @param links the foreign keys of the database
 * @param retaining the rooms that have a `retain`
 */
export function pathDisagreements(
  stores: readonly Store[],
  links: readonly FoundLink[],
  retaining: readonly string[],
): readonly Disagreement[] {
  const tables = storesOf(stores, 'table')
  const leading = new Set(tablesOfSubjects(stores).map(({ name }) => name))
  const result: Disagreement[] = []
  const say = (problem: Disagreement['problem'], name: string): void => void result.push({ problem, name })
  for (const store of tables) {
    const { name, columns, path, limits } = store
    if (path !== 'nobody' && 'mark' in path) {
      if (!(path.mark in columns)) say('path-leads-nowhere', name)
    } else if (path !== 'nobody') {
      if (!(path.by in columns) || !leads(stores, store)) say('path-leads-nowhere', name)
    } else if (
      links.some((link) => link.table === name && leading.has(link.to)) ||
      Object.values(columns).some((datum) => datum.category === ofAccount || datum.identifies === 'alone')
    ) {
      say('no-path', name)
    }
    if (limits === undefined) {
      const timed = [store, ...Object.values(columns).map((datum) => groundOf(store, datum))]
      if (timed.some(({ retention }) => retention.kind === 'for')) say('no-limit', name)
    } else if (limits === 'room') {
      if (!retaining.includes(store.owner)) say('no-retain', name)
    } else {
      for (const { after, where = {} } of limits) {
        for (const column of [after, ...Object.keys(where)]) {
          if (!(column in columns)) say('limit-unknown', `${name}.${column}`)
        }
      }
    }
  }
  return result
}

function leads(stores: readonly Store[], table: TableStore): boolean {
  try {
    stepsOf(stores, table)
    return true
  } catch {
    return false
  }
}
