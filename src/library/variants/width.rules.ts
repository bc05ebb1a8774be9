import { widthGrid } from '#library/ingest'
import type { Master, VariantFormat } from './variant.ts'

/**
 * The widths in which a picture so wide is offered, ascending: the steps of the grid below it, and its own. Others are
 * not made for anybody, so that nobody can fill the disk with them.
 */
export function offeredWidths(nativeWidth: number): number[] {
  return [...widthGrid.filter((step) => step < nativeWidth), nativeWidth]
}

/**
 * Whether a rendition that does not exist is made for whoever asks. AVIF takes seconds and is made in the background
 * only; what moves, and what stands still for it, is only of moving pictures.
 */
export function isMadeOnRequest(
  master: Pick<Master, 'width' | 'moves'>,
  width: number,
  format: VariantFormat,
): boolean {
  if (format === 'avif' || !offeredWidths(master.width).includes(width)) return false
  return master.moves || (format !== 'gif' && format !== 'still')
}
