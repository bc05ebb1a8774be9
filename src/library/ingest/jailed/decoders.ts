import sharp from 'sharp'

/**
 * Sets what libvips may do in a child.
 *
 * Of its fifty decoders only those of our five formats are left, whatever a file makes itself out to be. One thread a
 * picture, because the jail and the lanes of a task already use every core; no cache, because no picture comes twice.
 */
export function limitDecoders(): void {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: [
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadWebpBuffer',
      'VipsForeignLoadNsgifBuffer',
      'VipsForeignLoadHeifBuffer',
    ],
  })
  sharp.concurrency(1)
  sharp.cache(false)
}
