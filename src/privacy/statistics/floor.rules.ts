/** What is made of fewer is not shown: "<10". */
export const floor = 10

/** A figure as it is shown; null where it is below the floor. */
export type ShownCount = number | null

/** Pure: a figure that stands for itself. Nought is below the floor too, so that nobody can tell it from nine. */
export const shownCount = (times: number): ShownCount => (times < floor ? null : times)

/**
 * Pure: the parts of a sum that is shown as well. Whoever takes the shown parts from the sum learns what the hidden ones
 * come to; so where some are hidden they come to the floor at least, and the smallest of the others are hidden with them.
 */
export function shownParts(parts: readonly number[]): readonly ShownCount[] {
  const hidden = new Set(parts.flatMap((times, index) => (times < floor ? [index] : [])))
  const rest = parts
    .map((times, index) => ({ times, index }))
    .filter(({ index }) => !hidden.has(index))
    .sort((a, b) => a.times - b.times)
  const sumHidden = (): number => [...hidden].reduce((sum, index) => sum + (parts[index] ?? 0), 0)
  while (hidden.size > 0 && sumHidden() < floor) {
    const next = rest.shift()
    if (!next) break
    hidden.add(next.index)
  }
  return parts.map((times, index) => (hidden.has(index) ? null : times))
}
