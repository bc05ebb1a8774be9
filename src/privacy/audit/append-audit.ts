import type { TxCtx } from '#platform/context'
import { type ChainPlace, beginning, hashOfEntry } from './chain.rules.ts'
import { type AuditEntry, houseSubject, markUse } from './entry.ts'

/** The signature of an end of the chain: only who has the key can make one. */
export const signatureOf = ({ vault }: Pick<TxCtx, 'vault'>, { seq, hash }: ChainPlace): string =>
  vault.sign('privacy.audit-head', `${seq}.${hash.toString('hex')}`)

/**
 * Writes an entry down: it stands if the transaction commits, and not otherwise.
 *
 * Words are sealed at once, while the key is still there; the place in the chain is taken when everything else of the
 * transaction is done (`tx.atEnd`), so that writers wait for each other in one row and never in a circle. About a person
 * whose key is destroyed nothing but kind and time is written: there is nobody any more whom it could be linked to.
 */
export async function appendAudit(tx: TxCtx, { kind, by, about, detail, reason }: AuditEntry): Promise<void> {
  const { vault, db } = tx
  // Once: what is hashed is the very instant that is stored, and time goes on while words are sealed.
  const at = tx.clock.now()
  const subjectMark = about && (await vault.markOf(db, about, markUse.subject))
  const isSealable = about === null || subjectMark !== null
  const seal = (column: 'detail' | 'reason', text: string): Promise<Buffer> =>
    vault.seal(db, { column: `privacy_audit_entries.${column}`, subjectId: about ?? houseSubject }, text)
  const entry = {
    kind,
    atMicros: BigInt(at.getTime()) * 1000n,
    actorMark: by && (await vault.markOf(db, by, markUse.actor)),
    subjectMark,
    detail: isSealable ? await seal('detail', JSON.stringify({ ...detail, by })) : null,
    reason: isSealable && reason !== undefined ? await seal('reason', reason) : null,
  }

  tx.atEnd(async () => {
    const head = await holdHead(tx)
    const chained = { ...entry, seq: head.seq + 1n, previous: head.hash }
    const place = { seq: chained.seq, hash: hashOfEntry(chained) }
    await db
      .insertInto('privacy_audit_entries')
      .values({
        seq: place.seq,
        at,
        kind,
        actor_mark: entry.actorMark,
        subject_mark: entry.subjectMark,
        detail: entry.detail,
        reason: entry.reason,
        previous: head.hash,
        hash: place.hash,
      })
      .execute()
    await db
      .updateTable('privacy_audit_head')
      .set({ ...place, signature: signatureOf(tx, place) })
      .execute()
  })
}

/** The end of the chain, and nobody else moves it before this transaction is over. */
async function holdHead(tx: TxCtx): Promise<ChainPlace> {
  const found = await headRow(tx)
  if (found) return found
  // The first entry of all. Of two who make the row at once one waits for the other, and then finds it.
  const first = { seq: 0n, hash: beginning }
  await tx.db
    .insertInto('privacy_audit_head')
    .values({ ...first, signature: signatureOf(tx, first) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await headRow(tx)) ?? first
}

const headRow = async (tx: TxCtx): Promise<ChainPlace | undefined> =>
  tx.db.selectFrom('privacy_audit_head').select(['seq', 'hash']).forUpdate().executeTakeFirst()
