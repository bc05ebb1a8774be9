import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { type PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { ZipFile } from 'yazl'
import type { Ctx } from '#platform/context'
import { csvOf } from './csv-of.ts'
import { heldOn } from '#privacy/access'
import { documentsOf, givenColumns } from './documents-of.ts'
import {
  type ManifestDocument,
  PictureDocument,
  type StoreDocument,
  ManifestDocument as Manifest,
  StoreDocument as StoreFile,
  exportFormat,
  exportSchema,
} from './format.ts'
import { offlinePage, readMe } from './offline-page.ts'
import type { ExportSources, KeptFile, PictureToExport } from './sources.ts'

/** How far a zip is. */
export interface Written {
  rowsTotal: number
  rowsDone: number
  picturesTotal: number
  picturesDone: number
}

export interface WriteOptions {
  readonly sources: ExportSources
  readonly personId: string
  /** Kept up to date while the zip is written. */
  readonly written: Written
}

/**
 * Everything held on a person as a zip, written as it is read: whatever its size, only a little of it is in memory.
 * Pictures are not compressed again.
 *
 * @returns the bytes; they fail with what went wrong. Who destroys them ends the writing
 * @throws Error where there is no such person
 */
export function writeZip(ctx: Ctx, options: WriteOptions): Readable {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  const fail = (error: unknown): void => void out.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.on('error', fail)
  new Writing(ctx, zip, options).all().then(() => zip.end(), fail)
  return out
}

/** A file up to this is read whole. */
const wholeBytesMax = 256 * 1024
/** A document below this is as long compressed. */
const compressedFromBytes = 2048

const emptyMaster = { file: null, sha256: null, sizeBytes: null }

/** One zip on its way. */
class Writing {
  readonly #ctx: Ctx
  readonly #zip: ZipFile
  readonly #options: WriteOptions
  readonly #madeAt: Date
  readonly #attributes: { readonly mtime: Date; readonly mode: number }

  constructor(ctx: Ctx, zip: ZipFile, options: WriteOptions) {
    this.#ctx = ctx
    this.#zip = zip
    this.#options = options
    this.#madeAt = ctx.clock.now()
    this.#attributes = { mtime: this.#madeAt, mode: 0o100600 }
  }

  async all(): Promise<void> {
    const { sources, personId, written } = this.#options
    const person = await sources.profile(this.#ctx, personId)
    if (!person) throw new Error('there is nobody whose data this is')
    const held = await heldOn(this.#ctx, sources.stores, personId)
    const stores = documentsOf(held)
    written.rowsTotal = stores.reduce((sum, { rows }) => sum + rows.length, 0)
    written.picturesTotal = await sources.pictures.count(this.#ctx, personId)

    await this.#text('README.txt', [readMe(this.#ctx.config.origin.origin, this.#madeAt)])
    await this.#json('schema.json', exportSchema())
    for (const store of stores) {
      await this.#store(store)
      written.rowsDone += store.rows.length
    }
    const named = (choose: ExportSources['isConsent']): readonly Omit<StoreDocument, 'format'>[] =>
      documentsOf(held.filter(({ store }) => choose(store)))
    const consents = named(sources.isConsent)
    const accessLog = named(sources.isAccessLog)
    await this.#rows('consents.json', 'What you agreed to and what you allowed, with version and time', consents)
    await this.#rows('access-log.json', 'Who looked at what is held on you, when and why', accessLog)

    const pictures: PictureDocument[] = []
    const manifest: ManifestDocument = {
      format: exportFormat,
      origin: this.#ctx.config.origin.origin,
      username: person.username,
      profile: { displayName: person.displayName, about: person.about },
      madeAt: this.#madeAt.toISOString(),
      stores: stores.map(({ store, label, rows }) => ({
        store,
        label,
        json: `data/${store}.json`,
        csv: `data/${store}.csv`,
        rows: rows.length,
      })),
      pictures: [],
      gone: [],
    }
    for await (const picture of sources.pictures.each(this.#ctx, personId)) {
      const document = await this.#picture(picture)
      if (document) {
        pictures.push(document)
        manifest.pictures.push({ id: document.id, document: `pictures/${nameOf(picture)}.json`, file: document.file })
      } else manifest.gone.push(picture.about.id)
      written.picturesDone += 1
    }
    await this.#text('index.html', offlinePage({ manifest, stores, pictures, consents, accessLog }))
    await this.#json('export.json', Manifest.parse(manifest))
  }

  async #store(store: Omit<StoreDocument, 'format'>): Promise<void> {
    const { rows, ...about } = store
    StoreFile.parse({ format: exportFormat, ...store })
    await this.#text(`data/${store.store}.json`, jsonOfRows({ format: exportFormat, ...about }, rows))
    await this.#text(`data/${store.store}.csv`, csvOf(givenColumns(store), rows))
  }

  #rows(path: string, about: string, stores: readonly Omit<StoreDocument, 'format'>[]): Promise<void> {
    return this.#json(path, { format: exportFormat, about, stores })
  }

  /** Null where the picture was deleted since it was listed. */
  async #picture(picture: PictureToExport): Promise<PictureDocument | null> {
    const name = nameOf(picture)
    const { master, thumbnail } = picture
    const file = master && (await this.#file(`pictures/${name}.${master.extension}`, master))
    if (master && !file) return null
    const small = thumbnail && (await this.#file(`thumbnails/${name}.${thumbnail.extension}`, thumbnail))
    const document = PictureDocument.parse({
      format: exportFormat,
      ...picture.about,
      ...(master ? { file, sha256: master.hash, sizeBytes: master.sizeBytes } : emptyMaster),
      thumbnail: small ?? null,
    })
    await this.#json(`pictures/${name}.json`, document)
    return document
  }

  /** A file of the store as it is; null where it is not there any more. */
  async #file(path: string, { hash, sizeBytes }: KeptFile): Promise<string | null> {
    const at = this.#ctx.storage.pathOf(hash)
    try {
      if (sizeBytes <= wholeBytesMax) await this.#buffer(path, await readFile(at), false)
      else {
        const handle = await open(at)
        await this.#add(path, handle.createReadStream(), { compress: false, size: sizeBytes })
      }
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }

  #json(path: string, value: unknown): Promise<void> {
    const text = Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
    return this.#buffer(path, text, text.length > compressedFromBytes)
  }

  #text(path: string, pieces: Iterable<string>): Promise<void> {
    return this.#add(path, Readable.from(bytesOf(pieces), { objectMode: false }), { compress: true })
  }

  /** What is small goes in whole: five streams for each would take longer than its bytes. */
  async #buffer(path: string, bytes: Buffer, compress: boolean): Promise<void> {
    this.#requireTaker()
    this.#zip.addBuffer(bytes, path, { ...this.#attributes, compress })
    await setImmediate()
    // Whole ones are not held back by whoever takes the zip slowly; so we hold back ourselves.
    const out = this.#zip.outputStream as PassThrough
    if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')])
  }

  #requireTaker(): void {
    const out = this.#zip.outputStream as PassThrough
    if (out.destroyed) throw out.errored ?? new Error('nobody takes this zip any more')
  }

  /** Returns when the entry is read to its end, so that one is open at a time. */
  async #add(path: string, source: Readable, options: { compress: boolean; size?: number }): Promise<void> {
    const out = this.#zip.outputStream as PassThrough
    // Where the zip ends before its time nothing reads the source any more, and it would wait for ever.
    const stop = (): void => void source.destroy()
    out.once('close', stop)
    try {
      this.#requireTaker()
      this.#zip.addReadStream(source, path, { ...this.#attributes, ...options })
      await finished(source)
    } finally {
      out.off('close', stop)
      source.destroy()
    }
  }
}

/** No part of it is a name that somebody gave: the words are letters, digits and hyphens. */
function nameOf({ about, slug }: PictureToExport): string {
  const words = slug.replaceAll(/[^a-z0-9-]/g, '').slice(0, 60)
  const id = about.id.replaceAll(/[^a-z0-9_]/g, '')
  return words === '' ? id : `${id}-${words}`
}

function* bytesOf(pieces: Iterable<string>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}

/** A document with many rows, a row at a time. */
function* jsonOfRows(about: Readonly<Record<string, unknown>>, rows: readonly unknown[]): Generator<string> {
  yield `${JSON.stringify(about, null, 2).slice(0, -2)},\n  "rows": [`
  for (const [index, row] of rows.entries()) yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(row)}`
  yield rows.length === 0 ? ']\n}\n' : '\n  ]\n}\n'
}
