import type { Category, Purpose } from '#declaration'
import type { AnyCtx } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { notFound } from '#platform/refusal'
import type { Agreement, Vendor, VendorState } from './vendor.ts'

/** What reading the register takes: less than a context, since the gate is there before one is. */
export type VendorReader = Pick<AnyCtx, 'db' | 'clock'> & {
  readonly config: { readonly operator: { readonly region: string } }
}

const columns = [
  ...(['id', 'name', 'does', 'categories', 'purposes', 'region', 'hosts', 'agreement', 'agreement_hash'] as const),
  ...(['signed_on', 'ends_on', 'review_on', 'state', 'version', 'activated_at', 'ended_at'] as const),
] as const

interface VendorRow {
  readonly id: string
  readonly name: string
  readonly does: string
  readonly categories: string[]
  readonly purposes: string[]
  readonly region: string
  readonly hosts: string[]
  readonly agreement: string
  readonly agreement_hash: Buffer | null
  readonly signed_on: string | null
  readonly ends_on: string | null
  readonly review_on: string
  readonly state: string
  readonly version: number
  readonly activated_at: Date | null
  readonly ended_at: Date | null
}

const vendorOf = (row: VendorRow): Vendor => ({
  id: row.id as Id<'vendor'>,
  name: row.name,
  does: row.does,
  categories: row.categories as Category[],
  purposes: row.purposes as Purpose[],
  region: row.region,
  hosts: row.hosts,
  agreement: row.agreement as Agreement,
  fileHash: row.agreement_hash?.toString('hex') ?? null,
  signedOn: row.signed_on,
  endsOn: row.ends_on,
  reviewOn: row.review_on,
  state: row.state as VendorState,
  version: row.version,
  activatedAt: row.activated_at,
  endedAt: row.ended_at,
})

/** All entries in some states, by name. */
export async function readVendors(
  ctx: Pick<VendorReader, 'db'>,
  states: readonly VendorState[],
): Promise<readonly Vendor[]> {
  const rows = await ctx.db
    .selectFrom('privacy_vendors')
    .where('state', 'in', states)
    .select(columns)
    .orderBy('name')
    .execute()
  return rows.map(vendorOf)
}

/** Names nothing: what cannot be read is looked for in vain. */
const nobodysId = '00000000-0000-0000-0000-000000000000'

/** One entry as it stands. @throws Refusal `vendor-not-found` */
export async function readVendor(
  ctx: Pick<VendorReader, 'db'>,
  shownId: string,
  { lock = false } = {},
): Promise<Vendor> {
  const id = readId('vendor', shownId) ?? nobodysId
  const query = ctx.db.selectFrom('privacy_vendors').where('id', '=', id).select(columns)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw notFound('vendor-not-found', 'There is no such entry.')
  return vendorOf(row)
}
