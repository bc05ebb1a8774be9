import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Marked } from 'marked'
import type { Config } from '#platform/config'

export interface PolicyDocument {
  /** A whole number, counting up. */
  readonly version: string
  /** The day from which it holds. */
  readonly effectiveOn: string
  readonly html: string
}

export interface Documents {
  readonly privacy: PolicyDocument
  readonly terms: PolicyDocument
}

/** The version in force of each document. A new version is a new file; the old one stays. */
const inForce = {
  privacy: { version: '1', effectiveOn: '2026-11-22' },
  terms: { version: '1', effectiveOn: '2026-11-22' },
} as const

const notSet = 'not set'

/** Reads the documents in force and fills in who runs this site and where it stores. */
export function loadDocuments(config: Pick<Config, 'operator' | 'origin'>): Documents {
  const values: Readonly<Record<string, string>> = {
    site: config.origin.host,
    operator: config.operator.name ?? notSet,
    address: config.operator.address ?? notSet,
    phone: config.operator.phone ?? notSet,
    counsel: config.operator.privacyCounsel ?? notSet,
    region: config.operator.region,
  }
  const read = (name: keyof typeof inForce): PolicyDocument => {
    const file = join(import.meta.dirname, 'documents', `${name}-${inForce[name].version}.md`)
    const text = readFileSync(file, 'utf8').replaceAll(/\{(\w+)\}/g, (_, key: string) => {
      const value = values[key]
      if (value === undefined) throw new Error(`${file} speaks of {${key}}, which nothing fills in`)
      return escaped(value)
    })
    return { ...inForce[name], html: withAnchors.parse(text, { async: false }) }
  }
  return Object.freeze({ privacy: read('privacy'), terms: read('terms') })
}

/** A setting is text, never markup. */
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"'`*_[\]\\]/g, (character) => `&#${character.charCodeAt(0)};`)

/** `## Mail {#mail}` becomes a heading with that id: mails and pages link to it, so it is written, not guessed. */
const withAnchors = new Marked({
  renderer: {
    heading({ tokens, depth }) {
      const html = this.parser.parseInline(tokens)
      const match = /^(.*?)\s*\{#([a-z-]+)\}$/.exec(html)
      return match ? `<h${depth} id="${match[2]}">${match[1]}</h${depth}>\n` : `<h${depth}>${html}</h${depth}>\n`
    },
  },
})
