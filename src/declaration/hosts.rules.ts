import { type Disagreement, compareNames } from './disagreement.ts'
import { type Store, storesOf } from './store.ts'

/**
 * Pure: hosts that were spoken to and are not declared.
 *
 * @param found names as they were asked for, without port
 * @param settings the host that each setting names in this process, by the name of the setting
 */
export function hostDisagreements(
  stores: readonly Store[],
  found: readonly string[],
  settings: Readonly<Record<string, string | undefined>> = {},
): readonly Disagreement[] {
  const declared = storesOf(stores, 'host').flatMap(({ name, bySetting }) =>
    bySetting ? (settings[name] ?? []) : name,
  )
  return compareNames(declared, found, 'undeclared-host')
}
