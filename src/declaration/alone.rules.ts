import type { Disagreement } from './disagreement.ts'
import { tablesOfSubjects } from './paths.rules.ts'
import { type GoesAlone, type Store, type TableStore, groundOf } from './store.ts'
import type { FoundLink } from './tables.rules.ts'

/** Pure: what of a table its person may have deleted while the account stays. */
export interface Alone {
  /** The column that tells one row from another, where rows go alone. */
  readonly rowsBy: string | null
  /** The columns that go alone. */
  readonly columns: readonly string[]
  /** The page on which it is done, where more than rows goes with it. */
  readonly at: string | null
  /** Why it, or the rest of it, goes with the account only. */
  readonly stays: string | null
}

/** Pure: the answer of a table, in one shape. */
export function aloneOf({ goesAlone, changedAt }: TableStore): Alone {
  const none: Alone = { rowsBy: null, columns: [], at: null, stays: null }
  if (goesAlone === undefined) return none
  if (goesAlone === 'on-page') return { ...none, at: changedAt ?? null }
  return { ...none, ...goesAlone }
}

/**
 * Pure: tables of people that do not say what of them may go alone, and answers that nothing could carry out.
 *
 * @param links the foreign keys of the database
 */
export function aloneDisagreements(stores: readonly Store[], links: readonly FoundLink[]): readonly Disagreement[] {
  const tables = tablesOfSubjects(stores)
  const leadOn = (name: string): boolean =>
    links.some(({ to }) => to === name) ||
    tables.some(({ path }) => path !== 'nobody' && 'by' in path && path.of === name)
  return tables.flatMap((store) => {
    const { name, goesAlone } = store
    if (goesAlone === undefined) return { problem: 'alone-unanswered', name }
    return problemsOf(store, goesAlone, leadOn(name)).map((problem) => ({ problem, name }))
  })
}

function problemsOf(store: TableStore, answer: GoesAlone, isLedOver: boolean): readonly Disagreement['problem'][] {
  const problems: Disagreement['problem'][] = []
  if (answer === 'on-page') {
    if (store.changedAt === undefined) problems.push('alone-nowhere')
    return problems
  }
  if ('rowsBy' in answer) {
    if (groundOfColumn(store, answer.rowsBy)?.audience === 'nobody' || !(answer.rowsBy in store.columns))
      problems.push('alone-unknown')
    if (isLedOver || store.limits === 'room' || store.rows !== undefined) problems.push('alone-with-others')
  }
  if ('columns' in answer && answer.columns.some((column) => groundOfColumn(store, column)?.erase !== 'set-null'))
    problems.push('alone-unknown')
  if ('stays' in answer && answer.stays.trim() === '') problems.push('empty-words')
  return problems
}

const groundOfColumn = (store: TableStore, column: string) => {
  const datum = store.columns[column]
  return datum && groundOf(store, datum)
}
