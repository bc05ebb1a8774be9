/** Longer than any address of ours, and than what browsers and proxies pass on without trouble. */
export const targetMaxChars = 8_000

/**
 * Pure: why the target of a request is not answered, or null.
 *
 * Parts behind this edge read a path in different ways: one normalises dots, the other does not. So whatever two readers
 * could take for two addresses is refused before any of them sees it: dot segments however they are written, empty
 * segments (an address that begins with two slashes names a host in a redirect), control characters, backslashes, and
 * escapes that are not UTF-8 (RFC 3986, 3.3; RFC 3629, 10). Browsers send none of them.
 */
export function targetProblem(target: string): 'target-too-long' | 'target-not-understood' | null {
  if (target.length > targetMaxChars) return 'target-too-long'
  if (/[^\x21-\x7e]|#/.test(target)) return 'target-not-understood'
  const [path = ''] = target.split('?', 1)
  if (!path.startsWith('/') || path.includes('//') || path.includes('\\')) return 'target-not-understood'
  return path.split('/').some(isMisleading) ? 'target-not-understood' : null
}

function isMisleading(segment: string): boolean {
  let plain: string
  try {
    plain = decodeURIComponent(segment)
  } catch {
    return true
  }
  return /\p{Cc}/u.test(plain) || plain.split(/[\\/]/).some((part) => part === '.' || part === '..')
}

/**
 * Pure: the target as a path. A target that names this very site in full is one, as RFC 9112 (3.2.2) wants it; one that
 * names another host is left as it is and refused by whoever looks at it.
 */
export function pathOfTarget(target: string, host: string): string {
  const [, named, rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? []
  if (named === undefined || named.toLowerCase() !== host.toLowerCase()) return target
  return rest.startsWith('/') ? rest : `/${rest}`
}
