import { type Transaction, sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { DB } from '#platform/db'
import { signatureOf } from './append-audit.ts'
import { type ChainFault, type ChainPlace, beginning, stepAlong } from './chain.rules.ts'

export interface AuditVerdict {
  /** How many entries were looked at. */
  readonly entries: number
  /** The end of the chain: number and hash of the last entry. Whoever notes it elsewhere can tell an older state. */
  readonly head: { readonly seq: bigint; readonly hash: string } | null
  /** The first thing that is wrong, and at which number; null where all is as it was written. */
  readonly fault: { readonly at: bigint; readonly what: ChainFault } | null
}

/** Rows read at a time: about 2 MB. */
const batch = 5000

/**
 * Walks along the whole chain, as it stood at one moment, and computes every hash anew. It finds a byte that was changed
 * and an entry that was taken out, put in, moved, or cut off at the end. It is not told by the database whether that is
 * so: the database only hands the rows over.
 */
export async function verifyAudit({ db, vault }: Pick<Ctx, 'db' | 'vault'>): Promise<AuditVerdict> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      const head = await snapshot
        .selectFrom('privacy_audit_head')
        .select(['seq', 'hash', 'signature'])
        .executeTakeFirst()
      const shown = head ? { seq: head.seq, hash: head.hash.toString('hex') } : null
      let place: ChainPlace = { seq: 0n, hash: beginning }
      let entries = 0
      const verdict = (what: ChainFault | null, at = place.seq + 1n): AuditVerdict => ({
        entries,
        head: shown,
        fault: what && { at, what },
      })

      // As text, not as what it decodes to: no sign of it may differ.
      const walk = (rows: Awaited<ReturnType<typeof readRows>>): ChainFault | null => {
        for (const { row } of rows) {
          const next = stepAlong(place, row)
          if (typeof next === 'string') return next
          entries++
          place = next
        }
        return null
      }

      if (head && head.signature !== signatureOf({ vault }, head)) return verdict('end-changed', head.seq)
      // From below every number: one below 1 is as wrong as any other.
      let reading = readRows(snapshot, -(2n ** 63n))
      for (;;) {
        const rows = await reading
        const last = rows.length === batch ? rows.at(-1) : undefined
        // The database reads on while these are hashed.
        if (last) reading = readRows(snapshot, last.row.readBigInt64BE())
        const fault = walk(rows)
        if (last) await reading
        if (fault) return verdict(fault)
        if (!last) break
      }
      const end = head ?? { seq: 0n, hash: beginning }
      if (place.seq < end.seq) return verdict('cut')
      if (place.seq > end.seq) return verdict('added', end.seq + 1n)
      return verdict(place.hash.equals(end.hash) ? null : 'end-changed', end.seq)
    })
}

const withLength = (column: string) => {
  const part = sql.ref(column)
  return sql`case when ${part} is null then int4send(-1) else int4send(octet_length(${part})) || ${part} end`
}

/** Everything of a row in one value, since a million rows of nine are slow to read: as `packEntry` has it, then the hash. */
const packedRow = sql<Buffer>`
  int8send(seq)
  || int8send(case when isfinite(at) then (extract(epoch from at) * 1000000)::bigint else -1 end)
  || previous
  || int4send(octet_length(kind)) || convert_to(kind, 'UTF8')
  || ${withLength('actor_mark')} || ${withLength('subject_mark')} || ${withLength('detail')} || ${withLength('reason')}
  || hash`

const readRows = (db: Transaction<DB>, after: bigint) =>
  db
    .selectFrom('privacy_audit_entries')
    .where('seq', '>', after)
    .select(packedRow.as('row'))
    .orderBy('seq')
    .limit(batch)
    .execute()
