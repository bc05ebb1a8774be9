import { type Ctx, inTransaction } from '#platform/context'
import { type KeyRing, turnMasterKeys } from '#platform/vault'
import { appendAudit } from '#privacy/audit'

/**
 * Turns the master keys, and writes into the log of acts that one was made and how many were destroyed: after it was done,
 * since the key file knows no transaction.
 */
export async function turnKeys(ctx: Ctx, ring: KeyRing): Promise<void> {
  const { made, rewrapped, destroyed } = await turnMasterKeys(ctx.db, ring, ctx)
  if (!made && destroyed === 0) return
  const ofNobody = { by: null, about: null } as const
  await inTransaction(ctx, async (tx) => {
    if (made) await appendAudit(tx, { kind: 'keys-turned', ...ofNobody, detail: { rewrapped } })
    if (destroyed > 0) await appendAudit(tx, { kind: 'keys-destroyed', ...ofNobody, detail: { destroyed } })
  })
}
