import { widthGrid } from '#library/ingest'

/**
 * The widths in which a picture so wide is offered, ascending: the steps of the grid below it, and its own. Others are
 * not made for anybody, so that nobody can fill the disk with them.
 */
export function offeredWidths(nativeWidth: number): number[] {
  return [...widthGrid.filter((step) => step < nativeWidth), nativeWidth]
}
