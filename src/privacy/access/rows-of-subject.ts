import { type RawBuilder, sql } from 'kysely'
import { type Store, type TableStore, stepsOf } from '#declaration'

/** The rows with this value, as it reads, in this column. */
export interface OneOfRows {
  readonly column: string
  readonly value: string
}

/**
 * The condition that a row of the table concerns the subject, from the declared path; with `only` that it is this row of
 * theirs.
 *
 * @throws Error where the table concerns nobody
 */
export function concerns(
  stores: readonly Store[],
  table: TableStore,
  subjectId: string,
  only?: OneOfRows,
): RawBuilder<boolean> {
  const steps = stepsOf(stores, table)
  const last = steps.at(-1)
  if (!last) throw new Error(`the rows of ${table.name} concern nobody`)
  const whose = sql<boolean>`${sql.ref(last.column)} = ${subjectId}`
  const theirs = steps.slice(0, -1).reduceRight<RawBuilder<boolean>>((condition, { column }, at) => {
    const next = steps[at + 1]
    if (!next) throw new Error('a path has a next step')
    return sql<boolean>`${sql.ref(column)} in (select id from ${sql.table(next.table)} where ${condition})`
  }, whose)
  return only ? sql<boolean>`${theirs} and ${sql.ref(only.column)}::text = ${only.value}` : theirs
}
