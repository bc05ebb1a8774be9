import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Something that was sent to a host. */
export interface Sent {
  readonly host: string
  /** Its bytes, each as a character. */
  readonly text: string
}

/** A note of every host to which processes with this environment, and the Node programs they start, connect. */
export interface Outgoing {
  /** To be added to the environment of the process. */
  readonly environment: Readonly<Record<string, string>>
  readonly hosts: () => readonly string[]
  readonly sent: () => readonly Sent[]
  remove(): void
}

export function recordOutgoing(): Outgoing {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-outgoing-'))
  const file = join(folder, 'hosts')
  writeFileSync(file, '')
  const sentFile = join(folder, 'sent')
  writeFileSync(sentFile, '')
  const linesOf = (path: string): readonly string[] => readFileSync(path, 'utf8').split('\n').filter(Boolean)
  const preload = pathToFileURL(join(import.meta.dirname, 'outgoing.preload.ts')).href
  return {
    environment: { NODE_OPTIONS: `--import=${preload}`, VITRINE_TEST_OUTGOING: file, VITRINE_TEST_SENT: sentFile },
    hosts: () => [...new Set(linesOf(file))],
    sent: () => linesOf(sentFile).map((line) => JSON.parse(line) as Sent),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
