import { sql } from 'kysely'
import * as z from 'zod'
import { confirmOwner } from '#accounts/sign-in'
import { type Actor, requireMember } from '#accounts/people'
import { type MapRow, type Store, aloneOf, mapRowsOf } from '#declaration'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'
import { type HeldRow, concerns, countIn, heldIn } from '#privacy/access'
import { appendAudit } from '#privacy/audit'
import { lockConsentsOf } from '#privacy/consent'
import type { Erased } from './erase-person.ts'
import { type PartInPieces, type Piece, takeApart } from './part.rules.ts'

export const PartInput = z.strictObject({
  /** The name of a table, or of a heading under which tables stand. */
  of: z.string().min(1, { error: 'Say what is to go.' }).max(100),
  row: z.string().min(1).max(200).optional(),
  column: z.string().min(1).max(100).optional(),
})
export type PartInput = z.output<typeof PartInput>

export const ErasePartInput = PartInput.extend({
  /** Left out by who has no password. */
  current: z.string().min(1, { error: 'Give your password, so that nobody else can do this.' }).max(1000).optional(),
})
export type ErasePartInput = z.output<typeof ErasePartInput>

export interface ErasePartParts {
  readonly stores: readonly Store[]
  /**
   * What else has to follow, in the same transaction, when rows of a room went (`emptied` is null) or these columns of
   * the person were emptied.
   */
  readonly follow: (
    tx: TxCtx,
    personId: Id<'person'>,
    owner: string,
    emptied: readonly string[] | null,
  ) => Promise<void>
}

/**
 * Deletes something of whoever has signed in and proved that it is them, and leaves all the rest: one row, one value, a
 * table, or all under a heading that goes alone. What is gone already is no mistake. Nothing of anybody else can go, since
 * every statement looks only at rows that lead to them.
 *
 * @returns how many rows, or values where rows stay, went of which table; only those of which something did
 * @throws Refusal `data-not-found`, `data-stays`, and those of `confirmOwner`
 */
export async function erasePart(
  ctx: Ctx,
  { stores, follow }: ErasePartParts,
  actor: Actor,
  { current, ...part }: ErasePartInput,
): Promise<readonly Erased[]> {
  const { pieces } = getPieces(stores, part)
  const { personId } = await confirmOwner(ctx, actor, current)
  return inTransaction(ctx, async (tx) => {
    // First, as everywhere: what follows from a yes is changed only under its lock.
    await lockConsentsOf(tx, personId)
    const erased: Erased[] = []
    const groups: string[] = []
    for (const piece of pieces) {
      const { rows, emptied } = await takePiece(tx, stores, piece, personId)
      if (rows === 0) continue
      await follow(tx, personId, piece.store.owner, emptied)
      erased.push({ table: piece.store.name, rows })
      groups.push(piece.store.label)
    }
    if (erased.length > 0) {
      await appendAudit(tx, { kind: 'part-erased', by: personId, about: personId, detail: { groups } })
    }
    return erased
  })
}

async function takePiece(
  tx: TxCtx,
  stores: readonly Store[],
  { store, row, columns }: Piece,
  personId: string,
): Promise<{ readonly rows: number; readonly emptied: readonly string[] | null }> {
  const table = sql.table(store.name)
  const theirs = concerns(stores, store, personId, row ?? undefined)
  if (columns === null) {
    const { numAffectedRows } = await sql`delete from ${table} where ${theirs}`.execute(tx.db)
    return { rows: Number(numAffectedRows ?? 0), emptied: null }
  }
  const emptied: string[] = []
  for (const column of columns) {
    const value = sql.ref(column)
    const { numAffectedRows } = await sql`
      update ${table} set ${value} = null where ${theirs} and ${value} is not null`.execute(tx.db)
    if (numAffectedRows) emptied.push(column)
  }
  return { rows: emptied.length, emptied }
}

/** The pieces of a part. @throws Refusal `data-not-found`, `data-stays` */
function getPieces(stores: readonly Store[], part: PartInput): PartInPieces {
  const found = takeApart(stores, part)
  if (!found) throw notFound('data-not-found', 'There is no such part of your data. Go back to the list of all of it.')
  if (found.pieces.length === 0) {
    throw new Refusal(
      'conflict',
      'data-stays',
      'This does not go alone. Beside it, among your data, stands why, or where it is done.',
    )
  }
  return found
}

/** So many entries of a table are shown before they go; how many there are is said of all. */
const rowsShown = 20

/** What would go of one table. */
export interface GoingPiece {
  readonly name: string
  readonly label: string
  /** Rows, or values where rows stay. */
  readonly count: number
  readonly areValues: boolean
  readonly rows: readonly HeldRow[]
  readonly columns: readonly MapRow[]
}

/** What would go with a part, and what would not. */
export interface GoingPart {
  readonly label: PartInPieces['label']
  /** Only those of which there is something. */
  readonly pieces: readonly GoingPiece[]
  readonly staying: readonly {
    readonly label: string
    readonly why: string | null
    readonly at: string | null
  }[]
}

/**
 * Exactly what a part of whoever asks would take with it, to be shown before.
 *
 * @throws Refusal `data-not-found`, `data-stays`, and those of `requireMember`
 */
export async function whatPartWouldGo(
  ctx: Ctx,
  stores: readonly Store[],
  actor: Actor,
  part: PartInput,
): Promise<GoingPart> {
  const { personId } = requireMember(actor, 'me:read')
  const { label, pieces, staying } = getPieces(stores, part)
  const going: GoingPiece[] = []
  for (const { store, row, columns } of pieces) {
    const held = await heldIn(ctx, stores, store, personId, { rowsMax: rowsShown, ...(row ? { only: row } : {}) })
    const shown = mapRowsOf(store).filter(({ name }) => columns?.includes(name) ?? !held.notShown.includes(name))
    const values = shown.filter(({ name }) => held.rows.some((one) => one[name] !== null))
    const count = columns === null ? held.count : values.length
    if (count > 0) {
      const { name } = store
      const areValues = columns !== null
      going.push({ name, label: store.label, count, areValues, rows: held.rows, columns: areValues ? values : shown })
    }
  }
  const left: GoingPart['staying'][number][] = []
  for (const store of staying) {
    const { stays: why, at } = aloneOf(store)
    if ((await countIn(ctx, stores, store, personId)) > 0) left.push({ label: store.label, why, at })
  }
  return { label, pieces: going, staying: left }
}
