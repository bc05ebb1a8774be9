import { sql } from 'kysely'
import * as z from 'zod'
import { type Actor, namesOf, requireRole } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type Interest, type Vertical, interests } from '#support/offers'
import { indexOfEmail, openName } from './thread-row.ts'
import { type Channel, type ThreadState, inboxRoles, threadStates, unansweredStates } from './thread.ts'

const perhaps = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()

/** What of the inbox to show. A form sends empty fields for what is not asked for. */
export const ListThreadsInput = z.strictObject({
  state: z.enum(['unanswered', 'all', ...threadStates], { error: 'Choose a state.' }).default('unanswered'),
  assigned: z.enum(['anybody', 'me', 'nobody'], { error: 'Choose whose.' }).default('anybody'),
  interest: perhaps(z.enum(interests, { error: 'Choose a service.' })),
  /** The whole address, in any case: what is sealed is found by an equal value and by nothing else. */
  address: perhaps(z.string().trim().max(254, { error: 'An e-mail address has at most 254 characters.' })),
  cursor: perhaps(z.string().max(200)),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type ListThreadsInput = z.output<typeof ListThreadsInput>

/** A line of the list. */
export interface ListedThread {
  readonly id: string
  readonly name: string
  readonly interests: readonly Interest[]
  readonly vertical: Vertical | null
  readonly channel: Channel
  readonly state: ThreadState
  readonly sinceAt: Date
  /** The user name of who sees to it. */
  readonly assignedTo: string | null
}

const Place = z.tuple([z.int().min(0).max(253_402_300_799_999), z.uuid()])

/**
 * The inbox, with whoever has waited longest first. Words cannot be searched: they are sealed, and no index of them
 * exists that could be read without the keys.
 *
 * @throws Refusal `cursor-not-understood` and those of `requireRole`
 */
export async function listThreads(
  ctx: Ctx,
  actor: Actor,
  { state, assigned, interest, address, cursor, limit }: ListThreadsInput,
): Promise<{ readonly items: readonly ListedThread[]; readonly nextCursor: string | null }> {
  const { personId } = requireRole(actor, ...inboxRoles)
  let query = ctx.db
    .selectFrom('support_threads as thread')
    .leftJoin('support_assignments as assignment', 'assignment.thread_id', 'thread.id')
    .select(['thread.id', 'thread.name', 'thread.interests', 'thread.vertical', 'thread.channel', 'thread.state'])
    .select(['thread.since_at', 'assignment.person_id'])
    .orderBy('thread.since_at')
    .orderBy('thread.id')
    .limit(limit + 1)
  if (state === 'unanswered') query = query.where('thread.state', 'in', unansweredStates)
  else if (state !== 'all') query = query.where('thread.state', '=', state)
  if (assigned === 'me') query = query.where('assignment.person_id', '=', personId)
  if (assigned === 'nobody') query = query.where('assignment.person_id', 'is', null)
  if (interest !== undefined) query = query.where(sql<boolean>`${interest} = any(thread.interests)`)
  if (address !== undefined) query = query.where('thread.email_index', '=', indexOfEmail(ctx, address))
  if (cursor !== undefined) {
    const [afterMs, afterId] = readPlace(cursor)
    const after = new Date(afterMs)
    query = query.where((where) =>
      where.or([
        where('thread.since_at', '>', after),
        where.and([where('thread.since_at', '=', after), where('thread.id', '>', afterId)]),
      ]),
    )
  }
  const rows = await query.execute()
  const shown = rows.slice(0, limit)
  const names = await namesOf(
    ctx,
    shown.flatMap(({ person_id: id }) => (id === null ? [] : [id])),
  )
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    items: await Promise.all(
      shown.map(async (row) => ({
        id: showId('thread', row.id as Id<'thread'>),
        name: (await openName(ctx, row.id, row.name)) ?? '',
        interests: row.interests as Interest[],
        vertical: row.vertical as Vertical | null,
        channel: row.channel as Channel,
        state: row.state as ThreadState,
        sinceAt: row.since_at,
        assignedTo: (row.person_id && names.get(row.person_id)?.username) || null,
      })),
    ),
    nextCursor: last ? Buffer.from(JSON.stringify([last.since_at.getTime(), last.id])).toString('base64url') : null,
  }
}

function readPlace(cursor: string): z.output<typeof Place> {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new Refusal('invalid', 'cursor-not-understood', 'This list cannot go on from there. Please begin it again.')
  }
}
