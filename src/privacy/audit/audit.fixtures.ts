import type { Pool } from 'pg'
import type { Ctx } from '#platform/context'
import { signatureOf } from './append-audit.ts'
import { type ChainPlace, type ChainedEntry, beginning, hashOfEntry } from './chain.rules.ts'

const batch = 10_000

/**
 * Fills an empty log with entries of the usual size, much faster than they are appended one by one.
 *
 * @returns how many bytes the hashes were made over, without lengths and headings
 */
export async function fillAudit(
  { pool, vault, chance }: { readonly pool: Pool } & Pick<Ctx, 'vault' | 'chance'>,
  count: number,
): Promise<number> {
  let place: ChainPlace = { seq: 0n, hash: beginning }
  let sizeBytes = 0
  while (place.seq < BigInt(count)) {
    const rows: (ChainedEntry & ChainPlace)[] = []
    for (let made = 0; made < batch && place.seq < BigInt(count); made++) {
      const entry = {
        seq: place.seq + 1n,
        atMicros: 1_700_000_000_000_000n + place.seq * 1000n,
        kind: 'staff-read',
        actorMark: chance.bytes(32),
        subjectMark: chance.bytes(32),
        detail: chance.bytes(190),
        reason: chance.bytes(90),
        previous: place.hash,
      }
      place = { seq: entry.seq, hash: hashOfEntry(entry) }
      sizeBytes += 8 + 8 + entry.kind.length + 3 * 32 + 190 + 90
      rows.push({ ...entry, hash: place.hash })
    }
    const column = (name: keyof ChainedEntry | 'hash') => rows.map((row) => row[name])
    await pool.query(
      `insert into privacy_audit_entries
       select seq, to_timestamp(micros / 1000000.0), kind, actor, subject, detail, reason, previous, hash
       from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[])
         as x (seq, micros, kind, actor, subject, detail, reason, previous, hash)`,
      [
        ...[column('seq'), column('atMicros'), column('kind'), column('actorMark'), column('subjectMark')],
        ...[column('detail'), column('reason'), column('previous'), column('hash')],
      ],
    )
  }
  await pool.query('insert into privacy_audit_head (seq, hash, signature) values ($1, $2, $3)', [
    place.seq,
    place.hash,
    signatureOf({ vault }, place),
  ])
  return sizeBytes
}
