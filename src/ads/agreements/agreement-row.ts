import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { AnyCtx, TxCtx } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { type Refusal, notFound } from '#platform/refusal'
import type { AgreementKind, AgreementRow, AgreementState, Side } from './agreement.ts'

/** Sets these locks apart from others of the database; arbitrary and fixed. */
const lockSpace = 746_201

/** Keeps anybody else from offering, signing or ending anything of an organisation until the transaction is over. */
export async function lockOrganisation(tx: TxCtx, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockSpace}::int, hashtext(${organisationId}))`.execute(tx.db)
}

export const agreementNotFound = (): Refusal => notFound('agreement-not-found', 'There is no such agreement.')

/** Where the text is sealed: under the organisation, or under the number of the row once that is gone. */
export const textPlace = (subjectId: string) => ({ column: 'ads_agreements.text', subjectId })
/** Where the name and the title of whoever signed are sealed. */
export const signaturePlace = (column: 'name' | 'title', subjectId: string) => ({
  column: `ads_signatures.${column}`,
  subjectId,
})

export const hashOf = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

const columns = [
  ...(['id', 'organisation_id', 'kind', 'version', 'text', 'sha256', 'state'] as const),
  ...(['notice_days', 'change_days', 'final_payment_days', 'data_days'] as const),
  ...(['offered_at', 'earliest_at', 'in_force_at', 'notice_by', 'notice_at', 'ends_at'] as const),
  ...(['data_told_at', 'data_gone_at'] as const),
] as const

const select = ({ db }: Pick<AnyCtx, 'db'>) => db.selectFrom('ads_agreements').select(columns)

const rowOf = (row: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>): AgreementRow => ({
  id: row.id as Id<'agreement'>,
  organisationId: row.organisation_id as Id<'organisation'>,
  kind: row.kind as AgreementKind,
  version: row.version,
  text: row.text,
  sha256: row.sha256,
  state: row.state as AgreementState,
  noticeDays: row.notice_days,
  changeDays: row.change_days,
  finalPaymentDays: row.final_payment_days,
  dataDays: row.data_days,
  offeredAt: row.offered_at,
  earliestAt: row.earliest_at,
  inForceAt: row.in_force_at,
  noticeBy: row.notice_by as Side | null,
  noticeAt: row.notice_at,
  endsAt: row.ends_at,
  dataToldAt: row.data_told_at,
  dataGoneAt: row.data_gone_at,
})

/** The agreements of an organisation, the newest version of a kind first. */
export async function readRows(
  ctx: Pick<AnyCtx, 'db'>,
  { organisationId, kind }: { readonly organisationId: string; readonly kind?: AgreementKind },
): Promise<readonly AgreementRow[]> {
  let query = select(ctx).where('organisation_id', '=', organisationId)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  return (await query.orderBy('kind').orderBy('version', 'desc').execute()).map(rowOf)
}

/** What is not over of all organisations: first what they have signed and we have not, then what was offered first. */
export async function readOpenRows(
  ctx: Pick<AnyCtx, 'db'>,
  now: Date,
  rowsMax: number,
): Promise<readonly AgreementRow[]> {
  const rows = await select(ctx)
    .where('organisation_id', 'is not', null)
    .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', now)]))
    .orderBy((order) => order('state', '=', 'signed'), 'desc')
    .orderBy('offered_at')
    .orderBy('id')
    .limit(rowsMax)
    .execute()
  return rows.map(rowOf)
}

/** One agreement as it stands, of an organisation that is here. @throws Refusal `agreement-not-found` */
export async function readRow(ctx: Pick<AnyCtx, 'db'>, shown: string): Promise<AgreementRow> {
  const id = readId('agreement', shown)
  const row = id && (await select(ctx).where('id', '=', id).where('organisation_id', 'is not', null).executeTakeFirst())
  if (!row) throw agreementNotFound()
  return rowOf(row)
}

/** One agreement that nobody else changes until the transaction is over. @throws Refusal `agreement-not-found` */
export async function readRowToChange(tx: TxCtx, shown: string): Promise<AgreementRow> {
  await lockOrganisation(tx, (await readRow(tx, shown)).organisationId)
  // Read again: whoever was waited for may have changed it.
  return readRow(tx, shown)
}

/**
 * The text of an agreement, exactly as it was composed.
 *
 * @throws Error where it is not what was hashed
 */
export async function openText(
  ctx: AnyCtx,
  { organisationId, text: sealed, sha256 }: Pick<AgreementRow, 'organisationId' | 'text' | 'sha256'>,
): Promise<string> {
  const text = await ctx.vault.open(ctx.db, textPlace(organisationId), sealed, 'business.provide')
  if (text === null) throw agreementNotFound()
  if (!hashOf(text).equals(sha256)) throw new Error('an agreement is not the text that was hashed')
  return text
}
