import type { Actor } from '#accounts/members'
import { dropTroubles } from '#ads/publisher-troubles'
import { type Ctx, inTransaction } from '#platform/context'
import { refuseRetired, requireSite } from './site-row.ts'

/**
 * Gives a site up: ads stop on it at once, and another organisation may prove its host. It cannot be taken back; the
 * host can be added anew.
 *
 * @throws Refusal `site-not-found`, `site-retired`, and those of `requireRoleIn`
 */
export async function retireSite(ctx: Ctx, actor: Actor, siteId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { site } = await requireSite(tx, actor, siteId, { role: 'technical', lock: true })
    refuseRetired(site)
    await tx.db
      .updateTable('ads_sites')
      .set({ state: 'retired', retired_at: tx.clock.now(), next_check_at: null, stops_at: null })
      .where('id', '=', site.id)
      .execute()
    await dropTroubles(tx, [site.id])
  })
}
