import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fetchNpmPackage, npmEnvironment, npmProgram } from './npm-package.ts'

const folder = await mkdtemp(join(tmpdir(), 'demo-npm-'))
const npmBefore = process.env['npm_execpath']
after(async () => {
  if (npmBefore === undefined) delete process.env['npm_execpath']
  else process.env['npm_execpath'] = npmBefore
  await rm(folder, { recursive: true, force: true })
})

await mkdir(join(folder, 'package', 'data'), { recursive: true })
await writeFile(join(folder, 'package', 'data', 'a.json'), '[]')
await writeFile(join(folder, 'package', 'index.js'), 'unwanted')
execFileSync('tar', ['-czf', 'made.tgz', 'package'], { cwd: folder })
const tarball = join(folder, 'made.tgz')
const integrity = `sha512-${createHash('sha512')
  .update(await readFile(tarball))
  .digest('base64')}`
// An npm of our own: it counts how often it is asked and hands out the tarball made above.
await writeFile(
  join(folder, 'npm-cli.js'),
  `const fs = require('node:fs'); fs.appendFileSync(${JSON.stringify(join(folder, 'asked'))}, process.argv[3] + '\\n');
   fs.copyFileSync(${JSON.stringify(tarball)}, 'emoji-1.0.0.tgz')`,
)
process.env['npm_execpath'] = join(folder, 'npm-cli.js')
const wanted = { name: 'emoji', version: '1.0.0', integrity, wanted: ['data'] }

test('a package is unpacked as far as it is wanted, and the second time nothing is fetched', async () => {
  const into = join(folder, 'home')
  await mkdir(join(into, 'npm', 'emoji-1.0.0.partial', 'left'), { recursive: true })
  const said: string[] = []
  const fetching = { say: (line: string) => void said.push(line) }
  const first = await fetchNpmPackage(into, wanted, fetching)
  assert.ok('folder' in first)
  assert.ok(existsSync(join(first.folder, 'data', 'a.json')))
  assert.ok(!existsSync(join(first.folder, 'index.js')))
  assert.deepEqual(await readdir(join(into, 'npm')), ['emoji-1.0.0'])
  assert.deepEqual(await fetchNpmPackage(into, wanted, fetching), first)
  assert.equal(await readFile(join(folder, 'asked'), 'utf8'), 'emoji@1.0.0\n')
  assert.equal(said.length, 1)
})

test('another content than the pinned one is refused and nothing of it stays', async () => {
  const into = join(folder, 'tampered')
  const answer = await fetchNpmPackage(into, { ...wanted, integrity: 'sha512-AAAA' }, { say: () => {} })
  assert.ok('why' in answer && answer.why.includes('another'))
  assert.deepEqual(await readdir(join(into, 'npm')), [])
})

test('the npm that started us is used, and no other package manager in its place', () => {
  assert.deepEqual(npmProgram({ npm_execpath: '/usr/lib/npm/bin/npm-cli.js' }), [
    process.execPath,
    ['/usr/lib/npm/bin/npm-cli.js'],
  ])
  assert.deepEqual(npmProgram({ npm_execpath: '/usr/lib/pnpm/pnpm.cjs' }), ['npm', []])
  assert.deepEqual(npmProgram({}), ['npm', []])
})

test('settings meant for the npm around us do not reach the one we start, except where it finds its registry', () => {
  const env = { npm_config_ignore_scripts: '', npm_package_name: 'x', npm_config_registry: 'r', PATH: '/bin' }
  assert.deepEqual(npmEnvironment(env), { npm_config_registry: 'r', PATH: '/bin' })
})
