import type { Ctx, TxCtx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { addMessage, readMessages, readThread, sealedInquirer, takeStep } from './thread-row.ts'
import type { Inquirer, Thread, ThreadState } from './thread.ts'

/** A thread as whoever asked sees it: what they told, and what was said between them and us. */
export interface OwnThread extends Inquirer {
  readonly receipt: string
  readonly version: number
  readonly state: ThreadState
  readonly createdAt: Date
  readonly said: readonly SaidWord[]
}

export interface SaidWord {
  readonly by: 'you' | 'us'
  readonly text: string
  readonly at: Date
}

/** What a thread looks like to whoever asked. @throws Refusal `thread-not-found` */
export async function ownThread(ctx: Ctx, id: Id<'thread'>): Promise<OwnThread> {
  const { name, email, telephone, site, interests, vertical, channel, ...thread } = await readThread(ctx, id)
  const said = (await readMessages(ctx, id)).flatMap(
    ({ kind, text, writtenAt, sentAt, channel: way }): readonly SaidWord[] => {
      if (kind === 'asked') return [{ by: 'you', text, at: writtenAt }]
      return kind === 'answer' && way === 'email' && sentAt ? [{ by: 'us', text, at: sentAt }] : []
    },
  )
  return {
    ...{ name, email, telephone, site, interests, vertical, channel, said },
    receipt: showId('thread', id),
    version: thread.version,
    state: thread.state,
    createdAt: thread.createdAt,
  }
}

/** From here on nobody erases the thread until the transaction is over. @throws Refusal `thread-not-found` */
export async function lockOwnThread(tx: TxCtx, id: Id<'thread'>): Promise<void> {
  await readThread(tx, id, { lock: true })
}

/** Adds a word of whoever asked; staff sees it as unanswered. @throws Refusal `thread-not-found` */
export async function writeToThread(tx: TxCtx, id: Id<'thread'>, text: string): Promise<void> {
  const thread = await readThread(tx, id, { lock: true })
  const version = await takeStep(tx, thread, 'wrote', null)
  await addMessage(tx, id, { version, kind: 'asked', text })
}

/**
 * Puts right what was told; whatever staff was just writing is refused once, so that they see it. Calls that were to be
 * made go where a call is not wanted any more, and what they were to say waits for staff again.
 *
 * @throws Refusal `thread-not-found`
 */
export async function correctThread(tx: TxCtx, id: Id<'thread'>, inquirer: Omit<Inquirer, 'email'>): Promise<void> {
  const thread = await readThread(tx, id, { lock: true })
  const version = await takeStep(tx, thread, 'corrected', null)
  await tx.db
    .updateTable('support_threads')
    .set(await sealedInquirer(tx, id, inquirer))
    .where('id', '=', id)
    .execute()
  if (thread.channel === 'telephone' && inquirer.channel === 'email') await callNoMore(tx, { ...thread, version })
}

async function callNoMore(tx: TxCtx, thread: Thread): Promise<void> {
  const open = await tx.db
    .deleteFrom('support_tasks')
    .where('thread_id', '=', thread.id)
    .where('done_at', 'is', null)
    .returning('message_id')
    .execute()
  if (open.length === 0) return
  await tx.db
    .updateTable('support_messages')
    .set({ stopped_at: tx.clock.now() })
    .where(
      'id',
      'in',
      open.map(({ message_id }) => message_id),
    )
    .execute()
  await takeStep(tx, thread, 'stopped', null)
}
