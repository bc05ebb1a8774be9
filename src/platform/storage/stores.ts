import { type Store, files, whileNeeded } from '#declaration'

export const storageStores: readonly Store[] = [
  files({
    owner: 'platform/storage',
    name: 'blobs/incoming',
    label: 'Files that are on their way',
    why: 'An upload is written here while it arrives and is understood. What a crash leaves is removed at the next start.',
    category: 'user.content',
    identifies: 'combined',
    subject: 'member',
    purposes: ['content.publish'],
    basis: 'contract',
    audience: 'nobody',
    retention: whileNeeded('the upload is taken, refused, or cut off'),
    erase: 'delete-row',
  }),
]
