/** Where to go on, from an address that anybody may have written: a path of ours, or the home page. */
export function localPath(text: string | null | undefined): string {
  if (!text?.startsWith('/')) return '/'
  try {
    const base = 'http://local.invalid'
    const url = new URL(text, base)
    return url.origin === base ? url.pathname + url.search : '/'
  } catch {
    return '/'
  }
}
