import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestName } from '#privacy/promises'
import type { Ending } from './report-lines.ts'
import { splitTestName } from './test-titles.ts'

const reporter = join(import.meta.dirname, 'report-lines.ts')
/** A file with ten journeys takes some minutes when the machine is busy. */
const fileTimeoutMs = 900_000
const testTimeoutMs = 180_000

const escaped = (part: string): string => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

export interface Outcome {
  /** In the order in which they ended: what is within a suite comes before the suite. */
  readonly endings: readonly Ending[]
  /** What the run said, for whoever has to find out. */
  readonly said: string
}

/**
 * Runs tests of one file, with Node's own runner.
 *
 * @param root the project or a copy of it
 * @param path the file
 * @param tests those of it that run, each found by a part of its name; with none, all
 * @param ownDatabase whether migrations differ from those of the database that the environment names
 */
export async function runTests(
  root: string,
  path: string,
  tests: readonly TestName[],
  ownDatabase = false,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-endings-'))
  const destination = join(folder, 'endings')
  const args = [
    ...['--disable-warning=ExperimentalWarning', '--test', `--test-timeout=${testTimeoutMs}`],
    ...(ownDatabase ? ['--test-global-setup=test/kit/global-setup.ts'] : []),
    ...[`--test-reporter=${reporter}`, `--test-reporter-destination=${destination}`],
    ...tests.map((test) => `--test-name-pattern=${escaped(splitTestName(test).part)}`),
    path,
  ]
  // Node tells its test processes that they are such; a run within a run must not take that for its own.
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  const said = await new Promise<string>((done, failed) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...environment, NODE_COMPILE_CACHE: join(root, 'build/compiled'), NODE_COMPILE_CACHE_PORTABLE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: fileTimeoutMs,
      killSignal: 'SIGKILL',
    })
    let words = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-8000)))
    child.once('error', failed)
    child.once('close', () => done(words))
  })
  try {
    const lines = readFileSync(destination, 'utf8').split('\n').filter(Boolean)
    return { endings: lines.map((line) => JSON.parse(line) as Ending), said }
  } catch {
    return { endings: [], said }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
