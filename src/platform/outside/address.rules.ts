/** How long an address may be: what servers take as a rule, and far more than anybody types. */
export const addressCharactersMax = 2048

/**
 * Pure: an address that may be asked for, or why not, in words. Only pages of the web on their usual ports, without a name
 * and password inside. Numbers in every disguise (`0x7f.1`, `2130706433`) come out in their usual form.
 *
 * @param base from where a relative address counts
 */
export function readAddress(text: string, base?: URL): URL | string {
  if (text.length > addressCharactersMax) return `The address is longer than ${addressCharactersMax} characters.`
  const url = URL.parse(text, base?.href)
  if (!url) return 'That is no address. Write it as https://example.org/page.'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'Only addresses with https:// or http:// are asked.'
  if (url.username !== '' || url.password !== '') return 'The address has a name or a password in it. Leave it out.'
  if (url.port !== '') return 'The address names a port. Only the usual ports, 443 and 80, are asked.'
  if (url.hostname.endsWith('.')) return 'The name of the host ends in a dot. Leave it out.'
  url.hash = ''
  return url
}

/** Pure: why a redirect may not be followed, in words, or null. */
export const redirectRefusedBecause = (from: URL, to: URL): string | null =>
  from.protocol === 'https:' && to.protocol === 'http:'
    ? `It leads from https:// down to ${to.origin}, where anybody on the way could change the answer.`
    : null
