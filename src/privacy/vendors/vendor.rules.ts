import type { Category, Purpose } from '#declaration'
import type { VendorState, VendorTerms } from './vendor.ts'

/** Why a company may not get data, each with what to do about it. */
export const shortcomings = {
  'file-missing': 'There is no fingerprint of a signed agreement.',
  'date-missing': 'There is no day on which the agreement was signed.',
  'not-signed-yet': 'The agreement is signed on a day that has not come.',
  'agreement-ended': 'The agreement has ended.',
  'review-due': 'The day of its review has passed.',
  'transfer-not-covered':
    'It works in another country than this site: that takes standard contractual clauses, or a country found adequate.',
} as const
export type Shortcoming = keyof typeof shortcomings

/** A day as agreements name it, of UTC. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)

const plain = (region: string): string => region.trim().toLowerCase()

/**
 * Pure: everything that keeps an entry from being valid. What the operator runs needs no agreement with anybody, only its
 * review. Two names of one country count as two: the doubt asks for more.
 *
 * @param home the country in which this site stores data
 */
export function shortcomingsOf(
  terms: Pick<VendorTerms, 'agreement' | 'fileHash' | 'signedOn' | 'endsOn' | 'reviewOn' | 'region'>,
  home: string,
  now: Date,
): readonly Shortcoming[] {
  const today = dayOf(now)
  const result: Shortcoming[] = []
  if (terms.agreement !== 'own') {
    const crosses = plain(terms.region) !== plain(home)
    if (crosses && terms.agreement !== 'scc' && terms.agreement !== 'adequacy') result.push('transfer-not-covered')
    if (terms.fileHash === null) result.push('file-missing')
    if (terms.signedOn === null) result.push('date-missing')
    else if (terms.signedOn > today) result.push('not-signed-yet')
  }
  if (terms.endsOn !== null && terms.endsOn < today) result.push('agreement-ended')
  if (terms.reviewOn < today) result.push('review-due')
  return result
}

/** What a connection wants. */
export interface Wanted {
  readonly host: string
  readonly purpose: Purpose
  readonly carries: readonly Category[]
}

/** Pure: why a connection may not be made under an entry, in words, or null where it may. */
export function connectionBlockedBy(
  vendor: VendorTerms & { readonly state: VendorState },
  { host, purpose, carries }: Wanted,
  home: string,
  now: Date,
): string | null {
  if (!vendor.hosts.includes(host.toLowerCase())) return 'The entry is not for this host.'
  if (vendor.state === 'draft') return 'The entry is a draft. Activate it.'
  if (vendor.state === 'ended') return 'What was agreed has been ended.'
  const [first] = shortcomingsOf(vendor, home, now)
  if (first) return shortcomings[first]
  if (!vendor.purposes.includes(purpose)) return 'The entry does not name this purpose.'
  if (!carries.every((category) => vendor.categories.includes(category))) {
    return 'The entry does not name every kind of data that goes there.'
  }
  return null
}

/** Days before the end or the review at which an entry is shown as due. */
export const dueDays = 30

/** Pure: the first day on which an active entry stops being valid by itself. */
export const dueOn = ({ endsOn, reviewOn }: Pick<VendorTerms, 'endsOn' | 'reviewOn'>): string =>
  endsOn !== null && endsOn < reviewOn ? endsOn : reviewOn

const shown = (value: readonly string[] | string | null): string =>
  value === null || value.length === 0 ? 'nothing' : typeof value === 'string' ? value : value.join(', ')

const names: Readonly<Record<keyof VendorTerms, string>> = {
  name: 'Name',
  does: 'What it does',
  categories: 'Data',
  purposes: 'Purposes',
  region: 'Country',
  hosts: 'Hosts',
  agreement: 'Agreement',
  fileHash: 'Fingerprint of the agreement',
  signedOn: 'Signed on',
  endsOn: 'Ends on',
  reviewOn: 'Review on',
}

/** Pure: what differs between two states of an entry, one line each. Nothing of a person is in it. */
export function changesBetween(before: VendorTerms | null, after: VendorTerms): readonly string[] {
  return (Object.keys(names) as (keyof VendorTerms)[]).flatMap((key) => {
    const [was, is] = [before ? shown(before[key]) : null, shown(after[key])]
    if (was === is) return []
    return [was === null ? `${names[key]}: ${is}` : `${names[key]}: ${was} → ${is}`]
  })
}
