import { storesOf, type Store } from '#declaration'
import { dayMs, later } from '#platform/clock'
import type { AnyCtx, Ctx } from '#platform/context'
import { type Refusal, notFound } from '#platform/refusal'
import { backupDays, receiptDays } from './erasure.ts'

const use = 'privacy.receipt'
/** Of the 16 bytes of a number in base64url. */
const idChars = 22

/**
 * The path of a receipt. Its last part is the number of the erasure and our signature of it, so that nothing has to be
 * stored by which it could be found.
 */
export function receiptPath(ctx: Pick<AnyCtx, 'vault'>, erasureId: string): string {
  const bytes = Buffer.from(erasureId.replaceAll('-', ''), 'hex')
  return `/privacy/receipt/${bytes.toString('base64url')}${ctx.vault.sign(use, erasureId)}`
}

function erasureOf(ctx: Pick<AnyCtx, 'vault'>, token: string): string | null {
  const hex = Buffer.from(token.slice(0, idChars), 'base64url').toString('hex')
  const erasureId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return ctx.vault.signed(use, erasureId, token.slice(idChars)) ? erasureId : null
}

/** What became of an erasure, for whoever has the address of its receipt. */
export interface Receipt {
  /** `waiting`: can still be undone. `working`: it is being done. */
  readonly state: 'waiting' | 'working' | 'done'
  readonly askedAt: Date
  readonly dueAt: Date
  readonly doneAt: Date | null
  /** Kinds of rows in the words of the declaration, with how many there were. */
  readonly went: readonly { readonly label: string; readonly count: number }[]
  readonly files: number
  readonly work: number
  readonly kept: readonly { readonly label: string; readonly why: string; readonly until: Date }[]
  /** From then on copies of the database that were made before hold nothing of it that can be read. */
  readonly backupsEndAt: Date | null
  /** Until when the receipt can be read. */
  readonly endsAt: Date | null
}

export const receiptNotFound = (): Refusal =>
  notFound('receipt-not-found', `There is no such receipt. A receipt can be read for ${receiptDays} days.`)

/**
 * A receipt.
 *
 * @param token the last part of its address
 * @throws Refusal `receipt-not-found`, the same for a wrong address, one that is over, and an erasure that was undone
 */
export async function getReceipt(ctx: Ctx, stores: readonly Store[], token: string): Promise<Receipt> {
  const erasureId = erasureOf(ctx, token)
  const row =
    erasureId === null
      ? undefined
      : await ctx.db
          .selectFrom('privacy_erasures')
          .where('id', '=', erasureId)
          .select(['id', 'state', 'asked_at', 'due_at', 'done_at'])
          .executeTakeFirst()
  if (!row || (row.done_at && later(row.done_at, receiptDays * dayMs) <= ctx.clock.now())) throw receiptNotFound()
  const lines = await ctx.db
    .selectFrom('privacy_receipt_lines')
    .where('erasure_id', '=', row.id)
    .select(['kind', 'name', 'count', 'until', 'why'])
    .orderBy('name')
    .execute()
  const sum = (kind: string): number =>
    lines.filter((line) => line.kind === kind).reduce((total, { count }) => total + count, 0)
  const isDone = row.state === 'done'
  return {
    state: isDone ? 'done' : row.state === 'waiting' && row.due_at > ctx.clock.now() ? 'waiting' : 'working',
    askedAt: row.asked_at,
    dueAt: row.due_at,
    doneAt: row.done_at,
    went: isDone
      ? lines.filter(({ kind }) => kind === 'rows').map(({ name, count }) => ({ label: labelOf(stores, name), count }))
      : [],
    files: isDone ? sum('files') : 0,
    work: isDone ? sum('work') : 0,
    kept: lines.flatMap(({ kind, name, until, why }) =>
      isDone && kind === 'kept' && until !== null
        ? [{ label: labelOf(stores, name), why: why || whyKept(stores, name), until }]
        : [],
    ),
    backupsEndAt: row.done_at && later(row.done_at, backupDays * dayMs),
    endsAt: row.done_at && later(row.done_at, receiptDays * dayMs),
  }
}

const tableOf = (stores: readonly Store[], name: string) =>
  storesOf(stores, 'table').find((store) => store.name === name.split('.')[0])

/** As the data map calls it; a table that is not there any more by its name. */
function labelOf(stores: readonly Store[], name: string): string {
  const store = tableOf(stores, name)
  const column = name.split('.')[1]
  return (column === undefined ? store?.label : store?.columns[column]?.label) ?? name
}

/** Why something is kept: what the first column of it says that is told to somebody. */
function whyKept(stores: readonly Store[], name: string): string {
  const store = tableOf(stores, name)
  return Object.values(store?.columns ?? {})[0]?.why ?? ''
}
