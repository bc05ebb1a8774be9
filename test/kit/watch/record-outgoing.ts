import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A note of every host to which processes with this environment, and the Node programs they start, connect. */
export interface Outgoing {
  /** To be added to the environment of the process. */
  readonly environment: Readonly<Record<string, string>>
  readonly hosts: () => readonly string[]
  remove(): void
}

export function recordOutgoing(): Outgoing {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-outgoing-'))
  const file = join(folder, 'hosts')
  writeFileSync(file, '')
  const preload = pathToFileURL(join(import.meta.dirname, 'outgoing.preload.ts')).href
  return {
    environment: { NODE_OPTIONS: `--import=${preload}`, VITRINE_TEST_OUTGOING: file },
    hosts: () => [...new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
