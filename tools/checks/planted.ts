import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** A copy of the project into which a breach can be planted; the project itself is never touched. */
export interface Copy {
  readonly root: string
  /** Writes a file of the copy and returns how to take it away again. */
  plant(path: string, text: string): () => void
  remove(): void
}

export function copyOfProject(): Copy {
  const copy = mkdtempSync(join(tmpdir(), 'vitrine-planted-'))
  for (const part of ['src', 'test', 'migrations', 'docs', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, part), join(copy, part), { recursive: true })
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
    remove: () => rmSync(copy, { recursive: true, force: true }),
  }
}
