import { type Handler, type Schedule, handle } from '#platform/jobs'
import { carryOut, eraseSubject } from './carry-out.ts'
import type { ErasureParts } from './erasure.ts'
import { erasureMails, writeErasureNews, writeNews } from './letters.ts'
import { lookForDue } from './look-for-due.ts'

/** What this room does later, for the rooms that `parts` names. */
export const erasureHandlers = (parts: ErasureParts): readonly Handler[] => [
  handle(eraseSubject, (ctx, payload) => carryOut(ctx, parts, payload), { mails: [erasureMails.done] }),
  handle(writeErasureNews, writeNews, { mails: [erasureMails.asked, erasureMails.soon] }),
]

export const erasureSchedules: readonly Schedule[] = [
  {
    name: 'privacy.look-for-due-erasures',
    pattern: '*/5 * * * *',
    run: async (ctx) => {
      await lookForDue(ctx)
    },
  },
]
