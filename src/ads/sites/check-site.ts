import * as z from 'zod'
import { tellFound, tellPublisher } from '#ads/publisher-troubles'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { later } from '#platform/clock'
import type { Id } from '#platform/ids'
import { type Handler, type Schedule, defineJob, handle } from '#platform/jobs'
import { lookForProof } from './look-for-proof.ts'
import { secondLookMs, turnSite, verdictOf } from './site.rules.ts'
import { siteColumns, siteOf } from './site-row.ts'
import type { Look, Site } from './site.ts'

const OneSite = z.strictObject({ siteId: z.uuid() })

/** A look that somebody waits for. */
export const checkSite = defineJob('ads.check-site', OneSite)
/** The daily look, which nobody waits for. */
export const recheckSite = defineJob('ads.recheck-site', OneSite, { background: true })
/** What follows when a proof was seen lost. */
export const followLostSite = defineJob('ads.follow-lost-site', OneSite)

/**
 * Looks at a site and writes down what came of it.
 *
 * The looking is outside the transaction. The rows of all who claim the host are locked in one order, so that of two who
 * show a proof at once one is first, and the other waits for theirs to be lost. A look that began before a newer one was
 * written down changes nothing.
 */
async function checkOne(ctx: Ctx, { siteId }: z.output<typeof OneSite>): Promise<void> {
  const beganAt = ctx.clock.now()
  const row = await ctx.db
    .selectFrom('ads_sites')
    .where('id', '=', siteId)
    .where('state', '<>', 'retired')
    .select(['host', 'code', 'organisation_id'])
    .executeTakeFirst()
  if (!row) return
  const own = await ctx.db
    .selectFrom('ads_sites')
    .where('organisation_id', '=', row.organisation_id)
    .where('state', '=', 'proven')
    .select('host')
    .execute()
  const looks = await lookForProof(ctx, {
    host: row.host,
    code: row.code,
    system: ctx.config.origin.hostname,
    ownHosts: own.map(({ host }) => host),
  })
  await inTransaction(ctx, (tx) => noteLooks(tx, siteId, row.host, looks, beganAt))
}

async function noteLooks(
  tx: TxCtx,
  siteId: string,
  host: string,
  looks: readonly Look[],
  beganAt: Date,
): Promise<void> {
  const claims = (await lockClaims(tx, host)).map(siteOf)
  const site = claims.find(({ id }) => id === siteId)
  if (!site || (site.checkedAt !== null && site.checkedAt > beganAt)) return
  const others = claims.filter(({ id }) => id !== siteId)
  const now = tx.clock.now()
  const heldByAnother = others.some(({ state }) => state === 'proven')
  const turned = turnSite(site, verdictOf(looks, site.proofMethod), heldByAnother, now)
  if (turned.happened === 'proven') await stopOthers(tx, others, now)
  await tx.db
    .updateTable('ads_sites')
    .set({
      state: turned.state,
      proof_method: turned.proofMethod,
      proven_at: turned.provenAt,
      seen_at: turned.seenAt,
      lost_seen_at: turned.lostSeenAt,
      stops_at: turned.stopsAt,
      next_check_at: turned.nextCheckAt,
      checked_at: now,
    })
    .where('id', '=', siteId)
    .execute()
  const held = turned.happened === 'held-by-another' ? ' Another organisation has proven this host and still does.' : ''
  await tx.db
    .insertInto('ads_site_checks')
    .values(
      looks.map(({ method, result, said }) => ({
        site_id: siteId,
        checked_at: now,
        method,
        result,
        said: result === 'found' ? `${said}${held}`.slice(0, 1000) : said,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'checked_at', 'method']).doUpdateSet((set) => ({
        result: set.ref('excluded.result'),
        said: set.ref('excluded.said'),
      })),
    )
    .execute()
  const told = { siteId: site.id, organisationId: site.organisationId, host }
  if (turned.happened === 'proven') await tellFound(tx, told)
  if (turned.happened !== 'lost') return
  await tellPublisher(tx, 'proof-lost', told)
  await tx.enqueue(followLostSite, { siteId }, { key: siteId })
}

const lockClaims = (tx: TxCtx, host: string) =>
  tx.db
    .selectFrom('ads_sites')
    .where('host', '=', host)
    .where('state', '<>', 'retired')
    .orderBy('id')
    .select(siteColumns)
    .forUpdate()
    .execute()

/** Whoever lost the host stops at once where another has taken it over: two never show ads on one host. */
async function stopOthers(tx: TxCtx, others: readonly Site[], now: Date): Promise<void> {
  const going = others.filter(({ state, stopsAt }) => state === 'lost' && stopsAt !== null && stopsAt > now)
  if (going.length === 0) return
  await tx.db
    .updateTable('ads_sites')
    .set({ stops_at: now })
    .where(
      'id',
      'in',
      going.map(({ id }) => id),
    )
    .execute()
}

/** A second look before anything stops, and one at each claim that may have waited for this. */
async function followLoss(ctx: Ctx, { siteId }: z.output<typeof OneSite>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const lost = await tx.db
      .selectFrom('ads_sites')
      .where('id', '=', siteId)
      .where('state', '=', 'lost')
      .select(['host', 'lost_seen_at'])
      .executeTakeFirst()
    if (!lost) return
    const waiting = await tx.db
      .selectFrom('ads_sites')
      .where('host', '=', lost.host)
      .where('id', '<>', siteId)
      .where('state', 'in', ['unproven', 'lost'])
      .where('checked_at', 'is not', null)
      .select('id')
      .execute()
    for (const { id } of waiting) await tx.enqueue(checkSite, { siteId: id }, { key: id })
    const at = later(lost.lost_seen_at ?? tx.clock.now(), secondLookMs)
    await tx.db.updateTable('ads_sites').set({ next_check_at: at }).where('id', '=', siteId).execute()
  })
}

/** How many sites a round takes; the rest waits for the next. At one round every five minutes: 144,000 a day. */
const roundMax = 500

/** Queues the looks that are due. Of two rounds at once each takes other sites, and a look is queued once. */
export async function queueDueChecks(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const due = await tx.db
      .selectFrom('ads_sites')
      .where('next_check_at', '<=', tx.clock.now())
      .where('state', 'in', ['proven', 'lost'])
      .orderBy('next_check_at')
      .limit(roundMax)
      .select('id')
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { id } of due) await tx.enqueue(recheckSite, { siteId: id }, { key: id, priority: 10 })
    return due.length
  })
}

export const siteHandlers: readonly Handler[] = [
  handle(checkSite, checkOne),
  handle(recheckSite, checkOne),
  handle(followLostSite, followLoss),
]

export const siteSchedules: readonly Schedule[] = [
  {
    name: 'ads.queue-site-checks',
    pattern: '*/5 * * * *',
    run: async (ctx) => {
      const count = await queueDueChecks(ctx)
      if (count > 0) ctx.log.info('looks at sites were queued', { count })
    },
  },
]

/** The number inside, for whoever queues a look in their own transaction. */
export const queueCheck = (tx: TxCtx, siteId: Id<'site'>): Promise<void> =>
  tx.enqueue(checkSite, { siteId }, { key: siteId })
