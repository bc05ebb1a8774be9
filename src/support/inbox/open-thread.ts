import type { TxCtx } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { addMessage, noteStep, sealedEmail, sealedInquirer } from './thread-row.ts'
import type { Inquirer } from './thread.ts'

export interface OpenedThread {
  readonly id: Id<'thread'>
  /** Whether the very same was asked before and is not closed: then nothing was added. */
  readonly isRepeat: boolean
}

/**
 * Begins a thread. The very same asked twice, by a double click or by somebody who is not sure, is one thread until it
 * is closed: of two at once the database lets one in.
 *
 * @param message what was asked in words; empty where nothing was
 */
export async function openThread(
  tx: TxCtx,
  inquirer: Inquirer,
  { message }: { readonly message: string },
): Promise<OpenedThread> {
  const id = newId<'thread'>(tx)
  const now = tx.clock.now()
  const same = tx.vault.blindIndex('support_threads.same', sameText(inquirer, message))
  const made = await tx.db
    .insertInto('support_threads')
    .values({
      id,
      kind: 'inquiry',
      ...(await sealedInquirer(tx, id, inquirer)),
      ...(await sealedEmail(tx, id, inquirer.email)),
      state: 'new',
      same_index: same,
      created_at: now,
      since_at: now,
      last_at: now,
    })
    .onConflict((conflict) => conflict.column('same_index').doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) {
    // The key that sealed what nobody needs.
    await tx.vault.shred(tx.db, id)
    const there = await tx.db
      .selectFrom('support_threads')
      .where('same_index', '=', same)
      .select('id')
      .executeTakeFirstOrThrow()
    return { id: there.id as Id<'thread'>, isRepeat: true }
  }
  await noteStep(tx, id, 1, 'asked', null)
  if (message !== '') await addMessage(tx, id, { version: 1, kind: 'asked', text: message })
  return { id, isRepeat: false }
}

const sameText = (inquirer: Inquirer, message: string): string =>
  JSON.stringify([
    inquirer.email.toLowerCase(),
    inquirer.name,
    inquirer.telephone,
    inquirer.site,
    [...inquirer.interests].sort(),
    inquirer.vertical,
    inquirer.channel,
    message,
  ])
