import { createCipheriv, createDecipheriv } from 'node:crypto'

/*
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce: version 1 | nonce 12 | ciphertext | tag 16.
 * One key seals the values of one person, or one week's person keys: far below the 2^32 uses at which a random nonce
 * becomes a risk.
 */
const version = 1
const nonceBytes = 12
const tagBytes = 16

/**
 * Seals `plain` under a 32-byte key.
 *
 * @param about bound to the ciphertext without being stored in it: a value moved to another place does not open there
 * @param nonce 12 random bytes, never used twice with the same key
 */
export function sealBytes(key: Buffer, nonce: Buffer, plain: Buffer, about: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, sealed, cipher.getAuthTag()])
}

/** Opens what `sealBytes` made. @throws Error where key, place or a single bit differ */
export function openBytes(key: Buffer, sealed: Buffer, about: string): Buffer {
  if (sealed[0] !== version || sealed.length < 1 + nonceBytes + tagBytes) throw new Error('not a sealed value')
  const nonce = sealed.subarray(1, 1 + nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes)), decipher.final()])
}

export const newNonceBytes = nonceBytes
