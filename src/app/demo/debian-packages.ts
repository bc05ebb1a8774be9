import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { FetchedPackage, Fetching, UnfetchedPackage } from './fetched-package.ts'
import { because, runPiped, runProgram } from './run-program.ts'

const timeLimitMs = 10 * 60_000
const progressEveryMs = 5000
const systemLists = '/var/lib/apt/lists'
const steady = [
  '-qq',
  '-o',
  'Acquire::Retries=1',
  '-o',
  'Acquire::http::Timeout=30',
  '-o',
  'Acquire::https::Timeout=30',
  '-o',
  'APT::Sandbox::User=root',
]
/** Sounds are most of what a package of pictures for children weighs. */
const unwanted = ['--exclude=*.ogg', '--exclude=*.wav']

/**
 * Packages of the Debian (or Ubuntu) this runs on, each unpacked below `${folder}/debian`.
 *
 * Nothing on the system changes and no root is needed: apt-get checks and downloads, dpkg-deb unpacks, and where the
 * system has no package lists, or lists so old that the file is gone, lists of our own are fetched into the folder.
 * Where there is no apt-get, or the archive does not answer, it is asked once and not once for each package.
 */
export async function fetchDebianPackages(
  folder: string,
  names: readonly string[],
  fetching: Fetching,
): Promise<Map<string, FetchedPackage>> {
  const debian = resolve(folder, 'debian')
  const fetched = new Map<string, FetchedPackage>()
  let hopeless: 'no-apt' | 'failed' | null = null
  try {
    for (const name of names) {
      const home = join(debian, name)
      if (existsSync(home)) {
        fetched.set(name, { folder: home })
        continue
      }
      const got: Unpacked = hopeless ?? (await unpackInto(home, name, fetching))
      if (got === 'no-apt' || got === 'failed') hopeless = got
      fetched.set(name, got === 'unpacked' ? { folder: home } : typeof got === 'string' ? whyNot(name, got) : got)
    }
  } finally {
    await rm(join(debian, 'lists'), { recursive: true, force: true })
  }
  return fetched
}

type Unpacked = 'unpacked' | Extract<Download, string> | UnfetchedPackage

async function unpackInto(home: string, name: string, { say, signal }: Fetching): Promise<Unpacked> {
  const timeLimit = AbortSignal.timeout(timeLimitMs)
  const either = AbortSignal.any(signal ? [signal, timeLimit] : [timeLimit])
  const work = `${home}.partial`
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  try {
    const found = await downloadPackage(dirname(home), work, name, { say, signal: either })
    if (typeof found === 'string') return found
    const tree = join(work, 'tree')
    await mkdir(tree)
    const unpacked = await runPiped(
      ['dpkg-deb', ['--fsys-tarfile', found.file]],
      ['tar', ['-x', '-C', tree, '--no-same-owner', ...unwanted]],
      { signal: either },
    )
    if (unpacked.exitCode !== 0) {
      return {
        why: `${name} could not be unpacked${because(unpacked)}`,
        whatToDo: 'Check that `dpkg-deb` and `tar` are there and the disk has 500 MB free, then run the demo again.',
      }
    }
    await rename(tree, home)
    return 'unpacked'
  } catch (cause) {
    if (signal?.aborted || !timeLimit.aborted) throw cause
    return {
      why: `fetching ${name} took more than ${timeLimitMs / 60_000} minutes`,
      whatToDo: 'Run the demo again on a faster connection; what is here already is kept.',
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

type Download = { readonly file: string } | 'no-apt' | 'unknown' | 'failed'

async function downloadPackage(
  debianFolder: string,
  work: string,
  name: string,
  fetching: Fetching,
): Promise<Download> {
  const download = await tryDownload(work, name, [], fetching)
  if (download === 'no-apt' || typeof download === 'object') return download
  if (download === 'unknown' && (await hasPackageLists(systemLists))) return download
  const lists = await ownLists(debianFolder, fetching)
  return typeof lists === 'string' ? lists : tryDownload(work, name, lists, fetching)
}

function whyNot(name: string, reason: Extract<Download, string>): UnfetchedPackage {
  switch (reason) {
    case 'no-apt':
      return {
        why: 'there is no apt-get here, and these pictures come as a Debian package',
        whatToDo: 'Run the demo on Debian or Ubuntu to have them too; everything else works without.',
      }
    case 'unknown':
      return {
        why: `the package lists of this system have no ${name}`,
        whatToDo: 'Debian 12 has it; on Ubuntu switch on "universe" and run `apt-get update`, then run the demo again.',
      }
    case 'failed':
      return {
        why: `apt-get could not fetch ${name}`,
        whatToDo: 'Check the network and, as root, `apt-get update`; then run the demo again.',
      }
  }
}

async function tryDownload(
  work: string,
  name: string,
  lists: readonly string[],
  { say, signal }: Fetching,
): Promise<Download> {
  const run = (args: readonly string[]) =>
    runProgram('apt-get', [...steady, ...lists, 'download', ...args, name], {
      cwd: work,
      env: { ...process.env, LC_ALL: 'C' },
      signal,
    })
  const asked = await run(['--print-uris'])
  if (asked.exitCode === null) return 'no-apt'
  const sizeBytes = sizeInUris(asked.stdout)
  if (asked.exitCode !== 0 || sizeBytes === null) return 'unknown'

  say(`${name}: fetching ${megabytes(sizeBytes)} from the package archive of this system …`)
  const progress = setInterval(() => {
    void debBytes(work).then((haveBytes) => {
      if (haveBytes > 0) say(`${name}: ${megabytes(haveBytes)} of ${megabytes(sizeBytes)}`)
    })
  }, progressEveryMs)
  try {
    const got = await run([])
    const file = (await readdir(work)).find((entry) => entry.endsWith('.deb'))
    return got.exitCode === 0 && file ? { file: join(work, file) } : 'failed'
  } finally {
    clearInterval(progress)
  }
}

/** The options that make apt-get use package lists of our own, fetched once, or why there are none. */
async function ownLists(debianFolder: string, { say, signal }: Fetching): Promise<string[] | 'no-apt' | 'failed'> {
  const folder = join(debianFolder, 'lists')
  const options = ['-o', `Dir::State::Lists=${folder}`, '-o', 'Dir::Cache::pkgcache=', '-o', 'Dir::Cache::srcpkgcache=']
  if (await hasPackageLists(folder)) return options
  await mkdir(join(folder, 'partial'), { recursive: true })
  say('Fetching package lists of our own, because those of this system are missing or too old …')
  const updated = await runProgram('apt-get', [...steady, ...options, 'update'], {
    env: { ...process.env, LC_ALL: 'C' },
    signal,
  })
  if (updated.exitCode === null) return 'no-apt'
  return updated.exitCode === 0 ? options : 'failed'
}

async function hasPackageLists(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => [])
  return names.some((name) => name.includes('_Packages'))
}

/** `'http://…' name_1.deb 4711 SHA256:…` → 4711, or null when apt-get named no file. */
export function sizeInUris(printed: string): number | null {
  const size = printed.match(/^'[^']+' \S+\.deb (\d+)/m)?.[1]
  return size === undefined ? null : Number(size)
}

async function debBytes(folder: string): Promise<number> {
  let bytes = 0
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.includes('.deb'))
      bytes += await stat(join(folder, name)).then(
        (entry) => entry.size,
        () => 0,
      )
  }
  return bytes
}

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1e6))} MB`
}
