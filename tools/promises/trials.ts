import { spawn } from 'node:child_process'
import type { TestName } from '#privacy/promises'
import { type Copy, copyOfProject, everything } from '../checks/planted.ts'
import type { Breach } from './breach.ts'
import { runTests } from './run-test.ts'
import { splitTestName } from './test-titles.ts'
import { failedOf, notNoticed, notPassed } from './verdict.rules.ts'

/** What a trial says in one line, and what it found wrong. */
export interface Trial {
  readonly line: string
  readonly findings: readonly string[]
}

const since = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} s`

/**
 * Runs tests of one file.
 *
 * @param snapshot the project as it is: what every breach is planted into a copy of, so that it shows at the same time
 *   that these tests, in such a copy, pass without the breach
 * @param path the file
 * @param named the tests of it that kept promises name: they have to be there; none others run, so that it shows too that
 *   they need no other. With none named, the whole file runs
 * @param passed is told of each named one that passed
 */
export async function tryTests(
  snapshot: Copy,
  path: string,
  named: readonly TestName[],
  passed: Map<string, string>,
): Promise<Trial> {
  const began = performance.now()
  const { endings, said } = await runTests(snapshot.root, path, named)
  const findings: string[] = []
  for (const test of named) {
    const because = notPassed(endings, test)
    if (because === null) passed.set(test, new Date().toISOString())
    else findings.push(`${test}: ${because}`)
  }
  if (named.length === 0) findings.push(...failedOf(endings).map((because) => `${path}: ${because}`))
  return {
    line: `${findings.length === 0 ? 'ok ' : 'BAD'} passes: ${path}, ${named.length || 'all'} (${since(began)})`,
    findings: findings.length === 0 ? [] : [...findings, said],
  }
}

/** What the built site holds a copy of: its own files, and the declaration's words, which it imports. */
const inTheSite = /^src\/(site|declaration)\//

/** Plants one breach into a copy of the snapshot and runs the test that should notice it. */
export async function tryBreach(snapshot: Copy, name: string, breach: Breach): Promise<Trial> {
  const began = performance.now()
  const copy = copyOfProject(everything, snapshot.root)
  try {
    const changes = [breach, ...(breach.also ?? [])]
    for (const { file, text, becomes } of changes) copy.replace(file, text, becomes)
    if (changes.some(({ file }) => inTheSite.test(file))) await buildSiteOf(copy)
    const ownDatabase = changes.some(({ file }) => file.startsWith('migrations/'))
    const { endings, said } = await runTests(copy.root, splitTestName(breach.fails).path, [breach.fails], ownDatabase)
    const because = notNoticed(endings, breach.fails)
    return {
      line: `${because === null ? 'ok ' : 'BAD'} noticed: ${name} (${since(began)})`,
      findings: because === null ? [] : [`breach “${name}”: ${because}`, said],
    }
  } catch (error) {
    return { line: `BAD noticed: ${name} (${since(began)})`, findings: [`breach “${name}”: ${String(error)}`] }
  } finally {
    copy.remove()
  }
}

/** Builds the site of a copy, by the code of that copy. */
async function buildSiteOf(copy: Copy): Promise<void> {
  const script = "const { buildSite } = await import('./src/cli/build-site.ts'); await buildSite(() => {})"
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script]
  const child = spawn(process.execPath, args, { cwd: copy.root, stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4000)))
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed)
    child.once('close', done)
  })
  if (code !== 0) throw new Error(`the site cannot be built with it:\n${words}`)
}
