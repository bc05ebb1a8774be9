import type { Transparency } from './picture.ts'

/**
 * Below a thousandth of the area, transparency is an accident: a stray pixel of an eraser, an edge that a resize left.
 * The rounded corners of an app icon are one hundredth and more.
 */
const leastShare = 0.001

/**
 * @param alphaSum the alpha values, 0 to 255, of all pixels added up
 * @param pixels how many pixels that were, at least one
 */
export function judgeTransparency(alphaSum: number, pixels: number): Transparency {
  const share = 1 - alphaSum / (255 * pixels)
  return { share, verdict: share >= leastShare ? 'transparent' : 'opaque' }
}
