import type { TxCtx } from '#platform/context'

/**
 * Notes that whoever asked objects to any use of what they wrote but answering them, or takes that back. It holds from
 * this moment on for what is there already: whoever reads for another purpose asks for it each time. Said twice, the time
 * of the first stands.
 */
export async function objectToUse(tx: TxCtx, threadId: string, objects: boolean): Promise<void> {
  if (!objects) {
    await tx.db.deleteFrom('support_objections').where('thread_id', '=', threadId).execute()
    return
  }
  await tx.db
    .insertInto('support_objections')
    .values({ thread_id: threadId, objected_at: tx.clock.now() })
    .onConflict((conflict) => conflict.column('thread_id').doNothing())
    .execute()
}
