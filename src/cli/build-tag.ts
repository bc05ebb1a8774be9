import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildOnce, runBuilder } from './build-once.ts'

const build = join(import.meta.dirname, '../../build')
const script = join(build, 'tag.js')

const tag = {
  what: 'the tag',
  sources: ['src/tag', 'package-lock.json'],
  made: 'build/tag.js',
  stamp: 'build/tag.stamp',
}

/**
 * The script that publishers put into their pages. Builds it where the last build is not of these sources.
 *
 * @throws Error with the builder's words
 */
export async function builtTag(say: (line: string) => void): Promise<Buffer> {
  await buildOnce(tag, say, async () => {
    await mkdir(build, { recursive: true })
    // Apart and then in one step, so that nobody who reads it meanwhile finds half of it.
    const apart = await mkdtemp(join(build, 'tag-'))
    try {
      await runBuilder('vite', ['build', '--logLevel', 'warn', '--config', 'src/tag/vite.config.ts', '--outDir', apart])
      await rename(join(apart, 'tag.js'), script)
    } finally {
      await rm(apart, { recursive: true, force: true })
    }
  })
  return readFile(script)
}
