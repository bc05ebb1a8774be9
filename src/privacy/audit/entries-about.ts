import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type AuditKind, markUse } from './entry.ts'

/** An entry as the person whom it concerns reads it. */
export interface OpenedEntry {
  readonly seq: bigint
  readonly at: Date
  readonly kind: AuditKind
  /** Who did it, as they were known then; they may be gone. */
  readonly by: Id<'person'> | null
  readonly detail: Readonly<Record<string, unknown>>
  readonly reason: string | null
}

/**
 * What is written down about a person, an organisation or a hold, the newest first; nothing of one whose key is destroyed.
 *
 * @param before only entries before this number
 */
export async function entriesAbout(
  ctx: Ctx,
  subjectId: Id<'person'> | Id<'organisation'> | Id<'hold'>,
  { before, limit }: { readonly before?: bigint; readonly limit: number },
): Promise<readonly OpenedEntry[]> {
  const mark = await ctx.vault.markOf(ctx.db, subjectId, markUse.subject)
  if (!mark) return []
  let query = ctx.db.selectFrom('privacy_audit_entries').where('subject_mark', '=', mark)
  if (before !== undefined) query = query.where('seq', '<', before)
  const rows = await query
    .select(['seq', 'at', 'kind', 'detail', 'reason'])
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  const open = async (column: 'detail' | 'reason', sealed: Buffer | null): Promise<string | null> =>
    sealed && ctx.vault.open(ctx.db, { column: `privacy_audit_entries.${column}`, subjectId }, sealed, 'rights.answer')
  return Promise.all(
    rows.map(async ({ seq, at, kind, detail, reason }) => {
      const { by = null, ...rest } = JSON.parse((await open('detail', detail)) ?? '{}') as {
        readonly by?: Id<'person'> | null
      }
      return { seq, at, kind: kind as AuditKind, by, detail: rest, reason: await open('reason', reason) }
    }),
  )
}
