import type { Category, Purpose } from '#declaration'
import type { Id } from '#platform/ids'

/**
 * What stands behind the work of a company for us.
 *
 * `own`: the operator runs it. `dpa`: an agreement about processing (GDPR 28). `scc`: one with standard contractual
 * clauses for another country (GDPR 46). `adequacy`: one with a country whose law was found adequate (GDPR 45).
 */
export const agreements = ['own', 'dpa', 'scc', 'adequacy'] as const
export type Agreement = (typeof agreements)[number]

export const vendorStates = ['draft', 'active', 'ended'] as const
export type VendorState = (typeof vendorStates)[number]

/** What was agreed with a company. Days are of UTC, as `2026-01-31`; the last day still counts. */
export interface VendorTerms {
  readonly name: string
  readonly does: string
  readonly categories: readonly Category[]
  readonly purposes: readonly Purpose[]
  readonly region: string
  readonly hosts: readonly string[]
  readonly agreement: Agreement
  /** SHA-256 of the signed file, in hexadecimal. */
  readonly fileHash: string | null
  readonly signedOn: string | null
  readonly endsOn: string | null
  readonly reviewOn: string
}

export interface Vendor extends VendorTerms {
  readonly id: Id<'vendor'>
  readonly state: VendorState
  readonly version: number
  readonly activatedAt: Date | null
  readonly endedAt: Date | null
}
