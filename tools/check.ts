// All checks of the house: format, lint, types, floors, tables, words, declarations, generated files. With --fix it
// mends what a machine can mend.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { disagreementInWords } from '#declaration'
import { checkDeclared } from './checks/declared.ts'
import { checkFloors } from './checks/floors.ts'
import { checkGenerated } from './checks/generated.ts'
import { checkOneStandard } from './checks/one-standard.ts'
import { checkPromises } from './checks/promises.ts'
import { checkTables } from './checks/tables.ts'
import { checkWords } from './checks/words.ts'
import { onScratchDatabase } from './generate/scratch-database.ts'

const root = join(import.meta.dirname, '..')
const fix = process.argv.includes('--fix')

/** Runs a tool of node_modules; what it prints counts as findings where it fails. */
function tool(name: string, args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', name), args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return status === 0 ? [] : [`${stdout}${stderr}`.trim() || `${name} ended with ${status}`]
}

let bad = 0
async function check(name: string, run: () => readonly string[] | Promise<readonly string[]>): Promise<void> {
  const began = performance.now()
  const found = await run()
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  process.stdout.write(`${found.length === 0 ? 'ok ' : 'BAD'} ${name} (${seconds} s)\n`)
  for (const line of found) process.stdout.write(`    ${line.replaceAll('\n', '\n    ')}\n`)
  if (found.length > 0) bad++
}

if (fix) {
  await check('generate', () => tool('node', ['tools/generate.ts']))
  await check('lint, mended', () => tool('oxlint', ['--fix', '.']))
  await check('format, mended', () => tool('prettier', ['--write', '--log-level', 'warn', '.']))
}
await check('format', () => tool('prettier', ['--check', '--log-level', 'warn', '.']))
await check('lint', () => tool('oxlint', ['--type-aware', '--deny-warnings', '.']))
await check('types of the house', () => tool('tsc', []))
await check('types of the tag', () => tool('tsc', ['--project', 'src/tag']))
await check('types of the site', () => [
  ...tool('svelte-kit', ['sync']),
  ...tool('svelte-check', ['--tsconfig', 'tsconfig.site.json', '--threshold', 'warning', '--output', 'human']),
])
const { allStores } = await import('#app')
const { promises } = await import('#privacy/promises')
const { documentsFolder, inForce, policyFindings, purposesInCode } = await import('#privacy/policies')
const { textFindings } = await import('#ads/agreements')
const { breaches } = await import('./promises/breaches/index.ts')
await check('floors', () => checkFloors(root))
await check('tables', () => checkTables(root, allStores))
await check('words', () => checkWords(root))
await check('one standard', () => checkOneStandard(root))
await check('promises', () => checkPromises(root, promises, breaches))
await check('policy', () =>
  policyFindings({ folder: documentsFolder, version: inForce.privacy.version, purposes: purposesInCode }),
)
await check('texts of agreements', () => textFindings())
await onScratchDatabase(root, async (database, connectionString) => {
  await check('everything declared', async () =>
    (await checkDeclared(database, allStores, root)).map(disagreementInWords),
  )
  await check('generated files', () => checkGenerated(root, connectionString))
})
process.stdout.write(bad === 0 ? 'all checks passed\n' : `${bad} checks found something\n`)
process.exitCode = bad === 0 ? 0 : 1
