import type { ClosingPart } from '#accounts/organisations'
import { owner } from './stores.ts'

/** Settings are part of nothing that runs once the sites are given up; they go on the day that the agreement says. */
export const publisherClosing: ClosingPart = {
  owner,
  whatCloses: async () => [],
  close: async () => {},
  /** Whoever signs goes with the settings: the agreement itself says who signed it. */
  async dropData(tx, organisationId) {
    await tx.db.deleteFrom('ads_publishers').where('organisation_id', '=', organisationId).execute()
  },
}
