import { contrast } from './contrast.ts'

/** Which paper a transparent picture needs where the one of the scheme would swallow it; undefined where either will do. */
export type Lit = 'light' | 'dark'

/** `--paper` of the two schemes; a test holds them to the tokens. */
export const papers = { light: '#fbfaf8', dark: '#131416' } as const

/** Below this contrast a line is lost on its ground. */
const lostBelow = 1.5
/** The colours that carry a drawing: its lines are among the first two. */
const carrying = 2

/**
 * Pure: a drawing whose lines are nearly as dark as dark paper is shown on light paper in every scheme, and one that is
 * nearly white throughout on dark paper.
 *
 * @param palette `#rrggbb`, the most of the picture first; what is transparent does not count
 */
export function litOf(palette: readonly string[]): Lit | undefined {
  if (palette.length === 0) return undefined
  if (palette.slice(0, carrying).some((colour) => contrast(colour, papers.dark) < lostBelow)) return 'light'
  if (palette.every((colour) => contrast(colour, papers.light) < lostBelow)) return 'dark'
  return undefined
}
