import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type FileHandle, open } from 'node:fs/promises'
import { extract, pack } from 'tar-stream'

/*
 * A backup is a tar file (POSIX ustar) of small entries. It is written by appending whole records, so that what a kill
 * leaves can be gone on with, and read by comparing each record with the one that we would write: no byte of it, also
 * none of headers and padding, can differ unnoticed.
 */

const block = 512
/** What ends a tar file. */
const end = Buffer.alloc(2 * block)
/** No entry is larger: a pack holds 8 MB, or one file, and an upload has at most 40 MB. */
const entryBytesMax = 1024 ** 3

/** An entry as the manifest lists it: its name, the size and the SHA-256 (hex) of its bytes in the file. */
export type EntryNote = readonly [name: string, sizeBytes: number, sha256: string]

export interface Entry {
  readonly name: string
  readonly bytes: Buffer
  /** Where the record after it begins. */
  readonly endsAt: number
}

/** A tar file with these entries, whole. */
export async function tarOf(entries: readonly (readonly [name: string, bytes: Buffer])[]): Promise<Buffer> {
  const packing = pack()
  const chunks: Buffer[] = []
  packing.on('data', (chunk) => void chunks.push(chunk as Buffer))
  const ended = once(packing, 'end')
  for (const [name, bytes] of entries) {
    await new Promise<void>((done, failed) => {
      const header = { name, size: bytes.length, mode: 0o600, mtime: new Date(0) }
      const entry = packing.entry(header, (error) => (error ? failed(error) : done()))
      entry.end(bytes)
    })
  }
  packing.finalize()
  await ended
  return Buffer.concat(chunks)
}

/** The entries of a tar file that `tarOf` made. */
export async function entriesOf(tar: Buffer): Promise<readonly (readonly [name: string, bytes: Buffer])[]> {
  const result: [string, Buffer][] = []
  const extraction = extract()
  extraction.end(tar)
  for await (const entry of extraction) {
    const chunks: Buffer[] = []
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk)
    result.push([entry.header.name, Buffer.concat(chunks)])
  }
  return result
}

/** One entry with header and padding. */
async function recordOf(name: string, bytes: Buffer): Promise<Buffer> {
  const whole = await tarOf([[name, bytes]])
  return whole.subarray(0, whole.length - end.length)
}

export const noteOf = (name: string, bytes: Buffer): EntryNote => [
  name,
  bytes.length,
  createHash('sha256').update(bytes).digest('hex'),
]

export interface ArchiveWriter {
  append(name: string, bytes: Buffer): Promise<void>
  /** Ends the file and flushes it. */
  finish(): Promise<void>
  close(): Promise<void>
}

/** @param from where to write on: 0 for a new file, the end of the last whole entry for one that was begun */
export async function openArchiveWriter(path: string, from: number): Promise<ArchiveWriter> {
  const handle = await open(path, from === 0 ? 'w' : 'r+', 0o600)
  let position = from
  await handle.truncate(from)
  const write = async (bytes: Buffer): Promise<void> => {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
      done += bytesWritten
    }
    position += bytes.length
  }
  return {
    append: async (name, bytes) => write(await recordOf(name, bytes)),
    async finish() {
      await write(end)
      await handle.sync()
    },
    close: () => handle.close(),
  }
}

/** Why reading a file ended before its end. */
export type ArchiveFault = 'not-an-archive' | 'truncated' | 'altered'

export class ArchiveProblem extends Error {
  readonly fault: ArchiveFault
  constructor(fault: ArchiveFault) {
    super(`the archive is ${fault}`)
    this.name = 'ArchiveProblem'
    this.fault = fault
  }
}

/**
 * The entries of a file in their order, up to its end.
 *
 * @throws ArchiveProblem where a byte of a header, of padding or of the end is not as we write it, or bytes are missing
 */
export async function* readArchive(path: string): AsyncGenerator<Entry> {
  const handle = await open(path, 'r')
  try {
    for (let position = 0; ;) {
      const entry = await readEntry(handle, position)
      if (entry === null) return
      yield entry
      position = entry.endsAt
    }
  } finally {
    await handle.close()
  }
}

async function readEntry(handle: FileHandle, position: number): Promise<Entry | null> {
  const header = await readAt(handle, position, block)
  if (header.length < block) throw new ArchiveProblem(position === 0 ? 'not-an-archive' : 'truncated')
  if (header.equals(end.subarray(0, block))) {
    const rest = await readAt(handle, position, end.length + 1)
    if (rest.length < end.length) throw new ArchiveProblem('truncated')
    if (!rest.equals(end)) throw new ArchiveProblem('altered')
    return null
  }
  const name = header.toString('latin1', 0, 100).replace(/\0.*$/s, '')
  const size = Number.parseInt(header.toString('latin1', 124, 135), 8)
  const problem = position === 0 ? 'not-an-archive' : 'altered'
  if (name === '' || !Number.isInteger(size) || size < 0 || size > entryBytesMax) throw new ArchiveProblem(problem)
  const wholeBytes = block + Math.ceil(size / block) * block
  const record = await readAt(handle, position, wholeBytes)
  const isWhole = record.length === wholeBytes
  const bytes = record.subarray(block, block + size)
  const expected = isWhole ? await recordOf(name, bytes) : await recordOf(name, Buffer.alloc(size))
  // The header first: where it is wrong, so is what it says of the size.
  if (!expected.subarray(0, block).equals(header)) throw new ArchiveProblem(problem)
  if (!isWhole) throw new ArchiveProblem('truncated')
  if (!expected.equals(record)) throw new ArchiveProblem('altered')
  return { name, bytes, endsAt: position + wholeBytes }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let have = 0
  while (have < length) {
    const { bytesRead } = await handle.read(bytes, have, length - have, position + have)
    if (bytesRead === 0) break
    have += bytesRead
  }
  return bytes.subarray(0, have)
}
