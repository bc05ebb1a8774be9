import { createHash, randomBytes } from 'node:crypto'

/**
 * Chance. The only room that may draw random bytes.
 *
 * Promises: in the product they come from the system's generator; a seeded source exists for tests alone.
 */
export interface Chance {
  bytes(size: number): Buffer
}

export const systemChance: Chance = Object.freeze({ bytes: (size: number) => randomBytes(size) })

/** The same bytes for the same seed: SHA-256 in counter mode. Never for the product. */
export function seededChance(seed: string): Chance {
  let counter = 0
  return {
    bytes(size) {
      const parts: Buffer[] = []
      for (let have = 0; have < size; have += 32) {
        parts.push(createHash('sha256').update(`${seed}:${counter++}`).digest())
      }
      return Buffer.concat(parts).subarray(0, size)
    },
  }
}
