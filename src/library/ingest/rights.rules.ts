import type { Rights } from './picture.ts'

/** The blocks of metadata of one file, as libvips hands them over. */
export interface MetadataBlocks {
  readonly exif?: Buffer | undefined
  readonly iptc?: Buffer | undefined
  readonly xmp?: Buffer | undefined
  /** The text chunks of a PNG. */
  readonly comments?: readonly { readonly keyword: string; readonly text: string }[] | undefined
}

const maxChars = 1000
const maxUrlChars = 500
/** A block larger than this is not metadata about rights. */
const maxBlockBytes = 256 * 1024

type Draft = { -readonly [Field in keyof Rights]?: Rights[Field] | undefined }

/**
 * The rights fields of a file: XMP before IPTC before EXIF before PNG text, field by field. Nothing else of the
 * metadata is read. Never throws: what cannot be read is not there.
 */
export function readRights(blocks: MetadataBlocks): Rights {
  const drafts = [readXmp(blocks.xmp), readIptc(blocks.iptc), readExif(blocks.exif), readComments(blocks.comments)]
  return mergeRights(...drafts.map(tidyRights))
}

/** Field by field the first that has one. */
export function mergeRights(...all: readonly Rights[]): Rights {
  return Object.assign({}, ...[...all].reverse()) as Rights
}

/** One line of plain text a field, bounded; an address only where it is http or https. */
export function tidyRights(draft: Draft): Rights {
  const { licenceUrl, ...texts } = draft
  const entries = Object.entries(texts).map(([field, text]) => [field, tidyText(text)] as const)
  const url = tidyUrl(licenceUrl)
  return Object.fromEntries([...entries, ['licenceUrl', url] as const].filter(([, text]) => text))
}

function tidyText(text: string | undefined): string {
  const line = (text ?? '').replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\s]+/gu, ' ').trim()
  return Array.from(line).slice(0, maxChars).join('')
}

function tidyUrl(text: string | undefined): string {
  if (!text || text.length > maxUrlChars || !URL.canParse(text.trim())) return ''
  const { protocol, href } = new URL(text.trim())
  return protocol === 'https:' || protocol === 'http:' ? href : ''
}

/** Copyright and Artist of the first directory of EXIF 2.32, 4.6.4; no other directory is visited, so none can loop. */
function readExif(exif: Buffer | undefined): Draft {
  const block = exif && exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif
  if (!block || block.length < 8 || block.length > maxBlockBytes) return {}
  const little = block.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number): number => (little ? block.readUInt16LE(at) : block.readUInt16BE(at))
  const u32 = (at: number): number => (little ? block.readUInt32LE(at) : block.readUInt32BE(at))
  const directory = u32(4)
  if (directory + 2 > block.length) return {}
  const draft: Draft = {}
  for (let at = directory + 2; at + 12 <= block.length && at < directory + 2 + 12 * u16(directory); at += 12) {
    const field = ({ 0x8298: 'copyright', 0x013b: 'creator' } as const)[u16(at)]
    const length = u32(at + 4)
    const from = length <= 4 ? at + 8 : u32(at + 8)
    if (!field || length > block.length || from + length > block.length) continue
    // A zero byte stands between the photographer's and the editor's copyright.
    draft[field] = decodeText(block.subarray(from, from + length))
      .split('\0')
      .map(tidyText)
      .filter(Boolean)
      .join('; ')
  }
  return draft
}

/** By-line, credit and copyright notice of the application record (IPTC-IIM 4.2, 6), as it lies in Photoshop's resource 0x0404. */
function readIptc(iptc: Buffer | undefined): Draft {
  if (!iptc || iptc.length > maxBlockBytes) return {}
  const resource = iptc.indexOf(Buffer.from([0x38, 0x42, 0x49, 0x4d, 0x04, 0x04]))
  const found: Record<number, string[]> = {}
  let at = iptc.indexOf(0x1c, resource < 0 ? 0 : resource)
  while (at >= 0 && at + 5 <= iptc.length && iptc[at] === 0x1c) {
    const length = iptc.readUInt16BE(at + 3)
    // The top bit would announce a longer form, which no text of these fields needs.
    if (length > 0x7fff || at + 5 + length > iptc.length) break
    if (iptc[at + 1] === 2)
      (found[iptc[at + 2] as number] ??= []).push(decodeText(iptc.subarray(at + 5, at + 5 + length)))
    at += 5 + length
  }
  return { creator: found[80]?.join(', '), credit: found[110]?.[0], copyright: found[116]?.[0] }
}

/** UTF-8 where it is that, else ISO 8859-1, which any bytes are. */
function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

/** The rights properties of XMP (ISO 16684-1, 8.3 and 8.6), with the prefixes that everybody writes. */
function readXmp(xmp: Buffer | undefined): Draft {
  if (!xmp || xmp.length > maxBlockBytes) return {}
  const text = xmp.toString('utf8')
  const [element, items] = [elementOf(text), itemsOf(text)]
  return {
    creator: items('dc:creator').join(', '),
    copyright: items('dc:rights')[0],
    usageTerms: items('xmpRights:UsageTerms')[0],
    credit: element('photoshop:Credit'),
    licenceUrl: element('xmpRights:WebStatement') ?? element('cc:license'),
  }
}

/** The text of a property, written as an element or as an attribute. */
const elementOf =
  (xmp: string) =>
  (name: string): string | undefined => {
    const element = between(xmp, `<${name}>`, `</${name}>`)
    if (element !== undefined) return unescapeXml(element)
    for (const quote of ['"', "'"]) {
      const attribute = between(xmp, `${name}=${quote}`, quote)
      if (attribute !== undefined) return unescapeXml(attribute)
    }
    return undefined
  }

/** The texts of a property that is a list or has several languages. */
const itemsOf =
  (xmp: string) =>
  (name: string): string[] => {
    const list = between(xmp, `<${name}>`, `</${name}>`) ?? ''
    const items = list.split('<rdf:li').slice(1)
    return items.map((item) => unescapeXml(between(item, '>', '</rdf:li>') ?? '')).filter(Boolean)
  }

function between(text: string, open: string, close: string): string | undefined {
  const from = text.indexOf(open)
  const to = from < 0 ? -1 : text.indexOf(close, from + open.length)
  return to < 0 ? undefined : text.slice(from + open.length, to)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

function readComments(comments: MetadataBlocks['comments']): Draft {
  const text = (keyword: string): string | undefined => comments?.find((comment) => comment.keyword === keyword)?.text
  return { creator: text('Author'), copyright: text('Copyright') }
}

/** Without what XML 1.0, 2.2 forbids, and with what it reserves written out. */
const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (sign) => `&${Object.keys(entities).find((name) => entities[name] === sign)};`)

/** An XMP packet of these rights and nothing else (ISO 16684-1). */
export function writeXmp({ creator, copyright, credit, usageTerms, licenceUrl }: Rights): string {
  const alternatives = (name: string, text: string | undefined): string =>
    text ? `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt></${name}>` : ''
  const plain = (name: string, text: string | undefined): string =>
    text ? `<${name}>${escapeXml(text)}</${name}>` : ''
  const makers = creator ? `<dc:creator><rdf:Seq><rdf:li>${escapeXml(creator)}</rdf:li></rdf:Seq></dc:creator>` : ''
  return [
    '<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">',
    makers,
    alternatives('dc:rights', copyright),
    alternatives('xmpRights:UsageTerms', usageTerms),
    plain('xmpRights:WebStatement', licenceUrl),
    plain('photoshop:Credit', credit),
    plain('xmpRights:Marked', copyright ? 'True' : undefined),
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>',
  ].join('')
}
