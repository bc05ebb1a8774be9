import { type Disagreement, type Store, compareNames, storesOf } from '#declaration'
import { whatIsThere } from '#app'
import type { Database } from '#platform/db'
import { differences } from '#privacy/data-map'
import { readSources, withoutComments } from './sources.ts'

/** Everything in which the data map differs from the migrated database, from what the process does, and from its code. */
export async function checkDeclared(
  database: Database,
  stores: readonly Store[],
  root: string,
): Promise<readonly Disagreement[]> {
  return [...differences(stores, await whatIsThere(database)), ...namedInSources(stores, root)]
}

/**
 * Jobs and cookies that stand in a source and on no list: a job that nobody handles, a cookie that no room told `app` of.
 * The start cannot see them, since nothing leads to them from there.
 */
function namedInSources(stores: readonly Store[], root: string): readonly Disagreement[] {
  const jobs: string[] = []
  const cookies: string[] = []
  for (const { path, text } of readSources(root)) {
    if (/\.(test|fixtures)\.ts$/.test(path)) continue
    const code = withoutComments(text)
    for (const [, name = ''] of code.matchAll(/\bdefineJob\(\s*'([^']+)'/g)) jobs.push(name)
    for (const [name] of code.matchAll(/\b__(Host|Secure)-[\w-]+/g)) cookies.push(name)
    // A name that is no word of ours is a constant of a room, and stands on its list.
    for (const [, name = ''] of code.matchAll(/\bcookies\.set\(\s*['"`]([^'"`]+)['"`]/g)) cookies.push(name)
  }
  return [
    ...compareNames(namesOf(stores, 'job'), jobs, 'undeclared-job', 'missing-job'),
    ...compareNames(namesOf(stores, 'cookie'), cookies, 'undeclared-cookie', 'missing-cookie'),
  ]
}

const namesOf = (stores: readonly Store[], kind: 'job' | 'cookie'): readonly string[] =>
  storesOf(stores, kind).map(({ name }) => name)
