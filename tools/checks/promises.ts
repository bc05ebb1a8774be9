import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PrivacyPromise } from '#privacy/promises'
import type { Breaches } from '../promises/breach.ts'
import { citedPromises, findTest, splitTestName, titlesIn } from '../promises/test-titles.ts'

/** Where the register and the tests disagree: promises kept without proof, breaches that are stale, wrong numbers. */
export function checkPromises(
  root: string,
  promises: readonly PrivacyPromise[],
  breaches: Breaches,
): readonly string[] {
  const found: string[] = []
  const files = globSync('{src,test,tools}/**/*.{test,long}.ts', { cwd: root }).sort()
  const titles = new Map(files.map((file) => [file, titlesIn(readFileSync(join(root, file), 'utf8'))]))
  const named = new Set<string>()

  for (const promise of promises) {
    const { id } = promise
    if (promise.state === 'not yet') continue
    if (!existsSync(join(root, 'src', promise.owner)))
      found.push(`${id} is kept by ${promise.owner}, which is not there`)
    for (const test of promise.tests) {
      const { path } = splitTestName(test)
      const matches = findTest(titles.get(path) ?? [], test)
      const [match] = matches
      if (!match) found.push(`${id} names a test that is not there: ${test}`)
      else if (matches.length > 1) found.push(`${id} names a test by words that ${matches.length} have: ${test}`)
      else if (!citedPromises(match).includes(id))
        found.push(`${id} names a test that does not say (promise: ${id}): ${test}`)
    }
    for (const name of promise.breaches) {
      named.add(name)
      const breach = breaches[name]
      if (!breach) found.push(`${id} names a breach that is not there: ${name}`)
      else if (!promise.tests.includes(breach.fails))
        found.push(`${id} names a breach that another promise's test notices: ${name}`)
    }
  }

  for (const [name, breach] of Object.entries(breaches)) {
    if (!named.has(name)) found.push(`no kept promise names the breach “${name}”`)
    for (const { file, text, becomes } of [breach, ...(breach.also ?? [])]) {
      const times = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').split(text).length - 1 : 0
      if (times !== 1) found.push(`the breach “${name}” is stale: its text stands ${times} times in ${file}`)
      if (text === becomes) found.push(`the breach “${name}” changes nothing in ${file}`)
    }
  }

  const byId = new Map<string, PrivacyPromise>(promises.map((promise) => [promise.id, promise]))
  const cited = new Set<string>()
  for (const [file, all] of titles) {
    for (const title of all) {
      for (const id of citedPromises(title)) {
        cited.add(id)
        const promise = byId.get(id)
        if (!promise) found.push(`${file} cites ${id}, which is not on the register`)
        else if (promise.state === 'not yet' && promise.partly === undefined)
          found.push(`${file} cites ${id}, which is neither kept nor said to be tested in part`)
      }
    }
  }
  for (const promise of promises) {
    if (promise.state === 'not yet' && promise.partly !== undefined && !cited.has(promise.id))
      found.push(`${promise.id} is said to be tested in part, and no test cites it`)
  }
  return found
}
