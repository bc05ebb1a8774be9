import type { Verdict, WayAsked } from '#platform/egress'
import { readVendors } from './vendor-row.ts'
import type { VendorReader } from './vendor-row.ts'
import { connectionBlockedBy } from './vendor.rules.ts'

/**
 * Whether somebody on the register may get what a connection carries, as of this moment: it is read from the database
 * each time, so that what ends has ended everywhere.
 */
export async function mayConnect(ctx: VendorReader, asked: WayAsked): Promise<Verdict> {
  let why = `Nobody on the register of companies stands for this host.`
  for (const vendor of await readVendors(ctx, ['active', 'draft', 'ended'])) {
    if (!vendor.hosts.includes(asked.host.toLowerCase())) continue
    const blocked = connectionBlockedBy(vendor, asked, ctx.config.operator.region, ctx.clock.now())
    if (blocked === null) return { company: vendor.name }
    why = `${vendor.name}: ${blocked}`
  }
  return { shut: why }
}
