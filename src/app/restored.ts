import { endAllHolds } from '#platform/blobs'
import type { Ctx } from '#platform/context'

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
]
