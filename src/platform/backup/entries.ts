import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption'

/** The names of what a backup holds. They say nothing of what is in it. */
export const headName = 'head.json.gz.age'
export const databaseName = 'database.json.gz.age'
export const manifestName = 'manifest.json.gz.age'
export const rowsName = (number: number): string => `rows/${String(number).padStart(6, '0')}.copy.gz.age`
export const filesName = (number: number): string => `files/${String(number).padStart(6, '0')}.tar.age`

/** How entries are compressed and encrypted: with gzip where the name says so, and with age, to one identity. */
export interface EntryLock {
  lock(name: string, plain: Buffer): Promise<Buffer>
  /** @throws Error where the identity is another one, or a byte differs */
  open(name: string, bytes: Buffer): Promise<Buffer>
}

/** @param identity an age identity, `AGE-SECRET-KEY-1…` */
export async function entryLock(identity: string): Promise<EntryLock> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(await identityToRecipient(identity))
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return {
    async lock(name, plain) {
      const packed = name.endsWith('.gz.age') ? await promisify(gzip)(plain) : plain
      return bufferOf(await encrypter.encrypt(packed))
    },
    async open(name, bytes) {
      const packed = bufferOf(await decrypter.decrypt(bytes))
      return name.endsWith('.gz.age') ? promisify(gunzip)(packed) : packed
    },
  }
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
