import type { Actor } from '#accounts/members'
import { mayAs, readOrganisation, showOrganisationId } from '#accounts/organisations'
import type { AnyCtx, Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { type LineEnd, whatCancellingDoes } from './cancel-order.ts'
import { type Difference, differencesOf } from './differences.rules.ts'
import { nextOf } from './list-orders.ts'
import type { OrderBilling, OrderState, Phase, Side, TroubleReason } from './order.ts'
import { stateAt } from './order.rules.ts'
import { type StoredContent, placeOf, readContent } from './order-content.ts'
import { type OrderRow, courseOf, hashOf, orderNotFound, readOrder } from './order-row.ts'
import type { StepWord } from './take-step.ts'
import { requireReader } from './who-may.ts'

export interface OrderSignature {
  readonly side: Side
  /** Null where whoever signed was erased and the time to keep their name is over. */
  readonly name: string | null
  readonly title: string | null
  readonly signedAt: Date
  readonly sha256: string
}

export interface OrderVersion {
  readonly version: number
  readonly phase: Phase | 'superseded'
  readonly madeAt: Date
  readonly submittedAt: Date | null
  readonly approvedAt: Date | null
  readonly bookedAt: Date | null
  readonly declinedBecause: string | null
}

export interface OrderTrouble {
  /** `trb_…` */
  readonly id: string
  readonly reason: TroubleReason
  readonly words: string
  readonly stopsDelivery: boolean
  readonly channel: 'email' | 'telephone'
  readonly reportedAt: Date
  readonly dueAt: Date
  readonly toldAt: Date | null
  readonly solvedAt: Date | null
  readonly solution: string | null
}

export interface OrderStep {
  readonly what: StepWord
  readonly side: Side | 'house'
  readonly version: number
  readonly at: Date
}

export interface ShownOrder {
  /** `ord_…` */
  readonly id: string
  readonly organisation: { readonly id: string; readonly name: string }
  /** For whom whoever asks looks at it, and whether they may act on it. */
  readonly side: Side
  readonly mayAct: boolean
  readonly state: OrderState
  readonly next: Side | null
  /** The newest version, which is the one that is shown. */
  readonly version: number
  readonly phase: Phase
  readonly bindingVersion: number | null
  /** The number of the last step: whoever changes the order sends it back. */
  readonly revision: number
  readonly content: Omit<StoredContent, 'billing'> & { readonly billing: OrderBilling | null }
  /** What is signed, and its SHA-256; null while it is a draft. */
  readonly text: string | null
  readonly sha256: string | null
  readonly signatures: readonly OrderSignature[]
  readonly versions: readonly OrderVersion[]
  /** What is another than in the version before, or in the one that binds. */
  readonly differences: { readonly to: number; readonly list: readonly Difference[] } | null
  /** What is not solved first. */
  readonly troubles: readonly OrderTrouble[]
  readonly steps: readonly OrderStep[]
  readonly pausedBy: Side | null
  readonly cancelled: { readonly at: Date; readonly by: Side; readonly endsAt: Date | null } | null
  /** What cancelling it now comes to; null where it is over or cancelled. */
  readonly cancelling: readonly LineEnd[] | null
}

/**
 * An order as it stands, with everything that happened to it. What stands on invoices is left out for whoever does not see
 * to money.
 *
 * @throws Refusal `order-not-found` and those of `requireReader`
 */
export async function getOrder(ctx: Ctx, actor: Actor, shown: string): Promise<ShownOrder> {
  const order = await readOrder(ctx, shown)
  const reader = await requireReader(ctx, actor, order)
  const { id, organisationId, paper } = order
  const [organisation, { billing, ...content }, versions, steps] = await Promise.all([
    readOrganisation(ctx, organisationId),
    readContent(ctx, id, paper.version),
    versionsOf(ctx, id),
    stepsOf(ctx, id),
  ])
  const state = stateAt(paper, await courseOf(ctx, order), ctx.clock.now())
  const isOver = paper.cancelled || state === 'finished'
  return {
    id: showId('order', id),
    organisation: { id: showOrganisationId(organisation), name: organisation.name },
    side: reader.side,
    mayAct: reader.side === 'us' || (mayAs(reader.roles, ['orders']) && organisation.status === 'open'),
    state,
    next: nextOf(state, paper.phase),
    version: paper.version,
    phase: paper.phase,
    bindingVersion: paper.binding?.version ?? null,
    revision: steps.length,
    content: { ...content, billing: reader.seesBilling ? billing : null },
    text: await openText(ctx, order, paper.version),
    sha256: paper.sha256,
    signatures: await signaturesOf(ctx, id, paper.version),
    versions,
    differences: await differencesTo(ctx, order),
    troubles: await troublesOf(ctx, id),
    steps: steps.map(({ what, side, version, at }) => ({
      ...{ what: what as StepWord, side: side as OrderStep['side'], version, at },
    })),
    pausedBy: paper.pausedBy,
    cancelled:
      order.cancelledAt && order.cancelledBy
        ? { at: order.cancelledAt, by: order.cancelledBy, endsAt: order.endsAt }
        : null,
    cancelling: isOver ? null : await whatCancellingDoes(ctx, order),
  }
}

/** The text of a version, exactly as it was composed. @throws Error where it is not what was hashed */
export async function openText(ctx: AnyCtx, { id }: Pick<OrderRow, 'id'>, version: number): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('ads_order_versions')
    .where('order_id', '=', id)
    .where('version', '=', version)
    .select(['text', 'sha256'])
    .executeTakeFirst()
  if (!row?.text || !row.sha256) return null
  const text = await ctx.vault.open(ctx.db, placeOf(id, 'ads_order_versions.text'), row.text, 'business.provide')
  if (text === null) throw orderNotFound()
  if (!hashOf(text).equals(row.sha256)) throw new Error('an order is not the text that was hashed')
  return text
}

