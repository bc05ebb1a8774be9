import { namesOf } from '#accounts/members'
import type { AnyCtx, TxCtx } from '#platform/context'
import { type Id, newId, readId } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'
import type { Interest, Vertical } from '#support/offers'
import { sinceAfter, stateAfter } from './thread.rules.ts'
import {
  type Channel,
  type Inquirer,
  type StepWord,
  type Thread,
  type ThreadKind,
  type ThreadMessage,
  type ThreadState,
} from './thread.ts'

type SealedColumn = 'name' | 'email' | 'telephone' | 'site'

/** Everything of a thread is sealed under its own number: it is the number of whoever asked. */
const placeOf = (column: SealedColumn, threadId: string) => ({
  column: `support_threads.${column}`,
  subjectId: threadId,
})
const bodyPlace = (threadId: string) => ({ column: 'support_messages.body', subjectId: threadId })
export const outcomePlace = (threadId: string) => ({ column: 'support_tasks.outcome', subjectId: threadId })

/** Finds threads by the address, however it is written. */
export const indexOfEmail = ({ vault }: Pick<AnyCtx, 'vault'>, email: string): Buffer =>
  vault.blindIndex('support_threads.email', email.trim().toLowerCase())

const columns = [
  ...(['id', 'kind', 'interests', 'vertical', 'name', 'email', 'telephone', 'site', 'channel', 'state'] as const),
  ...(['version', 'created_at', 'since_at', 'last_at', 'closed_at'] as const),
] as const

/** @throws Refusal `thread-not-found`, also where its key is destroyed */
export async function readThread(ctx: AnyCtx, id: string | null, { lock = false } = {}): Promise<Thread> {
  const query = ctx.db
    .selectFrom('support_threads')
    .where('id', '=', id ?? '00000000-0000-0000-0000-000000000000')
    .select(columns)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw threadNotFound()
  const open = (column: SealedColumn): Promise<string | null> => {
    const sealed = row[column]
    return sealed === null
      ? Promise.resolve(null)
      : ctx.vault.open(ctx.db, placeOf(column, row.id), sealed, 'inquiry.answer')
  }
  const [name, email] = [await open('name'), await open('email')]
  if (name === null || email === null) throw threadNotFound()
  return {
    id: row.id as Id<'thread'>,
    kind: row.kind as ThreadKind,
    interests: row.interests as Interest[],
    vertical: row.vertical as Vertical | null,
    name,
    email,
    telephone: await open('telephone'),
    site: await open('site'),
    channel: row.channel as Channel,
    state: row.state as ThreadState,
    version: row.version,
    createdAt: row.created_at,
    sinceAt: row.since_at,
    lastAt: row.last_at,
    closedAt: row.closed_at,
  }
}

const threadNotFound = (): Refusal => notFound('thread-not-found', 'There is no such inquiry. It may have been erased.')

/**
 * The thread, locked, as whoever acts has read it.
 *
 * @throws Refusal `thread-not-found`; `thread-changed-meanwhile`, from which `meanwhileOf` tells what the others wrote
 */
