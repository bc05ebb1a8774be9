import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Entry, type ZipFile, openPromise } from 'yauzl'
import type * as z from 'zod'
import { Refusal } from '#platform/refusal'
import { ManifestDocument, PictureDocument } from './format.ts'

/** How large a zip may be that the operator gives on the command line. */
export const importBytesMax = 2_000_000_000
/** A thousand pictures have some five thousand entries. */
const entriesMax = 300_000
/** `export.json` of three hundred thousand entries has some forty million bytes. */
const manifestBytesMax = 64_000_000
const documentBytesMax = 256_000
/**
 * What is in a zip unpacks to so many times its size at most, and this much more for small ones: pictures hardly shrink,
 * and what shrinks more than this is made to fill a disk, also by entries that share their bytes.
 */
const unpackedTimesMax = 20
const unpackedBytesMore = 64_000_000

/** A picture in an export that somebody gave: none of it is trusted. */
export interface ExportedPicture {
  readonly about: PictureDocument
  /** Its bytes; they fail with a `Refusal` where they are not what the document says. Null where no file is kept. */
  readonly open: (() => Promise<Readable>) | null
}

/** An export that somebody gave. */
export interface ReadExport {
  readonly manifest: ManifestDocument
  /** Each as its document says. One whose document is no good is given as the refusal of it. */
  pictures(): AsyncIterable<ExportedPicture | { readonly id: string; readonly refusal: Refusal }>
  close(): void
}

const notUnderstood = (): Refusal =>
  new Refusal(
    'invalid',
    'export-not-understood',
    'This is no export of a Vitrine, or it is damaged. Give the zip as you downloaded it.',
  )

const suspicious = (): Refusal =>
  new Refusal(
    'invalid',
    'export-unpacks-too-large',
    'What is in this zip unpacks to far more than pictures do. Give the zip as you downloaded it.',
    { status: 413 },
  )

const damaged = (): Refusal =>
  new Refusal('invalid', 'export-entry-damaged', 'The file of this picture in the zip is damaged or was changed.')

/**
 * Opens the zip of an export to be taken in. Names in it are looked up and never become paths; nothing is unpacked to disk
 * here; what is read is measured while it is read, whatever the zip says of it.
 *
 * @throws Refusal `export-not-understood`, `export-unpacks-too-large`
 */
export async function readExport(path: string): Promise<ReadExport> {
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true, validateEntrySizes: true }).catch(
    (error: unknown) => {
      throw isOfSystem(error) ? error : notUnderstood()
    },
  )
  try {
    const entries = await entriesOf(zip)
    const manifest = await documentOf(zip, entries, 'export.json', ManifestDocument, manifestBytesMax)
    if (!manifest) throw notUnderstood()
    return {
      manifest,
      async *pictures() {
        for (const { id, document } of manifest.pictures) {
          const about = await documentOf(zip, entries, document, PictureDocument, documentBytesMax)
          yield about ? { about, open: openerOf(zip, entries, about) } : { id, refusal: damaged() }
        }
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

/** Trouble with the disk is ours; everything else is what is wrong with the zip. */
const isOfSystem = (error: unknown): boolean => (error as NodeJS.ErrnoException).syscall !== undefined

type Entries = ReadonlyMap<string, Entry>

async function entriesOf(zip: ZipFile): Promise<Entries> {
  const unpackedMax = zip.fileSize * unpackedTimesMax + unpackedBytesMore
  const entries = new Map<string, Entry>()
  let unpacked = 0
  if (zip.entryCount > entriesMax) throw suspicious()
  try {
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize
      if (unpacked > unpackedMax) throw suspicious()
      // Of two of one name it cannot be known which is meant.
      if (entries.has(entry.fileName)) throw notUnderstood()
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    throw error instanceof Refusal || isOfSystem(error) ? error : notUnderstood()
  }
  return entries
}

/** A document of the zip, or null where it is missing, too long, or not of its shape. */
async function documentOf<Schema extends z.ZodType>(
  zip: ZipFile,
  entries: Entries,
  path: string,
  schema: Schema,
  bytesMax: number,
): Promise<z.output<Schema> | null> {
  const entry = entries.get(path)
  if (!entry || entry.uncompressedSize > bytesMax) return null
  try {
    const text = await buffer(await zip.openReadStreamPromise(entry))
    return schema.safeParse(JSON.parse(text.toString('utf8'))).data ?? null
  } catch (error) {
    if (isOfSystem(error)) throw error
    return null
  }
}

function openerOf(zip: ZipFile, entries: Entries, { file, sha256 }: PictureDocument): ExportedPicture['open'] {
  if (file === null) return null
  return async () => Readable.from(checked(zip, entries.get(file), sha256), { objectMode: false })
}

async function* checked(zip: ZipFile, entry: Entry | undefined, sha256: string | null): AsyncGenerator<Buffer> {
  if (!entry) throw damaged()
  const digest = createHash('sha256')
  try {
    for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      digest.update(piece)
      yield piece
    }
  } catch (error) {
    throw isOfSystem(error) ? error : damaged()
  }
  if (digest.digest('hex') !== sha256) throw damaged()
}
