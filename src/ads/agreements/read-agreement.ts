import type { Actor } from '#accounts/members'
import type { AnyCtx, Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import type { AgreementKind, AgreementRow, AgreementState, Side } from './agreement.ts'
import { type AfterTheEnd, afterTheEnd, afterNotice, stateAt } from './agreement.rules.ts'
import { type AgreementLine, linesOf } from './compose.rules.ts'
import { openText, readRow, readRows, signaturePlace } from './agreement-row.ts'
import { requireReader, requireReaderAt } from './who-may.ts'

/** A signature. Name and title are null where whoever signed was erased and the time to keep them is over. */
export interface Signature {
  readonly side: Side
  readonly name: string | null
  readonly title: string | null
  readonly signedAt: Date
  /** SHA-256 of the text that was signed, in hexadecimal. */
  readonly sha256: string
}

/** An agreement in a list. */
export interface ListedAgreement {
  /** `agr_…` */
  readonly id: string
  readonly kind: AgreementKind
  readonly version: number
  readonly state: AgreementState
  readonly offeredAt: Date
  /** It holds from then at the earliest. */
  readonly earliestAt: Date
  readonly inForceAt: Date | null
  readonly noticeBy: Side | null
  readonly noticeAt: Date | null
  /** What follows from its end, where that is known. */
  readonly end: AfterTheEnd | null
  /** When the data went that go after its end; null until then, and where it goes on. */
  readonly dataGoneAt: Date | null
}

export interface ShownAgreement extends ListedAgreement {
  /** Exactly what is signed. */
  readonly text: string
  /** The same, line for line with what each is. */
  readonly lines: readonly AgreementLine[]
  /** What would follow from notice that is given now; null where none can be given. */
  readonly ifNotice: AfterTheEnd | null
  /** Of the text in UTF-8, in hexadecimal; whoever signs sends it back. */
  readonly sha256: string
  /** Theirs first. */
  readonly signatures: readonly Signature[]
}

/**
 * An agreement, word for word.
 *
 * @throws Refusal `agreement-not-found` and those of `requireRoleIn` and `requireRole`
 */
export async function readAgreement(ctx: Ctx, actor: Actor, shown: string): Promise<ShownAgreement> {
  const row = await readRow(ctx, shown)
  await requireReader(ctx, actor, row)
  const now = ctx.clock.now()
  const text = await openText(ctx, row)
  return {
    ...listed(row, now),
    text,
    lines: linesOf(text),
    ifNotice: afterNotice(await readRows(ctx, row), now),
    sha256: row.sha256.toString('hex'),
    signatures: await signaturesOf(ctx, row),
  }
}

/**
 * Every version of the agreements of an organisation, the newest first.
 *
 * @throws Refusal those of `requireRoleIn` and `requireRole`
 */
export async function listAgreements(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<readonly ListedAgreement[]> {
  await requireReaderAt(ctx, actor, organisationId)
  return (await readRows(ctx, { organisationId })).map((row) => listed(row, ctx.clock.now()))
}

export function listed(row: AgreementRow, now: Date): ListedAgreement {
  const { kind, version, offeredAt, earliestAt, inForceAt, noticeBy, noticeAt, endsAt, dataGoneAt } = row
  return {
    ...{ id: showId('agreement', row.id), kind, version, state: stateAt(row, now), offeredAt, earliestAt },
    ...{ inForceAt, noticeBy, noticeAt },
    dataGoneAt,
    end: endsAt === null || inForceAt === null ? null : afterTheEnd(endsAt, row),
  }
}

async function signaturesOf(ctx: AnyCtx, { id, organisationId }: AgreementRow): Promise<readonly Signature[]> {
  const rows = await ctx.db
    .selectFrom('ads_signatures')
    .where('agreement_id', '=', id)
    .select(['side', 'name', 'title', 'signed_at', 'sha256'])
    .orderBy('side')
    .execute()
  const open = async (column: 'name' | 'title', sealed: Buffer | null): Promise<string | null> =>
    sealed && ctx.vault.open(ctx.db, signaturePlace(column, organisationId), sealed, 'business.provide')
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
