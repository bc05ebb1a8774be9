const tagCountMax = 12
const tagPattern = /^[\p{L}\p{N}][\p{L}\p{N} '’-]{1,29}$/u

/** Lower-case tags without doubles, at most twelve; whatever is no plain word or two is left out. */
export function tagsFrom(words: Iterable<string>): string[] {
  const tags = new Set<string>()
  for (const word of words) {
    const tag = word.trim().toLowerCase()
    if (tagPattern.test(tag)) tags.add(tag)
  }
  return [...tags].slice(0, tagCountMax)
}

/** `grinning face` becomes `Grinning face`; the rest stays as its author wrote it. */
export function titleFrom(words: string): string {
  const text = words.replace(/\s+/g, ' ').trim()
  const first = text.match(/^\p{L}/u)?.[0]
  return first ? first.toUpperCase() + text.slice(first.length) : text
}
