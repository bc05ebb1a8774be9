/**
 * Aspect ratios as classes. A page may not carry style attributes (Content-Security-Policy), so the ratio that lays a
 * tile out is one of a fixed series of classes; the picture itself keeps its exact ratio.
 */

/** Each step is this much wider than the one before: what a tile cuts off a picture stays under one part in a hundred. */
const step = 1.02
const lowest = 0.4
const highest = 3.2

const steps = Math.ceil(Math.log(highest / lowest) / Math.log(step))
const ratioOfStep = (index: number): number => lowest * step ** index

/** How the grid lays out a picture of `width` × `height` pixels. */
export interface Shape {
  /** Name of the class that carries the ratio. */
  readonly className: string
  /** Width by height of the tile. */
  readonly ratio: number
  /** Whether the picture is longer than any tile; then it is shown whole inside the tile, not filling it. */
  readonly inset: boolean
}

export function shapeOf(width: number, height: number): Shape {
  const ratio = width / height
  const index = Math.round(Math.log(ratio / lowest) / Math.log(step))
  const held = Math.min(Math.max(index, 0), steps)
  return { className: `r${held}`, ratio: ratioOfStep(held), inset: held !== index }
}

/** The style sheet of all classes. */
export function ratioRules(): string {
  return Array.from({ length: steps + 1 }, (_, index) => `.r${index}{--r:${ratioOfStep(index).toFixed(3)}}`).join('\n')
}
