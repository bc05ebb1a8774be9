import { hash } from 'node:crypto'

/** An entry as it stands in the database, but for its own hash. Nothing in it can be read without a key. */
export interface ChainedEntry {
  readonly seq: bigint
  /** Microseconds since 1970: as exact as the database keeps it. */
  readonly atMicros: bigint
  readonly kind: string
  readonly actorMark: Buffer | null
  readonly subjectMark: Buffer | null
  readonly detail: Buffer | null
  readonly reason: Buffer | null
  /** The hash of the entry before. */
  readonly previous: Buffer
}

const hashBytes = 32

/** What the first entry follows. */
export const beginning = Buffer.alloc(hashBytes)

/**
 * Pure: all of an entry in one piece: number 8 | time 8 | hash before 32 | each other part with its length in 4 before it,
 * so that nothing can be moved from one part to the next; −1 is the length of a part that is not there. `packedRow` of
 * `verify-audit.ts` says the same in SQL.
 */
export function packEntry(entry: ChainedEntry): Buffer {
  const parts = [Buffer.from(entry.kind), entry.actorMark, entry.subjectMark, entry.detail, entry.reason]
  const bytes = Buffer.allocUnsafe(16 + hashBytes + parts.reduce((sum, part) => sum + 4 + (part?.length ?? 0), 0))
  let at = bytes.writeBigInt64BE(entry.seq)
  at = bytes.writeBigInt64BE(entry.atMicros, at)
  at += entry.previous.copy(bytes, at)
  for (const part of parts) {
    at = bytes.writeInt32BE(part ? part.length : -1, at)
    if (part) at += part.copy(bytes, at)
  }
  return bytes
}

/** Pure: SHA-256 over all of an entry. */
export const hashOfEntry = (entry: ChainedEntry): Buffer => hash('sha256', packEntry(entry), 'buffer')

/** Why a chain is not what was written. */
export type ChainFault = 'changed' | 'missing' | 'added' | 'cut' | 'end-changed'

/** Where a walk along the chain has come to. */
export interface ChainPlace {
  readonly seq: bigint
  readonly hash: Buffer
}

/**
 * Pure: the place of the entry that follows this one, or what is wrong with it.
 *
 * @param row the entry in one piece, and after it the hash that it has in the database
 */
export function stepAlong(place: ChainPlace, row: Buffer): ChainPlace | ChainFault {
  const seq = row.readBigInt64BE()
  if (seq > place.seq + 1n) return 'missing'
  if (seq < place.seq + 1n) return 'added'
  const computed = hash('sha256', row.subarray(0, -hashBytes), 'buffer')
  if (!computed.equals(row.subarray(-hashBytes))) return 'changed'
  return row.subarray(16, 16 + hashBytes).equals(place.hash) ? { seq, hash: computed } : 'changed'
}
