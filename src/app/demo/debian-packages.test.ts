import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { fetchDebianPackages, sizeInUris } from './debian-packages.ts'

const folder = await mkdtemp(join(tmpdir(), 'demo-debian-'))
const bin = join(folder, 'bin')
const asked = join(folder, 'asked')
const pathBefore = process.env['PATH'] ?? ''
after(async () => {
  process.env['PATH'] = pathBefore
  await rm(folder, { recursive: true, force: true })
})

await mkdir(join(folder, 'tree', 'usr', 'share'), { recursive: true })
await writeFile(join(folder, 'tree', 'usr', 'share', 'picture.png'), 'png')
await writeFile(join(folder, 'tree', 'usr', 'share', 'noise.ogg'), 'ogg')
execFileSync('tar', ['-cf', join(folder, 'tree.tar'), '-C', join(folder, 'tree'), '.'])

const program = async (name: string, script: string) => {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`)
  await chmod(join(bin, name), 0o755)
}
/** An archive of our own; the last argument is the package, and `download` does what the test says. */
const archive = async (download: string) => {
  await program(
    'apt-get',
    `for last; do :; done
     case "$*" in *update*) echo update >> ${asked}; exit 0;; esac
     case "$last" in unheard-of) exit 100;; esac
     case "$*" in *--print-uris*) echo "'http://example.org/$last.deb' $last.deb 4711 SHA256:00"; exit 0;; esac
     echo "$last" >> ${asked}
     ${download}`,
  )
  await program('dpkg-deb', `cat ${join(folder, 'tree.tar')}`)
}
const quiet = { say: () => {} }
const askedFor = async () => (existsSync(asked) ? (await readFile(asked, 'utf8')).trim().split('\n') : [])

let into = ''
let round = 0
beforeEach(async () => {
  into = join(folder, `home-${round++}`)
  await rm(bin, { recursive: true, force: true })
  await rm(asked, { force: true })
  await mkdir(bin)
  process.env['PATH'] = `${bin}:${pathBefore}`
})

test('a package is unpacked without its sounds, and the second time nothing is fetched', async () => {
  await archive('touch "$last.deb"')
  await mkdir(join(into, 'debian', 'pictures.partial', 'left'), { recursive: true })
  const first = await fetchDebianPackages(into, ['pictures'], quiet)
  const home = join(into, 'debian', 'pictures')
  assert.deepEqual([...first], [['pictures', { folder: home }]])
  assert.deepEqual(await readdir(join(home, 'usr', 'share')), ['picture.png'])
  assert.deepEqual(await fetchDebianPackages(into, ['pictures'], quiet), first)
  assert.deepEqual(await askedFor(), ['pictures'])
  assert.deepEqual(await readdir(join(into, 'debian')), ['pictures'])
})

test('a package that the lists do not know is missing, with what to do, and the next is fetched', async () => {
  await archive('touch "$last.deb"')
  const fetched = await fetchDebianPackages(into, ['unheard-of', 'pictures'], quiet)
  const missing = fetched.get('unheard-of')
  assert.ok(missing && 'why' in missing && missing.why.includes('unheard-of') && missing.whatToDo.length > 20)
  assert.ok('folder' in (fetched.get('pictures') ?? {}))
})

test('an archive that does not answer is asked for one package, with old lists and with new ones, and no more', async () => {
  await archive('exit 100')
  await mkdir(join(into, 'debian', 'here-already'), { recursive: true })
  const fetched = await fetchDebianPackages(into, ['one', 'two', 'here-already'], quiet)
  assert.deepEqual(await askedFor(), ['one', 'update', 'one'])
  assert.ok('why' in (fetched.get('one') ?? {}) && 'why' in (fetched.get('two') ?? {}))
  assert.ok('folder' in (fetched.get('here-already') ?? {}))
  assert.deepEqual(await readdir(join(into, 'debian')), ['here-already'])
})

test('where there is no apt-get, that is said, and what to do', async () => {
  process.env['PATH'] = bin
  const missing = (await fetchDebianPackages(into, ['pictures'], quiet)).get('pictures')
  assert.ok(missing && 'why' in missing && missing.why.includes('no apt-get'))
})

test('an abort ends the download, throws its reason and leaves nothing half', async () => {
  await archive('touch "$last.deb"; exec sleep 60')
  const abort = new AbortController()
  const run = fetchDebianPackages(into, ['pictures'], { ...quiet, signal: abort.signal })
  setTimeout(() => abort.abort(new Error('stopped by hand')), 400)
  await assert.rejects(run, /stopped by hand/)
  assert.deepEqual(await readdir(join(into, 'debian')), [])
})

test('the size is read from what apt-get would fetch, and is unknown where it would fetch nothing', () => {
  assert.equal(sizeInUris("'http://example.org/p/a_1%3a2_all.deb' a_1%3a2_all.deb 11377208 SHA256:d4\n"), 11377208)
  assert.equal(sizeInUris(''), null)
})
