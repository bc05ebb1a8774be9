import { actorOf, ownAccount } from '#accounts/people'
import { countPicturesToExport, eachPictureToExport } from '#library/images'
import type { Id } from '#platform/ids'
import type { ExportSources } from '#privacy/export'
import { allStores } from './stores.ts'

/** Where an export takes from: everything that is declared, the pictures, and what a member says of themselves. */
export const exportSources: ExportSources = {
  stores: allStores,
  async profile(ctx, personId) {
    const actor = await actorOf(ctx, personId as Id<'person'>, { kind: 'system' })
    const { username, displayName, about } = await ownAccount(ctx, actor)
    return { username, displayName, about }
  },
  pictures: { count: countPicturesToExport, each: eachPictureToExport },
  isConsent: ({ owner, purposes }) => owner !== 'privacy/audit' && purposes.includes('law.prove'),
  isAccessLog: ({ owner }) => owner === 'privacy/audit',
}