export async function lockThread(
  tx: TxCtx,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Thread> {
  const thread = await readThread(tx, readId('thread', id), { lock: true })
  if (thread.version !== version) throw changedMeanwhile(await readMessages(tx, thread.id, { after: version }))
  return thread
}

/** What others wrote, by the refusal that tells of it. Beside it and not in it: what is in an error may come into a log. */
const written = new WeakMap<Refusal, readonly ThreadMessage[]>()

function changedMeanwhile(meanwhile: readonly ThreadMessage[]): Refusal {
  const refusal = new Refusal(
    'conflict',
    'thread-changed-meanwhile',
    'Somebody else worked on this inquiry meanwhile. Read what was written, then decide anew.',
  )
  written.set(refusal, meanwhile)
  return refusal
}

/** What others wrote between the version that somebody read and now, where that is why they were refused. */
export const meanwhileOf = (error: unknown): readonly ThreadMessage[] =>
  (error instanceof Refusal && written.get(error)) || []

/** The messages of a thread, the oldest first. */
export async function readMessages(
  ctx: AnyCtx,
  threadId: string,
  { after = 0 }: { readonly after?: number } = {},
): Promise<readonly ThreadMessage[]> {
  const rows = await ctx.db
    .selectFrom('support_messages as message')
    .leftJoin('support_steps as step', (join) =>
      join.onRef('step.thread_id', '=', 'message.thread_id').onRef('step.version', '=', 'message.version'),
    )
    .where('message.thread_id', '=', threadId)
    .where('message.version', '>', after)
    .select(['message.kind', 'message.body', 'message.is_draft', 'message.topic', 'message.channel'])
    .select(['message.written_at', 'message.sent_at', 'message.stopped_at', 'message.version', 'step.by_person_id'])
    .orderBy('message.version')
    .execute()
  const names = await namesOf(
    ctx,
    rows.flatMap(({ by_person_id: by }) => (by === null ? [] : [by])),
  )
  return Promise.all(
    rows.map(async (row) => ({
      kind: row.kind as ThreadMessage['kind'],
      text: (await ctx.vault.open(ctx.db, bodyPlace(threadId), row.body, 'inquiry.answer')) ?? '',
      isDraft: row.is_draft,
      topic: row.topic as Interest | null,
      channel: row.channel as Channel | null,
      by: (row.by_person_id && names.get(row.by_person_id)?.username) || null,
      writtenAt: row.written_at,
      sentAt: row.sent_at,
      stoppedAt: row.stopped_at,
      version: row.version,
    })),
  )
}

/** Counts a step, moves the thread to where it leads, and notes who took it. @returns the version after it */
export async function takeStep(
  tx: TxCtx,
  thread: Thread,
  what: StepWord,
  byPersonId: Id<'person'> | null,
): Promise<number> {
  const now = tx.clock.now()
  const version = thread.version + 1
  const state = stateAfter(what, thread) ?? thread.state
  await tx.db
    .updateTable('support_threads')
    .set({
      version,
      state,
      since_at: sinceAfter(thread, state, now),
      last_at: now,
      closed_at: state === 'closed' ? (thread.closedAt ?? now) : null,
      ...(state === 'closed' ? { same_index: null } : {}),
    })
    .where('id', '=', thread.id)
    .execute()
  await noteStep(tx, thread.id, version, what, byPersonId)
  return version
}

export async function noteStep(
  tx: TxCtx,
  threadId: string,
  version: number,
  what: StepWord,
  byPersonId: Id<'person'> | null,
): Promise<void> {
  await tx.db
    .insertInto('support_steps')
    .values({ thread_id: threadId, version, by_person_id: byPersonId, at: tx.clock.now(), what })
    .execute()
}

export interface NewMessage {
  readonly version: number
  readonly kind: ThreadMessage['kind']
  readonly text: string
  readonly isDraft?: boolean
  readonly topic?: Interest
  readonly channel?: Channel
}

/** Adds a message, sealed. @returns its number */
export async function addMessage(
  tx: TxCtx,
  threadId: string,
  { version, kind, text, isDraft = false, topic, channel }: NewMessage,
): Promise<Id<'message'>> {
  const id = newId<'message'>(tx)
  await tx.db
    .insertInto('support_messages')
    .values({
      id,
      thread_id: threadId,
      version,
      kind,
      body: await tx.vault.seal(tx.db, bodyPlace(threadId), text),
      is_draft: isDraft,
      topic: topic ?? null,
      channel: channel ?? null,
      written_at: tx.clock.now(),
    })
    .execute()
  return id
}

/** The draft of a thread goes: it became an answer, or a newer one. */
export async function dropDraft(tx: TxCtx, threadId: string): Promise<void> {
  await tx.db.deleteFrom('support_messages').where('thread_id', '=', threadId).where('is_draft', '=', true).execute()
}

/** What a thread holds of whoever asked, sealed under its number. */
export async function sealedInquirer(
  tx: TxCtx,
  threadId: string,
  { name, telephone, site, interests, vertical, channel }: Omit<Inquirer, 'email'>,
) {
  const seal = (column: SealedColumn, text: string): Promise<Buffer> =>
    tx.vault.seal(tx.db, placeOf(column, threadId), text)
  return {
    name: await seal('name', name),
    telephone: channel === 'telephone' && telephone !== null ? await seal('telephone', telephone) : null,
    site: site === null ? null : await seal('site', site),
    interests: [...interests],
    vertical,
    channel,
  }
}

/** The address, sealed, and what finds it. */
export const sealedEmail = async (tx: TxCtx, threadId: string, email: string) => ({
  email: await tx.vault.seal(tx.db, placeOf('email', threadId), email),
  email_index: indexOfEmail(tx, email),
})

/** The name alone, for lists. */
export const openName = (ctx: AnyCtx, threadId: string, sealed: Buffer): Promise<string | null> =>
  ctx.vault.open(ctx.db, placeOf('name', threadId), sealed, 'inquiry.answer')
