import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FetchedPackage, Fetching } from './fetched-package.ts'
import { because, runProgram } from './run-program.ts'

export interface NpmPackage {
  readonly name: string
  readonly version: string
  /** As in a lockfile: what is fetched is exactly what was looked at when the demo was written. */
  readonly integrity: string
  /** Folders and files of the package that are unpacked. */
  readonly wanted: readonly string[]
}

/**
 * A pinned package of the npm registry, unpacked below `${folder}/npm`; nothing of it is run.
 *
 * `npm pack` and not `npm install`: openmoji 17 is 1 s and 25 MB that way, 6 s and 67 MB the other (2026-11-22).
 */
export async function fetchNpmPackage(
  folder: string,
  wanted: NpmPackage,
  { say, signal }: Fetching,
): Promise<FetchedPackage> {
  const label = `${wanted.name} ${wanted.version}`
  const home = join(folder, 'npm', `${wanted.name}-${wanted.version}`)
  if (existsSync(home)) return { folder: home }

  const work = `${home}.partial`
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  try {
    say(`${label}: fetching from the npm registry …`)
    // A package.json of its own keeps npm from taking the project around it for its workplace.
    await writeFile(join(work, 'package.json'), JSON.stringify({ private: true }))
    const [program, first] = npmProgram(process.env)
    const packed = await runProgram(
      program,
      [
        ...first,
        'pack',
        `${wanted.name}@${wanted.version}`,
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        '--fetch-retries=1',
        '--fetch-timeout=60000',
      ],
      { cwd: work, env: npmEnvironment(process.env), signal },
    )
    const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'))
    if (packed.exitCode !== 0 || !tarball) {
      return {
        why: `npm could not fetch ${label}${because(packed)}`,
        whatToDo: 'Check that npm reaches its registry (`npm ping`), then run the demo again.',
      }
    }
    if (integrityOf(await readFile(join(work, tarball))) !== wanted.integrity) {
      return {
        why: `the registry gave another ${label} than the one the demo was made with`,
        whatToDo: 'Do not use that registry, or ask who runs it; then run the demo again.',
      }
    }
    const unpacked = await runProgram(
      'tar',
      ['-xzf', tarball, '--no-same-owner', ...wanted.wanted.map((path) => `package/${path}`)],
      { cwd: work, signal },
    )
    if (unpacked.exitCode !== 0) {
      return {
        why: `${label} could not be unpacked${because(unpacked)}`,
        whatToDo: 'Check that `tar` is installed and the disk has 50 MB free, then run the demo again.',
      }
    }
    await rename(join(work, 'package'), home)
    return { folder: home }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** The npm that started us, by the node that runs us; else the one on the path. */
export function npmProgram(env: NodeJS.ProcessEnv): [program: string, first: string[]] {
  const npm = env['npm_execpath']
  return npm && /^npm(-cli)?\.c?js$/.test(basename(npm)) ? [process.execPath, [npm]] : ['npm', []]
}

/** Without what npm tells the scripts it runs, which a second npm would take for its own settings. */
export function npmEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = /^npm_(config|package|lifecycle)_/i
  const kept = /registry|cache|proxy|userconfig/i
  return Object.fromEntries(Object.entries(env).filter(([name]) => !inherited.test(name) || kept.test(name)))
}

function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`
}
