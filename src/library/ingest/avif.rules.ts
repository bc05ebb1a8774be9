/** In pixels. Narrower ones are a few kB in any format; wider ones take seconds and are looked at by few. */
const narrowest = 320
const widest = 1920

/** Of the widths that a still picture has, those in which AVIF is tried. */
export function avifWidths(widths: readonly number[]): number[] {
  return widths.filter((width) => width >= narrowest && width <= widest)
}

/**
 * The most bytes that an AVIF may have to be kept beside a WebP of `webpBytes`: a tenth less. For anything nearer, the
 * disk and the longer decoding are not worth it.
 */
export const avifBytesMax = (webpBytes: number): number => Math.floor(webpBytes * 0.9)
