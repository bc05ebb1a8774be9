import { join } from 'node:path'
import { buildOnce, runBuilder } from './build-once.ts'

/** Where the built site lies. */
export const builtSiteFolder = join(import.meta.dirname, '../../build/site')

const site = {
  what: 'the site',
  // The declaration is taken in; the versions of what builds it stand in the lockfile.
  sources: ['src/site', 'src/declaration', 'vite.config.ts', 'package-lock.json'],
  made: 'build/site/handler.js',
  stamp: 'build/site.stamp',
}

/**
 * Builds the site where the last build is not of these sources.
 *
 * @returns whether it had to
 * @throws Error with the builder's words
 */
export const buildSite = (say: (line: string) => void): Promise<boolean> =>
  buildOnce(site, say, async () => {
    await runBuilder('svelte-kit', ['sync'])
    await runBuilder('vite', ['build', '--logLevel', 'warn'])
  })
