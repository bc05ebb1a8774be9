/**
 * What a picture may cost. Enforced on the bytes, on the header before anything is decoded, and by the jail.
 *
 * Measured at 50 megapixels on two cores that were busy otherwise, November 2026: a JPEG took 1.2 s and 315 MB, a PNG
 * 3.8 s and 460 MB, an interlaced PNG of 16 bits 6.8 s and 790 MB, an AVIF with alpha 7.8 s and 990 MB.
 */
export const limits = Object.freeze({
  maxBytes: 40 * 1024 * 1024,
  /** Width × height × frames. */
  maxPixels: 50_000_000,
  maxFrames: 500,
  /** What WebP can hold on one side (RFC 9649: 14 bits, less one for libwebp). */
  maxSide: 16_383,
  /** For one `inspect` or `develop`, in the child. */
  timeMs: 10_000,
  /** For one `render`: from a master that we made, for somebody who waits. */
  renderTimeMs: 60_000,
  /** For one task of the background, which runs only when nobody else wants to. */
  backgroundTimeMs: 300_000,
  /** Of one child process. */
  memoryBytes: 1024 * 1024 * 1024,
})
