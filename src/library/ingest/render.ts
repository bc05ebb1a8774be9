import type { Jail } from '#platform/jail'
import { askJail } from './ask-jail.ts'
import { limits } from './limits.ts'
import type { AvifInput, MadeFile, MovingInput, RenderInput } from './picture.ts'

/**
 * Makes one rendition of a master, for a download or as a further variant, with the rights fields inside.
 *
 * Alpha is exact in PNG, WebP and AVIF at the native size (AVIF is lossless where there is alpha, and then large); JPEG
 * has none and is flattened. A moving master moves in WebP and GIF and stands still in the others. GIF knows no half
 * transparent pixels. The colour profile stays, and so do the rights fields of the master under those that are given.
 */
export function render(jail: Jail, input: RenderInput): Promise<MadeFile> {
  return askJail<MadeFile>(jail, 'render', input, { timeoutMs: limits.renderTimeMs })
}

/**
 * Makes AVIF of a still master, in the background, as far as that is worth it: nothing of a picture that can be seen
 * through, and no file above its `bytesMax`. Narrowest first.
 */
export function makeAvif(jail: Jail, input: AvifInput): Promise<MadeFile<'avif'>[]> {
  return askJail<MadeFile<'avif'>[]>(jail, 'makeAvif', input, inBackground)
}

/** Makes moving WebP of a moving master, in the background. Narrowest first. */
export function makeMoving(jail: Jail, input: MovingInput): Promise<MadeFile<'webp'>[]> {
  return askJail<MadeFile<'webp'>[]>(jail, 'makeMoving', input, inBackground)
}

const inBackground = { timeoutMs: limits.backgroundTimeMs, urgency: 'background' } as const
