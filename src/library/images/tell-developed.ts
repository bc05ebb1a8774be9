import type { DevelopedPicture } from '#library/ingest'
import type { Ctx } from '#platform/context'
import { counter, histogram } from '#platform/metrics'

/** A picture that takes longer is told in the log. */
export const slowPictureMs = 3_000

const formats = ['png', 'jpeg', 'webp', 'gif', 'avif'] as const
export const developed = counter('vitrine_images_developed_total', 'Pictures that were made of uploads, or refused.', {
  outcome: ['ready', 'refused', 'failed'],
})
const seconds = histogram(
  'vitrine_images_develop_duration_seconds',
  'From when a picture is begun until it is shown.',
  [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 60],
  { format: formats },
)
const pixels = histogram(
  'vitrine_images_developed_pixels',
  'How many pixels pictures have, all frames together.',
  [100_000, 500_000, 1_000_000, 3_000_000, 6_000_000, 12_000_000, 25_000_000, 50_000_000],
  { format: formats },
)

/** Counts a picture that is ready, and tells of one that took long: what it is, and what took how long; never which. */
export function tellDeveloped(
  { metrics, log }: Pick<Ctx, 'metrics' | 'log'>,
  picture: Pick<DevelopedPicture, 'format' | 'width' | 'height' | 'frames' | 'bytes' | 'stages'>,
  { durationMs, storeMs }: { readonly durationMs: number; readonly storeMs: number },
): void {
  const { format, bytes } = picture
  const count = picture.width * picture.height * picture.frames
  metrics.count(developed, { outcome: 'ready' })
  metrics.observe(seconds, { format }, durationMs / 1000)
  metrics.observe(pixels, { format }, count)
  if (durationMs < slowPictureMs) return
  const inJail = Object.values(picture.stages).reduce((sum, ms) => sum + ms, 0)
  const stages = { ...picture.stages, store: storeMs, wait: Math.max(0, durationMs - storeMs - inJail) }
  log.warn('slow picture', { durationMs, sizeBytes: bytes, pixels: count, format, stages })
}
