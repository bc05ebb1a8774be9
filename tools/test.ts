// Every test. Prepares what they need, then hands over to Node's own runner.
//   npm test            checks of the house, then every test
//   npm run test:long   the kill loops, crawls and corpora, the promises on the running product with their breaches
//   npm test -- PATTERN only the files that match, without the checks
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { buildSite } from '../src/cli/build-site.ts'
import { builtTag } from '../src/cli/build-tag.ts'
import { findChromium } from '../test/kit/browser/find-chromium.ts'

const root = join(import.meta.dirname, '..')
const args = process.argv.slice(2)
const long = args.includes('--long')
const patterns = args.filter((arg) => !arg.startsWith('-'))
const say = (line: string): void => void process.stdout.write(`# ${line}\n`)

const files = globSync(long ? 'test/**/*.long.ts' : '{src,test,tools}/**/*.test.ts', { cwd: root })
  .filter((file) =>
    patterns.length === 0 ? !file.startsWith('test/promises/') : patterns.some((pattern) => file.includes(pattern)),
  )
  .sort()
if (files.length === 0) {
  say('no test matches')
  process.exit(1)
}

if (!long && patterns.length === 0) {
  say('checks of the house')
  const { status } = spawnSync(process.execPath, [join(root, 'tools/check.ts')], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
process.env['VITRINE_CHROMIUM'] = await findChromium(join(root, 'build/chromium'), say)
await buildSite(say)
await builtTag(say)

const timeoutMs = long ? 2_700_000 : 180_000
const { status } = spawnSync(
  process.execPath,
  [
    ...['--test', `--test-timeout=${timeoutMs}`, `--test-concurrency=${long ? 1 : 2}`],
    ...['--test-global-setup=test/kit/global-setup.ts', '--test-reporter=spec', ...files],
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exitCode = status ?? 1
