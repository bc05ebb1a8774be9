import type { Selectable } from 'kysely'
import { dayMs, hourMs, minuteMs } from '#platform/clock'
import type { DB } from '#platform/db'
import { type Id, showId } from '#platform/ids'
import { type Refusal, notFound } from '#platform/refusal'

/** So long an export is kept for whoever asked for it. */
export const keptDays = 7
export const keptMs = keptDays * dayMs
/** Once it was downloaded to its end it stays so long, for a download that was lost on the way. */
export const keptAfterDownloadMs = hourMs
/** One that is not made in this time will not be: its work was tried over some four hours. */
export const makeWithinMs = dayMs
/** Whoever waited longer than this is told by a letter. */
export const letterAfterMs = minuteMs

/** An export as its owner sees it. */
export interface ExportView {
  /** `exp_…` */
  readonly id: string
  readonly status: 'working' | 'ready'
  readonly createdAt: Date
  readonly readyAt: Date | null
  /** When it is removed. */
  readonly expiresAt: Date
  /** Of the zip; null until it is ready. */
  readonly sizeBytes: number | null
  readonly progress: {
    readonly rowsDone: number
    readonly rowsTotal: number
    readonly picturesDone: number
    readonly picturesTotal: number
    readonly bytesDone: number
  }
}

export const exportColumns = [
  ...(['id', 'person_id', 'status', 'created_at', 'ready_at', 'expires_at', 'size_bytes', 'repeat_hash'] as const),
  ...(['rows_done', 'rows_total', 'pictures_done', 'pictures_total', 'bytes_done'] as const),
] as const
export type ExportRow = Pick<Selectable<DB['privacy_exports']>, (typeof exportColumns)[number]>

export const exportView = (row: ExportRow): ExportView => ({
  id: showId('export', row.id as Id<'export'>),
  status: row.status as ExportView['status'],
  createdAt: row.created_at,
  readyAt: row.ready_at,
  expiresAt: row.expires_at,
  sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes),
  progress: {
    rowsDone: row.rows_done,
    rowsTotal: row.rows_total,
    picturesDone: row.pictures_done,
    picturesTotal: row.pictures_total,
    bytesDone: Number(row.bytes_done),
  },
})

/** Under which name the file of an export is counted as used. */
export const exportUsedBy = (exportId: string): string => `privacy_exports:${exportId}`

/** Where the key of its file is sealed. */
export const fileKeyPlace = (personId: string): { readonly column: string; readonly subjectId: string } => ({
  column: 'privacy_exports.file_key',
  subjectId: personId,
})

/** There is none, it is somebody else's, or its time is over. */
export const exportNotFound = (): Refusal =>
  notFound('export-not-found', 'There is no such export. Make a new one on the page “Take your data with you”.')
