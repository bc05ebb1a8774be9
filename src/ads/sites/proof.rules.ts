/** What a look at one place says: the proof is there, or in words why it is not. */
export type Finding = { readonly isThere: true } | { readonly isThere: false; readonly why: string }

const there: Finding = { isThere: true }
const missing = (why: string): Finding => ({ isThere: false, why })

export const metaName = 'vitrine-site-proof'
export const wellKnownPath = '/.well-known/vitrine-site-proof.txt'
export const dnsNameOf = (host: string): string => `_vitrine-site-proof.${host}`
export const dnsTextOf = (code: string): string => `vitrine-site-proof=${code}`

/** Who proves what to whom. */
export interface Claim {
  readonly host: string
  readonly code: string
  /** The name under which we stand in `ads.txt`. */
  readonly system: string
  /** Other hosts that the same organisation has proven: any may stand as the owner. */
  readonly ownHosts: readonly string[]
}

/** The exact texts that a site has to show, each of which is enough. */
export interface Instructions {
  readonly adsTxt: { readonly address: string; readonly lines: readonly string[] }
  readonly meta: { readonly address: string; readonly tag: string }
  readonly wellKnown: { readonly address: string; readonly content: string }
  readonly dns: { readonly name: string; readonly type: 'TXT'; readonly value: string }
}

/** Pure: what to put where. The number of a seller in `ads.txt` is public by its nature, so the code may be it. */
export const instructionsOf = ({ host, code, system }: Omit<Claim, 'ownHosts'>): Instructions => ({
  adsTxt: {
    address: `https://${host}/ads.txt`,
    lines: [`OWNERDOMAIN=${host.replace(/^www\./, '')}`, `${system}, ${code}, DIRECT`],
  },
  meta: { address: `https://${host}/`, tag: `<meta name="${metaName}" content="${code}">` },
  wellKnown: { address: `https://${host}${wellKnownPath}`, content: code },
  dns: { name: dnsNameOf(host), type: 'TXT', value: dnsTextOf(code) },
})

/** A file as text: UTF-8, without the mark at its beginning; what is no UTF-8 reads as replacement characters. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes)

/**
 * Pure: whether an `ads.txt` (IAB Tech Lab, 1.1) names us with the code as DIRECT. Read as leniently as that says:
 * comments, blank lines, any end of line, spaces and case do not matter, and what is not understood is passed over.
 *
 * `OWNERDOMAIN` may be missing; where it stands it has to be the host, what the host is a part of, or another host that
 * the organisation has proven.
 */
export function findInAdsTxt(text: string, { host, code, system, ownHosts }: Claim): Finding {
  if (text.trimStart().startsWith('<')) return missing('The answer is a page of HTML, not a list.')
  const owners: string[] = []
  let isThere = false
  let near: string | null = null
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = (raw.split('#', 1)[0] ?? '').trim()
    const variable = /^([A-Za-z]+)\s*=(.*)$/.exec(line)
    if (variable) {
      if (variable[1]?.toUpperCase() === 'OWNERDOMAIN') owners.push(bareDomain(variable[2] ?? ''))
      continue
    }
    const [domain = '', account = '', relation = ''] = (line.split(';', 1)[0] ?? '')
      .split(',')
      .map((field) => field.trim().toLowerCase())
    if (domain !== system) continue
    if (account !== code) near ??= 'A line names us with another number.'
    else if (relation !== 'direct') near = `The line with your number says ${shown(relation)} instead of DIRECT.`
    else isThere = true
  }
  if (!isThere) return missing(near ?? `No line names ${system}.`)
  const isOwn = (owner: string): boolean =>
    [host, ...ownHosts].some((own) => own === owner || own.endsWith(`.${owner}`) || bareDomain(own) === owner)
  const other = owners.find((owner) => !owner.includes('.') || !isOwn(owner))
  if (other !== undefined) return missing(`OWNERDOMAIN names ${shown(other)}, which is none of your sites.`)
  return there
}

const bareDomain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/.*$/, '')

/** What stands on a page of somebody else, short enough to be shown. */
const shown = (text: string): string => (text === '' ? 'nothing' : `«${text.slice(0, 60)}»`)

/** As much of a page as its head may fill. */
const headCharactersMax = 262_144

/** What is text to a browser, whatever tags it seems to hold. */
const rawElements = new Set(['script', 'style', 'title', 'textarea', 'noscript', 'template'])

/** Pure: whether the head of a page has the tag. What stands in its body, where visitors may write, does not count. */
export function findInPage(html: string, code: string): Finding {
  const head = html.slice(0, headCharactersMax)
  let near: string | null = null
  for (const { name, attributes } of tagsOfHead(head)) {
    if (name !== 'meta' || attributes.get('name')?.toLowerCase() !== metaName) continue
    if (attributes.get('content')?.trim() === code) return there
    near = 'The tag has another code.'
  }
  return missing(near ?? 'The head of the page has no such tag.')
}

interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

/** Reads each character once: the patterns cannot match in two ways, and what does not end ends the reading. */
function* tagsOfHead(head: string): Generator<Tag> {
  const tag = /<(\/?)([a-z][a-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/iy
  for (let at = head.indexOf('<'); at !== -1; at = head.indexOf('<', at)) {
    if (head.startsWith('<!--', at)) {
      const end = head.indexOf('-->', at + 4)
      if (end === -1) return
      at = end + 3
      continue
    }
    if (!/[a-z/]/i.test(head[at + 1] ?? '')) {
      at++
      continue
    }
    tag.lastIndex = at
    const [all = '', closing = '', written = '', attributes = ''] = tag.exec(head) ?? []
    if (all === '') return
    at += all.length
    const name = written.toLowerCase()
    if (name === 'body' || (closing !== '' && name === 'head')) return
    if (closing !== '') continue
    yield { name, attributes: attributesOf(attributes) }
    if (rawElements.has(name)) {
      const end = head.toLowerCase().indexOf(`</${name}`, at)
      if (end === -1) return
      at = end
    }
  }
}

/** The first of two attributes of one name counts, as in a browser. */
function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', double, single, bare] of text.matchAll(
    /([^\s=>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g,
  )) {
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), double ?? single ?? bare ?? '')
  }
  return found
}

/** Pure: whether the file holds the code and nothing else. */
export const findInFile = (text: string, code: string): Finding =>
  text.trim() === code ? there : missing('The file holds something else than the code.')

/** Pure: whether one of the texts in the DNS is ours. */
export function findInTexts(texts: readonly string[], code: string): Finding {
  if (texts.some((text) => text.trim() === dnsTextOf(code))) return there
  return missing(texts.length === 0 ? 'There is no such entry.' : 'The entry says something else.')
}
