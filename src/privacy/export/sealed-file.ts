import { type CipherGCM, createCipheriv, createDecipheriv } from 'node:crypto'
import { type Readable, Readable as Streams, Transform } from 'node:stream'

/*
 * A file that lies sealed: AES-256-GCM (NIST SP 800-38D) in chunks of 64 KiB, so that it is written and read as a stream
 * and any part can be read alone. The nonce of a chunk is its number and whether it is the last (the STREAM construction
 * of Hoang, Reyhanitabar, Rogaway and Vizár, 2015, as age has it): a chunk that is moved, left out or cut off does not
 * open. A key seals one file only, so no nonce comes twice.
 */
const chunkBytes = 64 * 1024
const tagBytes = 16
const sealedChunkBytes = chunkBytes + tagBytes

/** Of a key for `sealing`. */
export const fileKeyBytes = 32

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(index), 3)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

function sealChunk(key: Buffer, plain: Buffer, index: number, isLast: boolean): readonly Buffer[] {
  const cipher: CipherGCM = createCipheriv('aes-256-gcm', key, nonceOf(index, isLast), { authTagLength: tagBytes })
  return [cipher.update(plain), cipher.final(), cipher.getAuthTag()]
}

function openChunk(key: Buffer, sealed: Buffer, index: number, isLast: boolean): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, isLast), { authTagLength: tagBytes })
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
}

/**
 * Seals what flows through it.
 *
 * @param key 32 random bytes that seal nothing else
 */
export function sealing(key: Buffer): Transform {
  let index = 0
  let waiting: Buffer[] = []
  let waitingBytes = 0
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      waiting.push(piece)
      waitingBytes += piece.length
      // The last chunk is sealed as the last: so one stays back until it is known whether another follows.
      if (waitingBytes > chunkBytes) {
        let all = Buffer.concat(waiting, waitingBytes)
        for (; all.length > chunkBytes; all = all.subarray(chunkBytes)) {
          for (const part of sealChunk(key, all.subarray(0, chunkBytes), index++, false)) this.push(part)
        }
        waiting = [all]
        waitingBytes = all.length
      }
      done()
    },
    flush(done) {
      for (const part of sealChunk(key, Buffer.concat(waiting, waitingBytes), index, true)) this.push(part)
      done()
    },
  })
}

/** How long a sealed file is. */
const sealedSizeOf = (plainBytes: number): number =>
  plainBytes + tagBytes * Math.max(1, Math.ceil(plainBytes / chunkBytes))

/** Bytes of the plain file, both ends inclusive. */
export interface PlainRange {
  readonly start: number
  readonly end: number
}

/**
 * The plain bytes of a sealed file, or a part of them.
 *
 * @param read a part of the sealed file, both ends inclusive
 * @param sizeBytes of the plain file
 * @returns a stream that fails where a chunk is not what was sealed; then nothing of that chunk is given
 */
export function openSealed(
  read: (range: PlainRange) => Readable,
  key: Buffer,
  sizeBytes: number,
  range: PlainRange = { start: 0, end: sizeBytes - 1 },
): Readable {
  return Streams.from(plainChunks(read, key, sizeBytes, range), { objectMode: false })
}

async function* plainChunks(
  read: (range: PlainRange) => Readable,
  key: Buffer,
  sizeBytes: number,
  { start, end }: PlainRange,
): AsyncGenerator<Buffer> {
  const lastIndex = Math.max(0, Math.ceil(sizeBytes / chunkBytes) - 1)
  let index = Math.floor(start / chunkBytes)
  const until = Math.min(lastIndex, Math.floor(end / chunkBytes))
  const sealedEnd = Math.min(sealedSizeOf(sizeBytes), (until + 1) * sealedChunkBytes) - 1
  let skip = start - index * chunkBytes
  let left = end - start + 1
  let waiting: Buffer = Buffer.alloc(0)
  const open = function* (sealed: Buffer): Generator<Buffer> {
    const plain = openChunk(key, sealed, index, index === lastIndex).subarray(skip)
    index += 1
    skip = 0
    const wanted = plain.subarray(0, left)
    left -= wanted.length
    if (wanted.length > 0) yield wanted
  }
  for await (const piece of read({ start: index * sealedChunkBytes, end: sealedEnd }) as AsyncIterable<Buffer>) {
    waiting = waiting.length === 0 ? piece : Buffer.concat([waiting, piece])
    for (; waiting.length >= sealedChunkBytes; waiting = waiting.subarray(sealedChunkBytes)) {
      yield* open(waiting.subarray(0, sealedChunkBytes))
    }
  }
  if (waiting.length > 0) yield* open(waiting)
  if (left > 0 && sizeBytes > 0) throw new Error('a sealed file is shorter than it was')
}
