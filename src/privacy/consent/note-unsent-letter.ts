import { ownerOfAddress } from '#accounts/addresses'
import { type Ctx, inTransaction } from '#platform/context'
import { appendAudit } from '#privacy/audit'

/** Writes down that a letter was stopped, because its reader had not agreed to it at that moment (promise G-28). */
export async function noteUnsentLetter(
  ctx: Ctx,
  { kind, to }: { readonly kind: string; readonly to: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const about = await ownerOfAddress(tx, to)
    await appendAudit(tx, { kind: 'letter-not-agreed', by: null, about, detail: { letter: kind } })
  })
}
