import { sql } from 'kysely'
import type { DataHolder } from '#declaration'
import { dayMs, later } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { removeQueued } from '#platform/jobs'
import { closedDaysMax, silentDaysMax } from './thread.ts'

const owner = 'support/inbox'

/** Threads that go in one transaction. */
const batchSize = 100

/** With a thread goes more than rows: letters that wait to be written, and the key of whoever asked. */
export const inboxHolder: DataHolder<Ctx, TxCtx> = {
  owner,
  async lock(tx, subjectId) {
    await tx.db.selectFrom('support_threads').where('id', '=', subjectId).select('id').forUpdate().execute()
  },
  async erase(tx, subjectId) {
    await unqueue(tx, [subjectId])
  },
  async retain(ctx) {
    let count = 0
    for (let gone = batchSize; gone === batchSize; count += gone) gone = await inTransaction(ctx, takeDue)
    return count
  },
}

async function takeDue(tx: TxCtx): Promise<number> {
  const now = tx.clock.now()
  const due = await tx.db
    .selectFrom('support_threads')
    .where((where) =>
      where.or([
        where('closed_at', '<=', later(now, -closedDaysMax * dayMs)),
        where('last_at', '<=', later(now, -silentDaysMax * dayMs)),
      ]),
    )
    .select('id')
    .limit(batchSize)
    .forUpdate()
    .skipLocked()
    .execute()
  const ids = due.map(({ id }) => id)
  if (ids.length === 0) return 0
  await unqueue(tx, ids)
  await tx.db.deleteFrom('support_threads').where('id', 'in', ids).execute()
  for (const id of ids) await tx.vault.shred(tx.db, id)
  return ids.length
}

/** Takes letters out of the queue that name one of these threads or a message in it. */
async function unqueue(tx: TxCtx, threadIds: readonly string[]): Promise<void> {
  const messages = await tx.db
    .selectFrom('support_messages')
    .where('thread_id', '=', sql<string>`any(${threadIds}::uuid[])`)
    .select('id')
    .execute()
  await removeQueued(tx.db, [...threadIds, ...messages.map(({ id }) => id)])
}
