import { type Store, blobUse, table, whilePicture } from '#declaration'

/** What this room stores. */
export const variantStores: readonly Store[] = [
  blobUse({
    owner: 'library/variants',
    name: 'library_variants',
    label: 'Your pictures in other sizes and formats',
    category: 'user.content',
    identifies: 'alone',
    why: 'A small screen needs a small file.',
    subject: 'member',
    purposes: ['content.publish'],
    basis: 'contract',
    audience: 'chosen',
    retention: whilePicture,
    erase: 'delete-row',
  }),
  table({
    owner: 'library/variants',
    name: 'library_variants',
    path: { by: 'image_id', of: 'library_images' },
    // They go with the picture.
    changedAt: '/my',
    goesAlone: 'on-page',
    label: 'Renditions of your pictures',
    subject: 'member',
    purposes: ['content.publish'],
    basis: 'contract',
    audience: 'chosen',
    retention: whilePicture,
    erase: 'delete-row',
    columns: {
      image_id: {
        category: 'user.content.metadata',
        identifies: 'combined',
        label: 'Number of the picture',
        why: 'It names the picture that is shown.',
      },
      version: {
        category: 'system.operations',
        identifies: 'no',
        label: 'Version of the picture',
        why: 'It is part of the address, so that what is cached stays true.',
      },
      width: { category: 'content.fact', identifies: 'no', label: 'Width', why: 'Screens differ.' },
      height: { category: 'content.fact', identifies: 'no', label: 'Height', why: 'To reserve the room on a page.' },
      format: { category: 'content.fact', identifies: 'no', label: 'Format', why: 'To name it to the browser.' },
      blob_hash: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Fingerprint of the file',
        why: 'It is the name under which the file lies.',
      },
      size_bytes: {
        category: 'content.fact',
        identifies: 'no',
        label: 'Size of the file',
        why: 'To say how long a download is.',
      },
    },
  }),
]
