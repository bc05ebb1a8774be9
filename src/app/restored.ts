import { endAllHolds } from '#platform/blobs'
import { appendAudit } from '#privacy/audit'
import { dayMs, later } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { eraseAgain, lookForDue, notedDays, notedErasures } from '#privacy/erasure'
import { erasureParts } from './rights-of-erasure.ts'

/** What a step after a restore may know of the backup. */
export interface RestoredFrom {
  /** Everything in it was so at that moment, and nothing in it is later. */
  readonly madeAt: Date
}

/** Something that has to be done with what a restore brought back, before anybody sees it. Safe to repeat. */
export interface AfterRestore {
  readonly name: string
  /** @returns a sentence for the operator, or null where there is nothing to say */
  readonly run: (ctx: Ctx, from: RestoredFrom) => Promise<string | null>
}

/** In this order. A restore is finished only when all of them are done. */
export const afterRestore: readonly AfterRestore[] = [
  {
    // They came with the rows, and would keep files of a backup that nobody is making.
    name: 'end the holds of backups',
    run: async (ctx) => {
      await endAllHolds(ctx)
      return null
    },
  },
  {
    name: 'erase again who was erased after the backup',
    run: async (ctx, { madeAt }) => {
      const day = madeAt.toISOString().slice(0, 10)
      const noted = await notedErasures(ctx.config.home)
      if (noted === null) {
        return (
          `Who was erased since ${day} is not known here, and is back: remove this data folder, keep the key file, and restore again ` +
          'with --erased FOLDER, where FOLDER is the folder "erased" of the old data folder or a copy of it; without any, ask everybody on the site to erase their account again.'
        )
      }
      const count = await eraseAgain(ctx, erasureParts, noted)
      const told = `${count === 1 ? 'One person' : `${count} people`} who had been erased since the backup of ${day} ${count === 1 ? 'was' : 'were'} erased again.`
      return madeAt >= later(ctx.clock.now(), -notedDays * dayMs)
        ? told
        : `${told} It is noted for ${notedDays} days, and the backup is older: who was erased before is back, so do not use it for a public site.`
    },
  },
  {
    name: 'queue the erasures whose day has come meanwhile',
    run: async (ctx) => {
      await lookForDue(ctx)
      return null
    },
  },
  {
    // The last: of one that was cut off before there is nothing to tell.
    name: 'write down that there was a restore',
    run: async (ctx, { madeAt }) => {
      await inTransaction(ctx, (tx) =>
        appendAudit(tx, { kind: 'backup-restored', by: null, about: null, detail: { madeAt } }),
      )
      return null
    },
  },
]
