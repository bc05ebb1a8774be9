import { createHash } from 'node:crypto'
import type { Chance } from '#platform/chance'

/**
 * Secrets that stand for a person: links, sessions, API keys.
 *
 * Promises: 256 random bits, so that they cannot be guessed; only their SHA-256 is stored, so that the database does
 * not open anything. A fast hash is enough here: it is passwords, which people choose, that need a slow one.
 */
export const newSecret = (ctx: { readonly chance: Chance }): string => ctx.chance.bytes(32).toString('base64url')

/** What is stored of a secret, and what it is found by. */
export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()
