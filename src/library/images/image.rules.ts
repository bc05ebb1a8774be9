const slugMaxChars = 60

/** A title as the last part of an address or the name of a file: `old-oak-in-the-fog`. Never empty. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  if (!words) return 'picture'
  let slug = ''
  for (const word of words) {
    if (slug && slug.length + 1 + word.length > slugMaxChars) break
    slug += slug ? `-${word}` : word.slice(0, slugMaxChars)
  }
  return slug
}
