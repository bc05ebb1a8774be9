import { type Handler, handle } from '#platform/jobs'
import { exportReadyMail, writeExportReady, writeExportReadyLetter } from './letters.ts'
import { makeExports } from './make-export.ts'
import type { ExportSources } from './sources.ts'
import { makeExport } from './start-export.ts'

/** The work of this room, on what `app/` lets it take from. */
export const exportHandlers = (sources: ExportSources): readonly Handler[] => [
  handle(makeExport, (ctx, payload) => makeExports(ctx, sources, payload)),
  handle(writeExportReady, writeExportReadyLetter, { mails: [exportReadyMail] }),
]
