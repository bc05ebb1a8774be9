// Shows that every kept promise is kept: its tests pass on the project as it is, and with each planted breach the test
// that should notice it fails by an assertion.
//   npm run check-promises               everything; writes build/promises-run.json, which the site reads at its start
//   npm run check-promises -- G-65 …     only these; writes nothing
//   npm run check-promises -- --share=2/3   every test of test/promises, and the breaches of the second third of the
//                                        promises, so that runs can take turns; writes nothing
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type KeptPromise, type PromisesRun, type TestName, promises } from '#privacy/promises'
import { buildSite } from '../src/cli/build-site.ts'
import { findChromium } from '../test/kit/browser/find-chromium.ts'
import { globalSetup, globalTeardown } from '../test/kit/global-setup.ts'
import { checkPromises } from './checks/promises.ts'
import { copyOfProject, everything } from './checks/planted.ts'
import { breaches } from './promises/breaches/index.ts'
import { splitTestName } from './promises/test-titles.ts'
import { tryBreach, tryTests } from './promises/trials.ts'

const root = join(import.meta.dirname, '..')
const runFile = join(root, 'build/promises-run.json')
const atOnce = 2

const began = performance.now()
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const { values, positionals } = parseArgs({ allowPositionals: true, options: { share: { type: 'string' } } })
const asked = new Set(positionals)
const share = shareOf(values.share ?? '1/1')
const isWhole = asked.size === 0 && share.of === 1
const kept = promises
  .filter((promise): promise is KeptPromise => promise.state === 'kept' && (asked.size === 0 || asked.has(promise.id)))
  .filter((_, at) => at % share.of === share.which - 1)
const found = [...checkPromises(root, promises, breaches)]
for (const id of asked) if (!kept.some((promise) => promise.id === id)) found.push(`${id} is not a kept promise`)

/** Which part of the promises, the first being 1, of how many. */
function shareOf(words: string): { readonly which: number; readonly of: number } {
  const [which = 0, of = 0] = (/^(\d{1,3})\/(\d{1,3})$/.exec(words)?.slice(1) ?? []).map(Number)
  if (which < 1 || which > of) throw new Error(`--share is written as 1/3, not as “${words}”`)
  return { which, of }
}

/** The commit of the project; with `+` where files were changed since, and `unknown` outside a repository. */
function commit(): string {
  const git = (...args: string[]): string | null => {
    const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
    return status === 0 ? stdout.trim() : null
  }
  const head = git('rev-parse', 'HEAD')
  return head === null ? 'unknown' : `${head}${git('status', '--porcelain') === '' ? '' : '+'}`
}

/** The tests that are to pass, by file; of a file that runs whole, none is named. */
function testsByFile(): (readonly [path: string, tests: readonly TestName[]])[] {
  const named = Map.groupBy(new Set(kept.flatMap(({ tests }) => tests)), (test) => splitTestName(test).path)
  const whole = share.of > 1 ? globSync('test/promises/*.test.ts', { cwd: root }) : []
  return [...named, ...whole.map((path) => [path, []] as const)].filter(
    ([path, tests]) => tests.length === 0 || !whole.includes(path),
  )
}

/** Journeys first: they take longest. */
const heaviestFirst = (a: string, b: string): number =>
  Number(b.startsWith('test/')) - Number(a.startsWith('test/')) || a.localeCompare(b, 'en')

// Whoever interrupts a run gets the copies cleared away all the same.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

if (found.length === 0) {
  process.env['VITRINE_CHROMIUM'] ??= await findChromium(join(root, 'build/chromium'), say)
  await buildSite(say)
  const ownServer = process.env['VITRINE_TEST_POSTGRES'] === undefined
  if (ownServer) await globalSetup()
  const ofCommit = commit()
  const snapshot = copyOfProject(everything)
  const passed = new Map<string, string>()
  try {
    const named = new Set(kept.flatMap((promise) => promise.breaches))
    const trials = [
      ...testsByFile()
        .sort(([one], [other]) => heaviestFirst(one, other))
        .map(
          ([path, tests]) =>
            () =>
              tryTests(snapshot, path, tests, passed),
        ),
      ...Object.entries(breaches)
        .filter(([name]) => named.has(name))
        .sort(([, a], [, b]) => heaviestFirst(a.fails, b.fails))
        .map(
          ([name, breach]) =>
            () =>
              tryBreach(snapshot, name, breach),
        ),
    ]
    const worker = async (): Promise<void> => {
      for (let trial = trials.shift(); trial; trial = trials.shift()) {
        const { line, findings } = await trial()
        say(line)
        found.push(...findings)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  } finally {
    snapshot.remove()
    if (ownServer) await globalTeardown()
  }

  if (found.length === 0 && isWhole) {
    const run: PromisesRun = {
      at: new Date().toISOString(),
      commit: ofCommit,
      promises: Object.fromEntries(
        kept.map(({ id, tests, breaches }) => {
          const last =
            tests
              .map((test) => passed.get(test) ?? '')
              .sort()
              .at(-1) ?? ''
          return [id, { passedAt: last, tests: [...tests], breaches: [...breaches] }]
        }),
      ),
    }
    mkdirSync(join(root, 'build'), { recursive: true })
    writeFileSync(runFile, `${JSON.stringify(run, null, 2)}\n`)
  } else if (found.length > 0 && isWhole) {
    // A run that found something ends what the last one showed.
    rmSync(runFile, { force: true })
  }
}

for (const finding of found) say(`    ${finding.replaceAll('\n', '\n    ')}`)
const took = `${Math.round((performance.now() - began) / 1000)} s`
const broken = new Set(kept.flatMap((promise) => promise.breaches)).size
say(
  found.length === 0
    ? `${kept.length} promises are kept; ${broken} planted breaches were noticed (${took})`
    : `${found.length} findings (${took})`,
)
process.exitCode = found.length === 0 ? 0 : 1
