import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Marked } from 'marked'
import type { Store } from '#declaration'
import type { Config } from '#platform/config'
import { type ToldPurposes, blocks, daysOf } from './blocks.ts'

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
export const inForce = {
  privacy: { version: '5', effectiveOn: '2026-11-22' },
  terms: { version: '1', effectiveOn: '2026-11-22' },
} as const

export const documentsFolder = join(import.meta.dirname, 'documents')

const notSet = 'not set'

/** The purposes that a version of the privacy policy tells of. */
export const purposesOfVersion = (version: string, folder = documentsFolder): ToldPurposes =>
  JSON.parse(readFileSync(join(folder, `privacy-${version}.purposes.json`), 'utf8')) as ToldPurposes

/**
 * Reads the documents in force and fills in who runs this site, where it stores, and what the declarations say.
 *
 * @throws Error where a text speaks of something that nothing fills in
 */
export function loadDocuments(config: Pick<Config, 'operator' | 'origin'>, stores: readonly Store[]): Documents {
  const values: Readonly<Record<string, string>> = {
    site: config.origin.host,
    operator: config.operator.name ?? notSet,
    address: config.operator.address ?? notSet,
    phone: config.operator.phone ?? notSet,
    counsel: config.operator.privacyCounsel ?? notSet,
    region: config.operator.region,
  }
  const told = purposesOfVersion(inForce.privacy.version)
  const read = (name: keyof typeof inForce): PolicyDocument => {
    const file = join(documentsFolder, `${name}-${inForce[name].version}.md`)
    const filled = (what: string, by: string | undefined): string => {
      if (by === undefined) throw new Error(`${file} speaks of {${what}}, which nothing fills in`)
      return by
    }
    const text = readFileSync(file, 'utf8')
      .replaceAll(/^\{\{(\w+)(?: (\w+))?\}\}$/gm, (_, block: string, about = '') =>
        filled(block, blocks[block]?.(stores, told, String(about))),
      )
      .replaceAll(/\{days:([\w.-]+)\}/g, (_, of: string) => filled(of, daysOf(stores, of)))
      .replaceAll(/\{(\w+)\}/g, (_, key: string) => escaped(filled(key, values[key])))
    return { ...inForce[name], html: withAnchors.parse(text, { async: false }) }
  }
  return Object.freeze({ privacy: read('privacy'), terms: read('terms') })
}

/** A setting is text, never markup. */
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"'`*_[\]\\|]/g, (character) => `&#${character.charCodeAt(0)};`)

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
