/** Where the justified rows of the gallery break: the same rule as the browser's flex layout, computed ahead. */

export interface Rows {
  /** Width of the gallery in CSS pixels. */
  readonly width: number
  /** Height that a row has before it grows to fill the width. */
  readonly rowHeight: number
  readonly gap: number
}

/** A run of whole rows. `end` is one past its last tile. */
export interface Block {
  readonly start: number
  readonly end: number
  /** Height in CSS pixels of its rows with the gaps between them. */
  readonly height: number
}

/**
 * Cuts tiles into blocks of whole rows, each of at least `tilesMin` tiles but for the last. The last block may end in a
 * row that is not full; it keeps the height of a row that does not grow.
 */
export function blocksOf(ratios: readonly number[], { width, rowHeight, gap }: Rows, tilesMin: number): Block[] {
  const blocks: Block[] = []
  let blockStart = 0
  let blockHeight = 0
  let rowStart = 0
  let used = 0

  const closeRow = (end: number, full: boolean): void => {
    let ratioSum = 0
    for (let index = rowStart; index < end; index++) ratioSum += ratios[index] ?? 0
    const filled = (width - (end - rowStart - 1) * gap) / ratioSum
    blockHeight += (blockHeight > 0 ? gap : 0) + (full ? filled : Math.min(filled, rowHeight))
    rowStart = end
    used = 0
  }

  for (let index = 0; index < ratios.length; index++) {
    const wanted = Math.min((ratios[index] ?? 1) * rowHeight, width)
    if (index > rowStart && used + gap + wanted > width) {
      closeRow(index, true)
      if (index - blockStart >= tilesMin) {
        blocks.push({ start: blockStart, end: index, height: blockHeight })
        blockStart = index
        blockHeight = 0
      }
    }
    used += (index > rowStart ? gap : 0) + wanted
  }
  if (rowStart < ratios.length) closeRow(ratios.length, false)
  if (blockStart < ratios.length) blocks.push({ start: blockStart, end: ratios.length, height: blockHeight })
  return blocks
}
