import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { writeFactorNews } from './letters.ts'

/** Takes a person's app away, and tells them by mail. @returns whether there was one */
export async function endAuthenticator(tx: TxCtx, personId: Id<'person'>): Promise<boolean> {
  const ended = await tx.db
    .deleteFrom('accounts_authenticators')
    .where('person_id', '=', personId)
    .where('state', '=', 'confirmed')
    .executeTakeFirst()
  if (ended.numDeletedRows === 0n) return false
  await tx.enqueue(writeFactorNews, { personId, news: 'authenticator-removed' })
  return true
}