/** The signatures under a version, the advertiser's first. */
export async function signaturesOf(ctx: AnyCtx, id: Id<'order'>, version: number): Promise<readonly OrderSignature[]> {
  const rows = await ctx.db
    .selectFrom('ads_order_signatures')
    .where('order_id', '=', id)
    .where('version', '=', version)
    .select(['side', 'name', 'title', 'signed_at', 'sha256'])
    .orderBy('side')
    .execute()
  const open = async (column: 'name' | 'title', sealed: Buffer | null): Promise<string | null> =>
    sealed && ctx.vault.open(ctx.db, placeOf(id, `ads_order_signatures.${column}`), sealed, 'business.provide')
  return Promise.all(
    rows.map(async ({ side, name, title, signed_at: signedAt, sha256 }) => ({
      side: side as Side,
      name: await open('name', name),
      title: await open('title', title),
      signedAt,
      sha256: sha256.toString('hex'),
    })),
  )
}

async function versionsOf({ db }: AnyCtx, id: Id<'order'>): Promise<readonly OrderVersion[]> {
  const rows = await db
    .selectFrom('ads_order_versions')
    .where('order_id', '=', id)
    .select(['version', 'phase', 'made_at', 'submitted_at', 'approved_at', 'booked_at', 'declined_because'])
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    phase: row.phase as OrderVersion['phase'],
    madeAt: row.made_at,
    submittedAt: row.submitted_at,
    approvedAt: row.approved_at,
    bookedAt: row.booked_at,
    declinedBecause: row.declined_because,
  }))
}

const stepsOf = ({ db }: AnyCtx, id: Id<'order'>) =>
  db
    .selectFrom('ads_order_steps')
    .where('order_id', '=', id)
    .select(['what', 'side', 'version', 'at'])
    .orderBy('number')
    .execute()

async function differencesTo(ctx: AnyCtx, { id, paper }: OrderRow): Promise<ShownOrder['differences']> {
  if (paper.version === 1) return null
  const to = paper.binding && paper.binding.version !== paper.version ? paper.binding.version : paper.version - 1
  const [before, now] = [await readContent(ctx, id, to), await readContent(ctx, id, paper.version)]
  return { to, list: differencesOf(before, now) }
}

async function troublesOf({ db }: AnyCtx, id: Id<'order'>): Promise<readonly OrderTrouble[]> {
  const rows = await db
    .selectFrom('ads_order_troubles')
    .where('order_id', '=', id)
    .select(['id', 'reason', 'words', 'stops_delivery', 'channel', 'reported_at', 'due_at', 'told_at'])
    .select(['solved_at', 'solution'])
    .orderBy('solved_at', (order) => order.desc().nullsFirst())
    .orderBy('reported_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: showId('trouble', row.id as Id<'trouble'>),
    reason: row.reason as TroubleReason,
    words: row.words,
    stopsDelivery: row.stops_delivery,
    channel: row.channel as OrderTrouble['channel'],
    reportedAt: row.reported_at,
    dueAt: row.due_at,
    toldAt: row.told_at,
    solvedAt: row.solved_at,
    solution: row.solution,
  }))
}
