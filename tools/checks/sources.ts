import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

export interface Source {
  /** From the root of the project, with `/`. */
  readonly path: string
  readonly text: string
}

/** Every source file below `src` of a project, tests included. */
export function readSources(root: string): readonly Source[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(root, file), text: readFileSync(file, 'utf8') }))
}

/** The source without its comments, so that a sentence about a table is not a use of it. */
export const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')
