import type { Store } from '#declaration'
import { readSources, withoutComments } from './sources.ts'

/**
 * Every place where a file names a table that its room does not own. Tests may look at any table: what they prove is
 * often what stands, or no longer stands, in it. A declaration may say over which table a path goes on: `of: '…'`.
 */
export function checkTables(root: string, stores: readonly Store[]): readonly string[] {
  const owners = new Map(stores.filter((store) => store.kind === 'table').map((store) => [store.name, store.owner]))
  if (owners.size === 0) throw new Error('no tables are declared')
  const anyTable = new RegExp(`(?<![\\w.]|\\bof: ')(${[...owners.keys()].join('|')})(?!\\w)`, 'g')
  const found: string[] = []
  for (const { path, text } of readSources(root)) {
    if (/\.test\.ts$|\.fixtures\.ts$|\.generated\.ts$/.test(path)) continue
    for (const [, table = ''] of withoutComments(text).matchAll(anyTable)) {
      const owner = owners.get(table) ?? ''
      if (!path.startsWith(`src/${owner}/`)) found.push(`${path} names ${table}, which belongs to ${owner}`)
    }
  }
  return [...new Set(found)]
}
