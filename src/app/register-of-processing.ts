import { processingOf } from '#declaration'
import type { Ctx } from '#platform/context'
import { processingRegister } from '#privacy/data-map'
import { publicVendors } from '#privacy/vendors'
import { allStores } from './stores.ts'

/** The register of processing of this installation, as it is now, in Markdown. */
export async function registerOfProcessing(ctx: Ctx): Promise<string> {
  const recipients = (await publicVendors(ctx)).filter(({ isShut }) => !isShut)
  const day = ctx.clock.now().toISOString().slice(0, 10)
  return processingRegister(ctx.config.operator, processingOf(allStores), recipients, day)
}
