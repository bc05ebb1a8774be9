import type { DemoLicence } from './demo-picture.ts'

export interface Credit {
  readonly licence: DemoLicence
  /** The people named, without their mail addresses and years. */
  readonly holders: readonly string[]
}

interface Stanza {
  readonly patterns: readonly RegExp[]
  readonly holders: readonly string[]
  readonly licenceName: string
}

/**
 * Reads a machine-readable `debian/copyright` (Debian's copyright-format 1.0) and answers whose a file is.
 *
 * As that format rules, the last paragraph that matches a file counts. A file whose licence we do not know, or that
 * names nobody, has no credit: such a picture is left out.
 */
export function readDebianCopyright(text: string): (path: string) => Credit | null {
  const paragraphs = text.split(/\n[ \t]*\n/).map(fieldsOf)
  const licenceTexts = new Map<string, string>()
  for (const fields of paragraphs) {
    const [name, ...rest] = (fields.get('license') ?? '').split('\n')
    if (name && rest.length > 0) licenceTexts.set(name.trim(), rest.join('\n'))
  }
  const stanzas = paragraphs.filter((fields) => fields.has('files')).map(stanzaOf)
  return (path) => {
    const stanza = stanzas.findLast(({ patterns }) => patterns.some((pattern) => pattern.test(path)))
    if (!stanza) return null
    const licence = demoLicenceOf(stanza.licenceName, licenceTexts.get(stanza.licenceName) ?? '')
    return licence && stanza.holders.length > 0 ? { licence, holders: stanza.holders } : null
  }
}

/**
 * The licence code of a short name of Debian's, or null for one we do not know.
 *
 * The text decides about `GPL-2`: some packages use the short name for a grant that says "or any later version".
 */
export function demoLicenceOf(shortName: string, text: string): DemoLicence | null {
  switch (shortName) {
    case 'CC0-1.0':
    case 'CC-BY-4.0':
    case 'CC-BY-SA-3.0':
    case 'CC-BY-SA-4.0':
      return shortName
    case 'GPL-2+':
      return 'GPL-2.0-or-later'
    case 'GPL-2':
      return /any\s+later\s+version/.test(text) ? 'GPL-2.0-or-later' : null
    default:
      return null
  }
}

function fieldsOf(paragraph: string): Map<string, string> {
  const fields = new Map<string, string>()
  let name = ''
  for (const line of paragraph.split('\n')) {
    const start = line.match(/^([A-Za-z-]+):(.*)$/)
    if (start?.[1] !== undefined) {
      name = start[1].toLowerCase()
      fields.set(name, (start[2] ?? '').trim())
    } else if (name && /^\s/.test(line)) {
      fields.set(name, `${fields.get(name)}\n${line.trim()}`)
    }
  }
  return fields
}

function stanzaOf(fields: ReadonlyMap<string, string>): Stanza {
  const holders = (fields.get('copyright') ?? '').split('\n').map(holderOf)
  return {
    patterns: (fields.get('files') ?? '').split(/\s+/).filter(Boolean).map(patternOf),
    holders: [...new Set(holders)].filter((holder) => holder !== ''),
    licenceName: (fields.get('license') ?? '').split('\n')[0]?.trim() ?? '',
  }
}

/** `*` and `?` match anything, also a slash: so the format says. */
function patternOf(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's')
}

/** `2008, Ada Example <ada@example.org>` → `Ada Example`. */
function holderOf(line: string): string {
  return line
    .replace(/<[^>]*>/g, '')
    .replace(/\*No copyright\*/i, '')
    .replace(/\b(19|20)\d{2}(\s*[-–]\s*(19|20)?\d{2})?/g, '')
    .replaceAll('"', '')
    .replace(/^[\s,.]*(by\s+)?/, '')
    .replace(/[\s,.´`]+$/, '')
    .replace(/\s+/g, ' ')
}
