import type { Store, TableStore } from '#declaration'
import type { Ctx } from '#platform/context'
import type { PictureDocument } from './format.ts'

/** A file of the store, by its hash. */
export interface KeptFile {
  readonly hash: string
  readonly sizeBytes: number
  /** How its name ends, without the dot. */
  readonly extension: string
}

/** A picture of the person, with what is said of it. */
export interface PictureToExport {
  readonly about: Omit<PictureDocument, 'format' | 'file' | 'sha256' | 'sizeBytes' | 'thumbnail'>
  /** Words for the name of the file: small letters, digits and hyphens. */
  readonly slug: string
  /** As it is kept: null where nothing is. */
  readonly master: KeptFile | null
  /** A small one to look at. */
  readonly thumbnail: KeptFile | null
}

/** Where an export takes from. `app/` gives it, since this room knows no other that holds something. */
export interface ExportSources {
  /** Every declared store; what is held on a person is found by their paths. */
  readonly stores: readonly Store[]
  /** What they say of themselves, to be offered where the export is read. */
  readonly profile: (
    ctx: Ctx,
    personId: string,
  ) => Promise<{ readonly username: string; readonly displayName: string | null; readonly about: string | null } | null>
  readonly pictures: {
    readonly count: (ctx: Ctx, personId: string) => Promise<number>
    /** All of them, in a fixed order, a few at a time. */
    readonly each: (ctx: Ctx, personId: string) => AsyncIterable<PictureToExport>
  }
  /** Which stores say what the person agreed to, and which who looked at what is held on them. */
  readonly isConsent: (store: TableStore) => boolean
  readonly isAccessLog: (store: TableStore) => boolean
}
