import { type Actor, namesOf, requireRole } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { peopleWithRole } from '#accounts/roles'
import { type Id, readId, showId } from '#platform/ids'
import { type PreparedAnswer, prepareAnswer } from '#support/offers'
import { outcomePlace, readMessages, readThread } from './thread-row.ts'
import { type StepWord, type Thread, type ThreadMessage, inboxRoles } from './thread.ts'

export interface ThreadTask {
  readonly id: string
  /** What is to be said. */
  readonly text: string
  readonly dueAt: Date
  readonly doneAt: Date | null
  readonly doneBy: string | null
  readonly reached: boolean | null
  readonly outcome: string | null
}

export interface ThreadStep {
  readonly what: StepWord
  readonly at: Date
  /** Null where it was whoever asked, the house, or somebody who has gone. */
  readonly by: string | null
}

/** A thread with everything about it. */
export interface OpenedThreadView {
  readonly thread: Omit<Thread, 'id'> & { readonly id: string; readonly assignedTo: string | null }
  readonly messages: readonly ThreadMessage[]
  readonly draft: ThreadMessage | null
  /** What an answer could say, for each service that was asked about. */
  readonly prepared: readonly PreparedAnswer[]
  readonly tasks: readonly ThreadTask[]
  readonly steps: readonly ThreadStep[]
  /** The user names of those who could see to it. */
  readonly colleagues: readonly string[]
}

/**
 * One thread, for whoever answers it. Reading it wants no reason and is no act for the log: what stands in it was written
 * to us for an answer, and nothing else about the person can be reached from it. What staff does with it is in its steps.
 * The number to call is told only while a call is to be made.
 *
 * @throws Refusal `thread-not-found` and those of `requireRole`
 */
export async function getThread(ctx: Ctx, actor: Actor, id: string): Promise<OpenedThreadView> {
  requireRole(actor, ...inboxRoles)
  const thread = await readThread(ctx, readId('thread', id))
  const assigned = await ctx.db
    .selectFrom('support_assignments')
    .where('thread_id', '=', thread.id)
    .select('person_id')
    .executeTakeFirst()
  const steps = await ctx.db
    .selectFrom('support_steps')
    .where('thread_id', '=', thread.id)
    .select(['version', 'by_person_id', 'at', 'what'])
    .orderBy('version')
    .execute()
  const colleagues = await peopleWithRole(ctx, inboxRoles)
  const names = await namesOf(
    ctx,
    [assigned?.person_id, ...steps.map((step) => step.by_person_id), ...colleagues].filter(
      (one) => typeof one === 'string',
    ),
  )
  const nameOf = (personId: string | null | undefined): string | null =>
    (personId && names.get(personId)?.username) || null
  const byVersion = new Map(steps.map((step) => [step.version, nameOf(step.by_person_id)]))
  const all = await readMessages(ctx, thread.id)
  const tasks = await readTasks(ctx, thread.id, byVersion)
  const telephone = tasks.some(({ doneAt }) => doneAt === null) ? thread.telephone : null
  return {
    thread: { ...thread, telephone, id: showId('thread', thread.id), assignedTo: nameOf(assigned?.person_id) },
    messages: all.filter(({ isDraft }) => !isDraft),
    draft: all.find(({ isDraft }) => isDraft) ?? null,
    prepared: prepareAnswer(thread),
    tasks,
    steps: steps.map((step) => ({ what: step.what as StepWord, at: step.at, by: nameOf(step.by_person_id) })),
    colleagues: colleagues.flatMap((one) => nameOf(one) ?? []).toSorted(),
  }
}

async function readTasks(
  ctx: Ctx,
  threadId: string,
  byVersion: ReadonlyMap<number, string | null>,
): Promise<readonly ThreadTask[]> {
  const rows = await ctx.db
    .selectFrom('support_tasks as task')
    .innerJoin('support_messages as message', 'message.id', 'task.message_id')
    .where('task.thread_id', '=', threadId)
    .select(['task.id', 'task.due_at', 'task.done_at', 'task.done_version', 'task.reached', 'task.outcome'])
    .select('message.body')
    .orderBy((order) => order.fn.coalesce('task.done_version', order.lit(2_147_483_647)))
    .orderBy('task.id')
    .execute()
  const open = (column: 'body' | 'outcome', sealed: Buffer): Promise<string | null> => {
    const place = column === 'body' ? { column: 'support_messages.body', subjectId: threadId } : outcomePlace(threadId)
    return ctx.vault.open(ctx.db, place, sealed, 'inquiry.answer')
  }
  return Promise.all(
    rows.map(async (row) => ({
      id: showId('task', row.id as Id<'task'>),
      text: (await open('body', row.body)) ?? '',
      dueAt: row.due_at,
      doneAt: row.done_at,
      doneBy: row.done_version === null ? null : (byVersion.get(row.done_version) ?? null),
      reached: row.reached,
      outcome: row.outcome && (await open('outcome', row.outcome)),
    })),
  )
}
