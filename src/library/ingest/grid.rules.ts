/** The widths, in pixels, that pictures are offered in: few, so that caches hold them, and about a factor 1.5 apart. */
export const widthGrid: readonly number[] = Object.freeze([160, 320, 480, 640, 960, 1280, 1920, 2560])

const widest = widthGrid.at(-1) as number

/**
 * The widths to make of a picture so wide, ascending: every step below it, never one above it, and its own width where
 * the widest step does not cover that.
 */
export function variantWidths(width: number): number[] {
  const steps = widthGrid.filter((step) => step < width)
  return width <= widest ? [...steps, width] : steps
}

/** Of pictures `available`, the width to make a picture of `width` from: the narrowest that is at least twice as wide. */
export function sourceWidth(width: number, available: readonly number[]): number {
  const wideEnough = available.filter((candidate) => candidate >= 2 * width)
  return wideEnough.length > 0 ? Math.min(...wideEnough) : Math.max(...available)
}
