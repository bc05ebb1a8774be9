import { type Actor, requireActive } from '#accounts/people'
import type { Ctx } from '#platform/context'
import { heldOn } from '#privacy/access'
import { documentsOf } from './documents-of.ts'
import { type DataDocument, exportFormat } from './format.ts'
import type { ExportSources } from './sources.ts'

/** Everything held on whoever asks, in the words of the declaration, without files. @throws Refusal those of `requireActive` */
export async function heldData(ctx: Ctx, sources: ExportSources, actor: Actor): Promise<DataDocument> {
  const { personId, username } = requireActive(actor, 'me:read')
  return {
    format: exportFormat,
    origin: ctx.config.origin.origin,
    username,
    madeAt: ctx.clock.now().toISOString(),
    stores: [...documentsOf(await heldOn(ctx, sources.stores, personId))],
  }
}
