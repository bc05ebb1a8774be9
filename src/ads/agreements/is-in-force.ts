import type { AnyCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import type { AgreementKind } from './agreement.ts'
import type { Terms } from './terms.ts'

/** What binds at this instant, and was signed by both sides, each of them exactly this text. */
const binding = (
  { db, clock }: Pick<AnyCtx, 'db' | 'clock'>,
  organisationId: Id<'organisation'>,
  kind: AgreementKind,
) => {
  const now = clock.now()
  return db
    .selectFrom('ads_agreements as of')
    .innerJoin('ads_signatures as them', (join) =>
      join.onRef('them.agreement_id', '=', 'of.id').onRef('them.sha256', '=', 'of.sha256').on('them.side', '=', 'them'),
    )
    .innerJoin('ads_signatures as us', (join) =>
      join.onRef('us.agreement_id', '=', 'of.id').onRef('us.sha256', '=', 'of.sha256').on('us.side', '=', 'us'),
    )
    .where('of.organisation_id', '=', organisationId)
    .where('of.kind', '=', kind)
    .where('of.in_force_at', '<=', now)
    .where((where) => where.or([where('of.ends_at', 'is', null), where('of.ends_at', '>', now)]))
}

/**
 * Whether an agreement binds both sides at this moment. Nothing is served for an organisation, accepted from it or
 * credited to it without one (promises S-31, S-42).
 */
export async function isInForce(
  ctx: Pick<AnyCtx, 'db' | 'clock'>,
  organisationId: Id<'organisation'>,
  kind: AgreementKind,
): Promise<boolean> {
  return (await binding(ctx, organisationId, kind).select('of.id').executeTakeFirst()) !== undefined
}

/** Which agreement binds at this moment, for what is ordered under it; null where nothing does. */
export async function findInForce(
  ctx: Pick<AnyCtx, 'db' | 'clock'>,
  organisationId: Id<'organisation'>,
  kind: AgreementKind,
): Promise<{ readonly agreementId: Id<'agreement'>; readonly version: number } | null> {
  const row = await binding(ctx, organisationId, kind).select(['of.id', 'of.version']).executeTakeFirst()
  return row ? { agreementId: row.id as Id<'agreement'>, version: row.version } : null
}

/** The parameters that bind at this moment, or null where nothing does. */
export async function termsInForce(
  ctx: Pick<AnyCtx, 'db' | 'clock'>,
  organisationId: Id<'organisation'>,
  kind: AgreementKind,
): Promise<Terms | null> {
  const row = await binding(ctx, organisationId, kind)
    .select(['of.currency', 'of.payment_days', 'of.notice_days', 'of.change_days', 'of.final_payment_days'])
    .select(['of.data_days', 'of.governing_law', 'of.share_bps', 'of.minimum_payout_micros'])
    .select(['of.guaranteed_days', 'of.flat_days', 'of.other_days'])
    .executeTakeFirst()
  if (!row) return null
  return {
    currency: row.currency,
    paymentDays: row.payment_days,
    noticeDays: row.notice_days,
    changeDays: row.change_days,
    finalPaymentDays: row.final_payment_days,
    dataDays: row.data_days,
    governingLaw: row.governing_law,
    shareBps: row.share_bps,
    minimumPayoutMicros: row.minimum_payout_micros,
    guaranteedDays: row.guaranteed_days,
    flatDays: row.flat_days,
    otherDays: row.other_days,
  }
}
