/*
 * Which pages a pattern means, as the house reads it too (`#ads/publishers`). Written a second time, since what stands in
 * this folder is under another licence; a test holds the two to one another.
 */

/**
 * Pure: whether a page is one of those that a pattern means: `*` stands for anything within one part, `**` as a part for
 * any number of parts. Where it is in doubt it is one of them, and has no ad.
 *
 * @param path of the address of a page, without its query
 */
export const isPageOf = (pattern: string, path: string): boolean =>
  matches(partsOf(pattern), partsOf(path), '**', (part, given) =>
    matches([...part], [...given], '*', (one, other) => one === other),
  )

const partsOf = (path: string): readonly string[] => path.split('/').filter(Boolean).map(plain)

function plain(part: string): string {
  try {
    return decodeURIComponent(part).toLowerCase()
  } catch {
    // A % that stands for itself.
    return part.toLowerCase()
  }
}

/** Widens the last gap alone, so that no pattern takes more steps than it is long times the path. */
function matches(
  patterns: readonly string[],
  given: readonly string[],
  gap: string,
  isSame: (pattern: string, one: string) => boolean,
): boolean {
  let at = 0
  let of = 0
  let gapOf = -1
  let gapAt = 0
  while (at < given.length) {
    const pattern = patterns[of]
    if (pattern === gap) {
      gapOf = of++
      gapAt = at
    } else if (pattern !== undefined && isSame(pattern, given[at] as string)) {
      of++
      at++
    } else if (gapOf >= 0) {
      of = gapOf + 1
      at = ++gapAt
    } else {
      return false
    }
  }
  return patterns.slice(of).every((pattern) => pattern === gap)
}
