import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** A copy of the project into which a breach can be planted; the project itself is never touched. */
export interface Copy {
  readonly root: string
  /** Writes a file of the copy and returns how to take it away again. */
  plant(path: string, text: string): () => void
  /**
   * Replaces the one place in a file where the text stands, and returns how to put it back.
   *
   * @throws Error where the text stands there never or more than once
   */
  replace(path: string, text: string, becomes: string): () => void
  remove(): void
}

/** What the checks read. */
const sources = ['src', 'test', 'migrations', 'docs', 'package.json', 'tsconfig.json']
/** What it takes to run the copy, with the site as it is built. */
export const everything = [
  ...sources,
  ...['tools', 'package-lock.json', 'tsconfig.site.json', 'vite.config.ts'],
  ...['build/site', 'build/site.stamp', 'build/tag.js', 'build/tag.stamp', 'build/compiled'],
]

const made = new Set<string>()
process.once('exit', () => {
  for (const copy of made) rmSync(copy, { recursive: true, force: true })
})

/** What Node has compiled is written under another name first, which is gone the next moment. */
const isWhole = (path: string): boolean => !/\/build\/compiled\/.*\.\w{6}$/.test(path)

/** @param from another copy, where the project itself may have changed meanwhile */
export function copyOfProject(parts: readonly string[] = sources, from = root): Copy {
  const copy = mkdtempSync(join(tmpdir(), 'vitrine-planted-'))
  made.add(copy)
  for (const part of parts) {
    if (!existsSync(join(from, part))) continue
    cpSync(join(from, part), join(copy, part), { recursive: true, mode: constants.COPYFILE_FICLONE, filter: isWhole })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return {
    root: copy,
    plant(path, text) {
      const file = join(copy, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      return () => rmSync(file)
    },
    replace(path, text, becomes) {
      const file = join(copy, path)
      const before = readFileSync(file, 'utf8')
      const pieces = before.split(text)
      if (pieces.length !== 2) throw new Error(`the text stands ${pieces.length - 1} times in ${path}: ${text}`)
      writeFileSync(file, pieces.join(becomes))
      return () => writeFileSync(file, before)
    },
    remove: () => rmSync(copy, { recursive: true, force: true }),
  }
}
