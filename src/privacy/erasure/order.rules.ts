import type { FoundLink, TableStore } from '#declaration'

/**
 * Pure: the tables in an order in which each comes before those that its rows point at, so that no foreign key stands in
 * the way. Tables that point at each other come in the order given.
 */
export function childrenFirst(tables: readonly TableStore[], links: readonly FoundLink[]): readonly TableStore[] {
  const byName = new Map(tables.map((table) => [table.name, table]))
  const placed = new Set<string>()
  const parentsFirst: TableStore[] = []
  const place = (table: TableStore): void => {
    if (placed.has(table.name)) return
    placed.add(table.name)
    for (const { to } of links.filter((link) => link.table === table.name)) {
      const parent = byName.get(to)
      if (parent) place(parent)
    }
    parentsFirst.push(table)
  }
  for (const table of tables) place(table)
  return parentsFirst.reverse()
}
