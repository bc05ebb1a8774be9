import type { Ctx } from '#platform/context'
import { ListMineInput, listMine, myData } from '#privacy/access'
import { loadDocuments } from '#privacy/policies'
import { byConsent } from './by-consent.ts'
import { collecting } from './collecting.ts'
import { type House, doors } from './house.ts'
import { lastPromisesRun } from './last-promises-run.ts'
import { rightsOfErasure } from './rights-of-erasure.ts'
import { allStores } from './stores.ts'

/** All that the site gets, on a context that is open. */
export function furnishHouse(ctx: Ctx): House {
  return {
    ...doors,
    ctx,
    documents: loadDocuments(ctx.config, allStores),
    promisesRun: lastPromisesRun(ctx),
    stores: allStores,
    myData: (actor) => myData(ctx, allStores, actor),
    ListMineInput,
    listMine: (actor, input) => listMine(ctx, allStores, actor, input),
    collecting,
    byConsent: byConsent(ctx),
    erasure: rightsOfErasure(ctx),
    isEmpty: async () => (await doors.images.listImages(ctx, doors.people.visitor, { limit: 1 })).items.length === 0,
  }
}
