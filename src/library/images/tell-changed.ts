import type { TxCtx } from '#platform/context'
import { showId } from '#platform/ids'
import { type ImageRow, imageIdOf } from './image.ts'

/**
 * Told, with `img_…`, when a picture may have ceased to be what everybody could see: deleted, hidden, purged, or with
 * other bytes. Whoever remembers anything of it lets go.
 */
export const pictureChanged = 'library.picture-changed'

export const tellChanged = (tx: TxCtx, row: Pick<ImageRow, 'id'>): Promise<void> =>
  tx.tell(pictureChanged, showId('image', imageIdOf(row)))
