/** Endings of names that lead to no page everybody can open (RFC 6761, RFC 6762, RFC 7686, RFC 3172, RFC 8375). */
const notPublic = ['localhost', 'local', 'internal', 'onion', 'arpa']

/**
 * Pure: the name of a host as the DNS writes it, from what somebody typed or copied: `Bücher.de`,
 * `https://www.example.org/`. Or why it cannot be a site, in words.
 */
export function readHost(text: string): { readonly host: string } | { readonly why: string } {
  const typed = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
  if (typed === '') return { why: 'Give the name of the host, as www.example.org.' }
  if (/[\s/?#@\\%]/.test(typed)) return { why: 'Give the name of the host alone, without a path and without a name.' }
  if (/:\d*$/.test(typed) && !typed.startsWith('[')) return { why: 'Give the name of the host without a port.' }
  const url = URL.parse(`https://${typed}`)
  if (!url) return { why: 'That is no name of a host. Write it as www.example.org.' }
  const host = url.hostname.replace(/\.$/, '')
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return { why: 'Give the name of the host, not its address.' }
  const labels = host.split('.')
  if (labels.length < 2) return { why: 'Give the whole name of the host, as www.example.org.' }
  if (host.length > 253 || !labels.every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(label))) {
    return { why: 'That is no name of a host. Write it as www.example.org.' }
  }
  if (notPublic.includes(labels.at(-1) ?? '')) return { why: 'Nobody outside your own network can open that host.' }
  return { host }
}

/** Pure: whether two hosts are the same, or one is a part of the other, as `www.example.org` is of `example.org`. */
export const isOfOneFamily = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
