/**
 * What a picture may cost. Enforced on the bytes, on the header before anything is decoded, and by the jail.
 *
 * 50 megapixels, all frames together, are 200 MB of RGBA: the memory holds them twice, plus what a decoder of an
 * interlaced picture needs. Measured on two cores in November 2026: the slowest kind that is taken (PNG, 50 megapixels,
 * 16 bits) takes half of the time.
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
  /** For one `render`: from a master that we made, in the background, perhaps AVIF. */
  renderTimeMs: 60_000,
  /** Of one child process. */
  memoryBytes: 1024 * 1024 * 1024,
})
