import { createHash } from 'node:crypto'

/** 8-bit sRGB samples without gaps, three (RGB) or four (RGBA, not premultiplied) a pixel, frames one below the other. */
export interface Pixels {
  readonly data: Uint8Array
  readonly channels: 3 | 4
  readonly width: number
  /** Of one frame. */
  readonly height: number
  readonly frames: number
}

export interface PixelFacts {
  /** SHA-256, hex. */
  readonly pixelHash: string
  /** Of all pixels of all frames; 255 each where there is no alpha channel. */
  readonly alphaSum: number
  readonly opaque: boolean
}

/** Pixels that are hashed at once: the scratch stays in the processor's cache. */
const stripPixels = 65_536

/**
 * One pass over a picture: its hash and its alpha.
 *
 * The hash is over the size, the number of frames and RGBA of all pixels, where a pixel that cannot be seen counts as
 * 0,0,0,0 whatever colour hides in it. So it is the same for files that look the same: with and without an alpha
 * channel that is full, with any metadata, of any lossless format. How long frames are shown does not count.
 */
export function readPixelFacts({ data, channels, width, height, frames }: Pixels): PixelFacts {
  const hash = createHash('sha256').update(`vitrine pixels 1 ${width}x${height}x${frames}\n`)
  const count = width * height * frames
  const strip = Buffer.alloc(4 * Math.min(stripPixels, count))
  let alphaSum = 0
  for (let from = 0; from < count; from += stripPixels) {
    const length = Math.min(stripPixels, count - from)
    alphaSum += channels === 4 ? copyVisible(data, from, length, strip) : copyOpaque(data, from, length, strip)
    hash.update(strip.subarray(0, 4 * length))
  }
  return { pixelHash: hash.digest('hex'), alphaSum, opaque: alphaSum === 255 * count }
}

/** Copies RGBA pixels, with those of alpha 0 blanked. Returns the sum of their alpha. */
function copyVisible(data: Uint8Array, from: number, length: number, strip: Buffer): number {
  strip.set(data.subarray(4 * from, 4 * (from + length)))
  let sum = 0
  for (let at = 3; at < 4 * length; at += 4) {
    const alpha = strip[at] as number
    if (alpha === 0) strip.fill(0, at - 3, at)
    sum += alpha
  }
  return sum
}

/** Copies RGB pixels as RGBA. Returns the sum of their alpha. */
function copyOpaque(data: Uint8Array, from: number, length: number, strip: Buffer): number {
  let source = 3 * from
  for (let at = 0; at < 4 * length; at += 4) {
    strip[at] = data[source] as number
    strip[at + 1] = data[source + 1] as number
    strip[at + 2] = data[source + 2] as number
    strip[at + 3] = 255
    source += 3
  }
  return 255 * length
}
