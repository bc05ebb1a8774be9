import { stringify } from 'csv-stringify/sync'
import { floor } from './floor.rules.ts'
import type { ShownStatistics } from './read-statistics.ts'

/** The figures as they are shown, as CSV. */
export const statisticsInCsv = ({ what, columns, rows }: ShownStatistics): string =>
  stringify(
    rows.map(({ pattern, cells }) => [pattern, ...cells.map((cell) => cell ?? `<${floor}`)]),
    { header: true, columns: [what, ...columns] },
  )
