import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

interface Built {
  /** What is built, as it stands in a sentence. */
  readonly what: string
  /** Files and folders from which it is built, from the root. */
  readonly sources: readonly string[]
  /** A file that is there once it is built. */
  readonly made: string
  /** Where it stands of which sources the last build was. */
  readonly stamp: string
}

/**
 * Builds something where the last build is not of these sources, or is gone.
 *
 * @returns whether it had to
 * @throws Error with the builder's words
 */
export async function buildOnce(
  { what, sources, made, stamp }: Built,
  say: (line: string) => void,
  build: () => Promise<void>,
): Promise<boolean> {
  const wanted = fingerprint(sources)
  const stampFile = join(root, stamp)
  if (existsSync(join(root, made)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return false
  const began = performance.now()
  say(`building ${what}, once for these sources …`)
  await build()
  writeFileSync(stampFile, wanted)
  say(`${what} built in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return true
}

function fingerprint(sources: readonly string[]): string {
  const digest = createHash('sha256')
  for (const file of sources.flatMap((source) => filesOf(join(root, source))).sort()) {
    digest
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return digest.digest('hex')
}

const filesOf = (path: string): readonly string[] =>
  statSync(path).isFile()
    ? [path]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
        .map((entry) => join(entry.parentPath, entry.name))

/** Runs a builder of `node_modules`. @throws Error with its last words */
export function runBuilder(tool: string, args: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(join(root, 'node_modules/.bin', tool), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let words = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-8000)))
    }
    child.once('error', failed)
    child.once('exit', (code) => {
      if (code === 0) done()
      else failed(new Error(`It could not be built (${tool} ended with ${code}).\n${words.trim()}`))
    })
  })
}
