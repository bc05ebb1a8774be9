import type { Category } from '#declaration'
import type { AnyCtx, TxCtx } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { appendAudit } from '#privacy/audit'
import { Refusal, notFound } from '#platform/refusal'
import type { Breach, BreachState, NoticeAudience, Severity, StepWord } from './breach.ts'

/** Who works at the breach desk. */
export const breachRoles = ['privacy_counsel', 'security', 'admin'] as const

const columns = [
  ...(['id', 'title', 'happened', 'noticed_at', 'categories', 'people_count', 'severity'] as const),
  ...(['severity_reasons', 'consequences', 'measures', 'state', 'reported_at', 'version', 'recorded_at'] as const),
  ...(['notice_text', 'notice_to', 'notice_stores', 'notice_found_at'] as const),
] as const

/** Entries as they stand, the newest first. */
export async function readBreaches(
  { db }: Pick<AnyCtx, 'db'>,
  by: { readonly id?: Id<'breach'>; readonly state?: BreachState } = {},
  { lock = false } = {},
): Promise<readonly Breach[]> {
  let query = db.selectFrom('privacy_breaches').select(columns).orderBy('recorded_at', 'desc')
  if (by.id !== undefined) query = query.where('id', '=', by.id)
  if (by.state !== undefined) query = query.where('state', '=', by.state)
  return (await (lock ? query.forUpdate() : query).execute()).map((row) => ({
    id: row.id as Id<'breach'>,
    title: row.title,
    happened: row.happened,
    noticedAt: row.noticed_at,
    categories: row.categories as Category[],
    peopleCount: row.people_count,
    severity: row.severity as Severity,
    severityReasons: row.severity_reasons,
    consequences: row.consequences,
    measures: row.measures,
    state: row.state as BreachState,
    reportedAt: row.reported_at,
    version: row.version,
    recordedAt: row.recorded_at,
    noticeText: row.notice_text,
    noticeTo: row.notice_to as NoticeAudience | null,
    noticeStores: row.notice_stores,
    noticeFoundAt: row.notice_found_at,
  }))
}

/** One entry. @throws Refusal `breach-not-found` */
export async function readBreach(ctx: Pick<AnyCtx, 'db'>, shown: string, { lock = false } = {}): Promise<Breach> {
  const id = readId('breach', shown)
  const [found] = id === null ? [] : await readBreaches(ctx, { id }, { lock })
  if (!found) throw notFound('breach-not-found', 'There is no such entry.')
  return found
}

/** The entry, locked, as whoever changes it has read it. @throws Refusal `breach-not-found`, `breach-changed-meanwhile` */
export async function lockBreach(tx: TxCtx, { id, version }: { id: string; version: number }): Promise<Breach> {
  const breach = await readBreach(tx, id, { lock: true })
  if (breach.version !== version) {
    throw new Refusal(
      'conflict',
      'breach-changed-meanwhile',
      'Somebody else changed this entry meanwhile. Load the page again, look at it as it is now, and change that.',
    )
  }
  return breach
}

/** Counts the change, adds it to the history, which the database lets only grow, and to the log of acts. */
export async function noteStep(
  tx: TxCtx,
  breach: Pick<Breach, 'id' | 'version'>,
  { byPersonId, what, lines = [] }: { byPersonId: Id<'person'>; what: StepWord; lines?: readonly string[] },
): Promise<void> {
  const version = what === 'recorded' ? breach.version : breach.version + 1
  await tx.db.updateTable('privacy_breaches').set({ version }).where('id', '=', breach.id).execute()
  await tx.db
    .insertInto('privacy_breach_steps')
    .values({
      ...{ breach_id: breach.id, version, by_person_id: byPersonId },
      ...{ at: tx.clock.now(), what, lines: [...lines] },
    })
    .execute()
  await appendAudit(tx, {
    kind: 'breach-step',
    by: byPersonId,
    about: null,
    detail: { breachId: breach.id, version, what },
  })
}
