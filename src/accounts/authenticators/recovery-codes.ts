import { hashOfSecret } from '#accounts/secrets'
import type { TxCtx } from '#platform/context'
import type { Id } from '#platform/ids'
import { codeBytes, codeInText, codesAtOnce } from './recovery-code.rules.ts'

/** Makes ten codes and ends those of before. They are known only here: shown once, kept as hashes. */
export async function newRecoveryCodes(tx: TxCtx, personId: Id<'person'>): Promise<readonly string[]> {
  await endRecoveryCodes(tx, personId)
  const codes = Array.from({ length: codesAtOnce }, () => codeInText(tx.chance.bytes(codeBytes)))
  await tx.db
    .insertInto('accounts_recovery_codes')
    .values(codes.map((code) => ({ code_hash: hashOfSecret(code), person_id: personId, created_at: tx.clock.now() })))
    .execute()
  return codes
}

export async function endRecoveryCodes(tx: TxCtx, personId: Id<'person'>): Promise<void> {
  await tx.db.deleteFrom('accounts_recovery_codes').where('person_id', '=', personId).execute()
}
