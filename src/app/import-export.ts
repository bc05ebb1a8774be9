import type { Actor } from '#accounts/people'
import { type ReadExport, readExport } from '#privacy/export'
import type { House } from './house.ts'
import { type ImportReport, type PictureToImport, importPictures } from './import-pictures.ts'

export interface ImportExportOptions {
  /** Where the zip lies. */
  readonly path: string
  readonly actor: Actor
  readonly signal: AbortSignal
  readonly onStep: (done: number, total: number) => void
}

/** What became of an export that was given. */
export interface ImportExportReport extends ImportReport {
  readonly from: { readonly origin: string; readonly username: string; readonly madeAt: string }
  /** Had no file there, or were deleted there. */
  readonly skipped: number
  /** What its owner said of themselves there. Nothing of it is taken unless somebody asks for it. */
  readonly profile: ReadExport['manifest']['profile']
}

/**
 * Takes the pictures of an export in, with what was said of each, through the same door as any upload. What is here
 * already is skipped, so it can be run again; a picture that is refused is reported, and the rest goes on.
 *
 * @throws Refusal those of `readExport`
 */
export async function importExport(
  house: Pick<House, 'ctx' | 'images'>,
  { path, actor, signal, onStep }: ImportExportOptions,
): Promise<ImportExportReport> {
  const read = await readExport(path)
  const { manifest } = read
  const refusedBefore: ImportReport['refused'][number][] = []
  let skipped = 0
  const total = manifest.pictures.length

  async function* pictures(): AsyncGenerator<PictureToImport> {
    for await (const picture of read.pictures()) {
      if ('refusal' in picture) {
        const { code, message: reason } = picture.refusal
        refusedBefore.push({ name: picture.id, code, reason })
        continue
      }
      const { about, open } = picture
      const name = about.title === '' ? about.id : about.title
      const { title, description, alt, tags, licence, attribution, visibility } = about
      if (about.deletedAt !== null || open === null) skipped += 1
      else {
        const input = { title, description, alt, tags, licence, attribution, visibility, agreeRegion: 'on' }
        yield { name, open, actor, input }
      }
    }
  }

  try {
    const report = await importPictures(house, {
      pictures: pictures(),
      signal,
      onStep: (done) => onStep(done + skipped + refusedBefore.length, total),
    })
    return {
      ...report,
      refused: [...refusedBefore, ...report.refused],
      skipped,
      from: { origin: manifest.origin, username: manifest.username, madeAt: manifest.madeAt },
      profile: manifest.profile,
    }
  } finally {
    read.close()
  }
}
