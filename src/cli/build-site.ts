import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Where the built site lies. */
export const builtSiteFolder = join(root, 'build/site')
const stamp = join(root, 'build/site.stamp')

/** What a build depends on: every source of the site, the declaration that it takes in, and the versions of what builds it. */
function fingerprint(): string {
  const digest = createHash('sha256')
  const sources = ['src/site', 'src/declaration']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
  for (const file of [...sources.sort(), join(root, 'vite.config.ts'), join(root, 'package-lock.json')]) {
    digest
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return digest.digest('hex')
}

/**
 * Builds the site where the last build is not of these sources.
 *
 * @returns whether it had to
 * @throws Error with the builder's words
 */
export async function buildSite(say: (line: string) => void): Promise<boolean> {
  const wanted = fingerprint()
  if (existsSync(join(builtSiteFolder, 'handler.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return false
  }
  const began = performance.now()
  say('building the site, once for these sources …')
  await run('svelte-kit', ['sync'])
  await run('vite', ['build', '--logLevel', 'warn'])
  writeFileSync(stamp, wanted)
  say(`site built in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return true
}

function run(tool: string, args: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(join(root, 'node_modules/.bin', tool), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let words = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-8000)))
    }
    child.once('error', failed)
    child.once('exit', (code) => {
      if (code === 0) done()
      else failed(new Error(`The site could not be built (${tool} ended with ${code}).\n${words.trim()}`))
    })
  })
}
