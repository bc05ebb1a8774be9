import { type Actor, namesOf, requireRole } from '#accounts/members'
import { type Category, type Purpose, categories, purposes } from '#declaration'
import { dayMs, later } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { showId } from '#platform/ids'
import { vendorRoles } from './save-vendor.ts'
import { type VendorContact, readContact } from './vendor-contact.ts'
import { readVendor, readVendors } from './vendor-row.ts'
import { type Shortcoming, dayOf, dueDays, dueOn, shortcomings, shortcomingsOf } from './vendor.rules.ts'
import type { Agreement, Vendor, VendorState } from './vendor.ts'

/** An entry as staff sees it. */
export interface ShownVendor extends Omit<Vendor, 'id'> {
  readonly id: string
  /** Why it may not get data, where it may not. */
  readonly shortcomings: readonly Shortcoming[]
  /** The same in words. */
  readonly reasons: readonly string[]
  /** The first day on which it stops being valid by itself. */
  readonly dueOn: string
  /** Whether somebody should act: it is active and not valid, or soon will not be. */
  readonly isDue: boolean
}

function show(ctx: Ctx, { id, ...vendor }: Vendor): ShownVendor {
  const now = ctx.clock.now()
  const short = shortcomingsOf(vendor, ctx.config.operator.region, now)
  return {
    ...vendor,
    id: showId('vendor', id),
    shortcomings: short,
    reasons: short.map((reason) => shortcomings[reason]),
    dueOn: dueOn(vendor),
    isDue: vendor.state === 'active' && dueOn(vendor) <= dayOf(later(now, dueDays * dayMs)),
  }
}

/** The whole register, what is due first, what has ended last. @throws Refusal those of `requireRole` */
export async function listVendors(ctx: Ctx, actor: Actor): Promise<readonly ShownVendor[]> {
  requireRole(actor, ...vendorRoles)
  const rank = ({ isDue, state }: ShownVendor): number => (isDue ? 0 : ['active', 'draft', 'ended'].indexOf(state) + 1)
  return (await readVendors(ctx, ['active', 'draft', 'ended']))
    .map((vendor) => show(ctx, vendor))
    .sort((a, b) => rank(a) - rank(b) || a.dueOn.localeCompare(b.dueOn))
}

export interface VendorHistory {
  readonly at: Date
  /** Null where it was the operator, or somebody who has gone. */
  readonly by: string | null
  readonly what: 'added' | 'changed' | 'activated' | 'ended'
  readonly lines: readonly string[]
}

/** One entry with its contact and its history. @throws Refusal `vendor-not-found` and those of `requireRole` */
export async function getVendor(
  ctx: Ctx,
  actor: Actor,
  id: string,
): Promise<{
  readonly vendor: ShownVendor
  readonly contact: VendorContact
  readonly history: readonly VendorHistory[]
}> {
  requireRole(actor, ...vendorRoles)
  const vendor = await readVendor(ctx, id)
  const [contact, rows] = await Promise.all([
    readContact(ctx, vendor.id),
    ctx.db
      .selectFrom('privacy_vendor_changes')
      .where('vendor_id', '=', vendor.id)
      .select(['by_person_id', 'changed_at', 'what', 'lines'])
      .orderBy('version', 'desc')
      .execute(),
  ])
  const names = await namesOf(
    ctx,
    rows.flatMap((row) => row.by_person_id ?? []),
  )
  return {
    vendor: show(ctx, vendor),
    contact: { name: contact?.name ?? '', email: contact?.email ?? '' },
    history: rows.map((row) => ({
      at: row.changed_at,
      by: names.get(row.by_person_id ?? '')?.username ?? null,
      what: row.what as VendorHistory['what'],
      lines: row.lines,
    })),
  }
}

/** What everybody may know of a company that gets data. Never whom we speak to there. */
export interface PublicVendor {
  readonly name: string
  readonly does: string
  readonly data: readonly string[]
  readonly why: readonly string[]
  readonly region: string
  readonly agreement: Agreement
  readonly signedOn: string | null
  readonly since: Date | null
  /** Whether it gets data now: an entry that is no longer valid has its connection shut. */
  readonly isShut: boolean
}

/** What everybody may know of the register as a whole, counted from its entries whatever their state. */
export interface VendorCounts {
  /** Entries there are or have been: what has ended stays. */
  readonly entries: number
  /** Those with a purpose that is not on the closed list: it has no word for selling, leasing, renting or trading. */
  readonly otherPurposes: number
}

export async function countVendors(ctx: Ctx): Promise<VendorCounts> {
  const vendors = await readVendors(ctx, ['active', 'draft', 'ended'])
  const isOther = ({ purposes: named }: Vendor): boolean => named.some((one) => !Object.hasOwn(purposes, one))
  return { entries: vendors.length, otherPurposes: vendors.filter(isOther).length }
}

/** The companies that get data, as everybody reads them. */
export async function publicVendors(ctx: Ctx): Promise<readonly PublicVendor[]> {
  const state: VendorState = 'active'
  return (await readVendors(ctx, [state])).map((vendor) => ({
    name: vendor.name,
    does: vendor.does,
    data: vendor.categories.map((category: Category) => categories[category]),
    why: vendor.purposes.map((purpose: Purpose) => purposes[purpose]),
    region: vendor.region,
    agreement: vendor.agreement,
    signedOn: vendor.signedOn,
    since: vendor.activatedAt,
    isShut: shortcomingsOf(vendor, ctx.config.operator.region, ctx.clock.now()).length > 0,
  }))
}
