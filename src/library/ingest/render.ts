import type { Jail } from '#platform/jail'
import { askJail } from './ask-jail.ts'
import { limits } from './limits.ts'
import type { MadeFile, RenderInput, RenditionFormat } from './picture.ts'

/**
 * Makes one rendition of a master, for a download or as a further variant, with the rights fields inside.
 *
 * Alpha is exact in PNG, WebP and AVIF at the native size (AVIF is lossless where there is alpha, and then large); JPEG
 * has none and is flattened. A moving master moves in WebP and stands still in the others. The colour profile stays.
 */
export function render(jail: Jail, input: RenderInput): Promise<MadeFile<RenditionFormat>> {
  return askJail<MadeFile<RenditionFormat>>(jail, 'render', input, limits.renderTimeMs)
}
