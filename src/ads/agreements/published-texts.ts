import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { AgreementKind } from './agreement.ts'

export const textsFolder = join(import.meta.dirname, 'texts')

/** The text from which each kind is composed now. A new version is a new file; the old one stays. */
export const textInForce = { publisher: 1, advertiser: 1, network: 1 } as const satisfies Record<AgreementKind, number>

const everywhere = ['data', 'notice', 'termination', 'law'] as const
/** What each kind speaks of, in this order. */
export const partsOfKind = {
  publisher: ['parties', 'service', 'share', 'payment', ...everywhere],
  advertiser: ['parties', 'orders', 'placement', 'payment', 'cancellation', 'make-goods', ...everywhere],
  network: ['parties', 'service', 'share', 'payment', ...everywhere],
} as const satisfies Record<AgreementKind, readonly string[]>
export type Part = (typeof partsOfKind)[AgreementKind][number]

/** A text with the places that data fill. */
export interface PublishedText {
  readonly title: string
  readonly parts: readonly { readonly part: Part; readonly heading: string; readonly clauses: readonly string[] }[]
}

/** @throws Error where the text is not there, or lacks a part of its kind */
export function readPublishedText(kind: AgreementKind, version: number, folder = textsFolder): PublishedText {
  const name = `${kind}-${version}.md`
  const [head = '', ...sections] = readFileSync(join(folder, name), 'utf8').split(/^## /m)
  const parts = sections.map((section) => {
    const [first = '', ...clauses] = section.trim().split(/\n\n+/)
    const [, part = '', heading = ''] = /^([a-z-]+): (.+)$/.exec(first) ?? []
    return { part: part as Part, heading, clauses: clauses.map((clause) => clause.replaceAll(/\s+/g, ' ').trim()) }
  })
  const [title] = /^# .+$/m.exec(head) ?? []
  const found = parts.map(({ part }) => part).join()
  if (!title || found !== partsOfKind[kind].join() || parts.some(({ clauses }) => clauses.length === 0)) {
    throw new Error(`${name} does not have a title and the parts ${partsOfKind[kind].join(', ')}`)
  }
  return { title: title.slice(2), parts }
}

/** The fingerprints of every published text. */
const lock = 'published.json'

/** Every published text that was changed, is gone, or is not noted. What somebody signed must be there as it was. */
export function textFindings(folder = textsFolder): readonly string[] {
  const published = JSON.parse(readFileSync(join(folder, lock), 'utf8')) as Readonly<Record<string, string>>
  const files = readdirSync(folder).filter((name) => name !== lock)
  const changed = files.flatMap((name) => {
    const hash = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
    if (published[name] === undefined) return `${name} is new: note it in ${lock} as ${hash}`
    return published[name] === hash ? [] : `${name} was published and has changed: write the next version instead`
  })
  const gone = Object.keys(published).filter((name) => !files.includes(name))
  return [...changed, ...gone.map((name) => `${name} was published and is gone`)]
}
