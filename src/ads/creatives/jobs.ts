import type * as z from 'zod'
import { type Ctx, inTransaction } from '#platform/context'
import { hourMs, later } from '#platform/clock'
import { type Id, showId } from '#platform/ids'
import { type Handler, type Schedule, defineJob, handle } from '#platform/jobs'
import { landingReasons } from './check.rules.ts'
import { OneVersion, checkCreative, checkVersion } from './check-creative.ts'
import { readCreative, readVersion } from './creative-row.ts'
import { followLanding } from './decide-creative.ts'
import { isLost } from './landing.rules.ts'
import { lookAtLanding, noteLanding } from './look-at-landing.ts'

/** The daily look at a landing page, which nobody waits for. */
export const lookAgain = defineJob('ads.look-at-landing', OneVersion, { background: true })

/** Looks where the page of a version leads now. Safe to repeat; it may find everything gone. */
async function lookOnce(ctx: Ctx, { versionId }: z.output<typeof OneVersion>): Promise<void> {
  const found = await ctx.db
    .selectFrom('ads_creative_versions')
    .where('id', '=', versionId)
    .where('state', 'in', ['waiting', 'approved'])
    .select(['creative_id', 'version', 'landing_page'])
    .executeTakeFirst()
  if (!found) return
  const look = await lookAtLanding(ctx, found.landing_page)
  await inTransaction(ctx, async (tx) => {
    const shown = showId('creative', found.creative_id as Id<'creative'>)
    const locked = await tx.db
      .selectFrom('ads_creatives')
      .where('id', '=', found.creative_id)
      .select('id')
      .forUpdate()
      .executeTakeFirst()
    if (!locked) return
    const creative = await readCreative(tx, shown)
    const version = await readVersion(tx, creative, found.version)
    if (version.state !== 'waiting' && version.state !== 'approved') return
    const { landingProblem: before, landingFailures } = version
    const failures = await noteLanding(tx, versionId, look, landingFailures)
    await followLanding(
      tx,
      creative,
      version,
      { wasLost: isLost(before, landingFailures), now: [look.problem, failures] },
      look.problem === null ? '' : landingReasons[look.problem],
    )
  })
}

/** How many pages a round takes; the rest waits for the next. At one round every five minutes: 144,000 a day. */
const roundMax = 500

/** Queues the looks that are due. Of two rounds at once each takes others, and a look is queued once. */
export async function queueDueLooks(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now()
    const due = await tx.db
      .selectFrom('ads_creative_versions')
      .where('next_look_at', '<=', now)
      .where('state', 'in', ['waiting', 'approved'])
      .orderBy('next_look_at')
      .limit(roundMax)
      .select('id')
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { id } of due) {
      await tx.enqueue(lookAgain, { versionId: id }, { key: id, priority: 10 })
      // A look that breaks off is queued anew.
      await tx.db
        .updateTable('ads_creative_versions')
        .set({ next_look_at: later(now, hourMs) })
        .where('id', '=', id)
        .execute()
    }
    return due.length
  })
}

export const creativeHandlers: readonly Handler[] = [handle(checkCreative, checkVersion), handle(lookAgain, lookOnce)]

export const creativeSchedules: readonly Schedule[] = [
  {
    name: 'ads.queue-landing-looks',
    pattern: '*/5 * * * *',
    run: async (ctx) => {
      const count = await queueDueLooks(ctx)
      if (count > 0) ctx.log.info('looks at landing pages were queued', { count })
    },
  },
]
