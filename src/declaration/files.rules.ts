import { type Disagreement, compareNames } from './disagreement.ts'
import { type Store, storesOf } from './store.ts'

/** Pure: who uses files of the store and is not declared. @param found `used_by` without the numbers of rows */
export const blobUseDisagreements = (stores: readonly Store[], found: readonly string[]): readonly Disagreement[] =>
  compareNames(
    storesOf(stores, 'blob-use').map(({ name }) => name),
    found,
    'undeclared-blob-use',
  )

/** Pure: files that no declaration expects where they lie. @param found paths below the data folder, with `/` */
export function fileDisagreements(stores: readonly Store[], found: readonly string[]): readonly Disagreement[] {
  // The longest name first: `blobs/incoming` before `blobs`.
  const declared = [...storesOf(stores, 'files')].sort((a, b) => b.name.length - a.name.length)
  const isDeclared = (path: string): boolean => {
    const store = declared.find(({ name }) => path === name || path.startsWith(`${name}/`))
    if (!store) return false
    return path === store.name || (store.paths?.test(path.slice(store.name.length + 1)) ?? true)
  }
  return found.filter((path) => !isDeclared(path)).map((name) => ({ problem: 'undeclared-file', name }))
}
