import type { OrderState, Phase, PriceModel, Side } from './order.ts'

/** The paper side of an order: its newest version, and the one that binds. */
export interface Paper {
  readonly version: number
  readonly phase: Phase
  /** Of what is looked at and signed; null while it is a draft. */
  readonly sha256: string | null
  /** What staff had read who approved it. */
  readonly approvedSha256: string | null
  /** What each side signed of the newest version. */
  readonly signed: Readonly<Record<Side, string | null>>
  readonly binding: { readonly version: number; readonly sha256: string } | null
  readonly pausedBy: Side | null
  readonly cancelled: boolean
}

/** `read`: the SHA-256 of what whoever acts had before them. */
export type Act =
  | { readonly do: 'change' | 'cancel' }
  | { readonly do: 'submit'; readonly sha256: string }
  | { readonly do: 'approve' | 'decline' | 'sign' | 'countersign'; readonly read: string }
  | { readonly do: 'pause' | 'resume'; readonly side: Side }

/** Why something cannot be done. */
export type Block =
  | 'order-cancelled'
  | 'order-not-draft'
  | 'order-not-submitted'
  | 'order-not-approved'
  | 'order-not-signed-yet'
  | 'order-already-signed'
  | 'order-read-otherwise'
  | 'order-not-booked'
  | 'order-already-paused'
  | 'order-not-paused'

export const newPaper: Paper = Object.freeze({
  version: 1,
  phase: 'draft',
  sha256: null,
  approvedSha256: null,
  signed: { them: null, us: null },
  binding: null,
  pausedBy: null,
  cancelled: false,
})

/** Pure: why an act is not possible, or null where it is. */
export function blockedBy(paper: Paper, act: Act): Block | null {
  if (paper.cancelled) return 'order-cancelled'
  switch (act.do) {
    case 'change':
    case 'cancel':
      return null
    case 'submit':
      return paper.phase === 'draft' ? null : 'order-not-draft'
    case 'approve':
    case 'decline':
      if (paper.phase !== 'submitted') return 'order-not-submitted'
      return act.read === paper.sha256 ? null : 'order-read-otherwise'
    case 'sign':
      return signingBlockedBy(paper, act.read, 'approved')
    case 'countersign':
      return signingBlockedBy(paper, act.read, 'signed')
    case 'pause':
      if (paper.binding === null) return 'order-not-booked'
      return paper.pausedBy === null ? null : 'order-already-paused'
    case 'resume':
      // Whoever paused it goes on with it.
      return paper.pausedBy === act.side ? null : 'order-not-paused'
  }
}

function signingBlockedBy(paper: Paper, read: string, from: 'approved' | 'signed'): Block | null {
  if (paper.phase === 'booked' || (paper.phase === 'signed' && from === 'approved')) return 'order-already-signed'
  if (paper.phase === 'approved' && from === 'signed') return 'order-not-signed-yet'
  if (paper.phase !== from) return 'order-not-approved'
  // Approved was this text, and by whoever read it.
  return read === paper.sha256 && paper.approvedSha256 === paper.sha256 ? null : 'order-read-otherwise'
}

/** Pure: the paper after an act that is not blocked. */
export function after(paper: Paper, act: Act): Paper {
  switch (act.do) {
    case 'change':
      // What somebody has seen is never changed: there is a next version, which nobody has approved or signed.
      return paper.phase === 'draft'
        ? paper
        : { ...newPaper, version: paper.version + 1, binding: paper.binding, pausedBy: paper.pausedBy }
    case 'submit':
      return { ...paper, phase: 'submitted', sha256: act.sha256 }
    case 'approve':
      return { ...paper, phase: 'approved', approvedSha256: act.read }
    case 'decline':
      return { ...paper, phase: 'declined' }
    case 'sign':
      return { ...paper, phase: 'signed', signed: { ...paper.signed, them: act.read } }
    case 'countersign':
      return {
        ...paper,
        phase: 'booked',
        signed: { ...paper.signed, us: act.read },
        binding: { version: paper.version, sha256: act.read },
      }
    case 'pause':
      return { ...paper, pausedBy: act.side }
    case 'resume':
      return { ...paper, pausedBy: null }
    case 'cancel':
      return { ...paper, cancelled: true }
  }
}

/** What time and troubles make of an order. */
export interface Course {
  /** From the first flight that is bound to the end of the last; null where nothing is. */
  readonly startsAt: Date | null
  readonly endsAt: Date | null
  /** Whether the terms are in force that it is under. */
  readonly inForce: boolean
  readonly trouble: 'none' | 'runs-on' | 'stops'
}

/** Pure: what an order is at an instant. No work has to come round for it to begin or to be over. */
export function stateAt(paper: Paper, { startsAt, endsAt, inForce, trouble }: Course, now: Date): OrderState {
  if (paper.binding === null || startsAt === null || endsAt === null) {
    if (paper.cancelled) return 'cancelled'
    if (trouble !== 'none') return 'trouble'
    // What is booked has something that binds.
    return paper.phase === 'booked' ? 'signed' : paper.phase
  }
  if (endsAt <= now) return paper.cancelled ? 'cancelled' : 'finished'
  if (trouble !== 'none') return 'trouble'
  if (!inForce) return 'halted'
  if (paper.pausedBy !== null) return 'paused'
  if (paper.cancelled) return 'ending'
  return startsAt > now ? 'booked' : 'live'
}

/** Pure: whether a line of the binding version is delivered at an instant. */
export function delivers(
  paper: Pick<Paper, 'binding' | 'pausedBy'>,
  { inForce, trouble }: Pick<Course, 'inForce' | 'trouble'>,
  line: { readonly startsAt: Date; readonly endsAt: Date; readonly stopsAt: Date | null },
  now: Date,
): boolean {
  if (paper.binding === null || paper.pausedBy !== null || !inForce || trouble === 'stops') return false
  return line.startsAt <= now && now < line.endsAt && (line.stopsAt === null || now < line.stopsAt)
}

/** The days of the advertiser terms for cancelling. */
export interface CancellationDays {
  readonly guaranteedDays: number | null
  readonly flatDays: number | null
  readonly otherDays: number | null
}

/** Pure: the days of notice of a line, by what was promised in it (part on cancellation of the advertiser terms). */
export function noticeDaysOf(
  { priceModel, quantity }: { readonly priceModel: PriceModel; readonly quantity: bigint | null },
  terms: CancellationDays,
): number {
  if (priceModel === 'flat') return terms.flatDays ?? 0
  const isGuaranteed = quantity !== null && priceModel !== 'cpc'
  return (isGuaranteed ? terms.guaranteedDays : terms.otherDays) ?? 0
}

/**
 * Pure: the instant at which a line stops that is cancelled now: when its days of notice are over, which begin with the
 * next day of UTC (part on notice), and not after its flight.
 */
export function stopOf(
  line: { readonly endsAt: Date; readonly priceModel: PriceModel; readonly quantity: bigint | null },
  terms: CancellationDays,
  now: Date,
): Date {
  const dayMs = 86_400_000
  const over = (Math.floor(now.getTime() / dayMs) + 1 + noticeDaysOf(line, terms)) * dayMs
  return new Date(Math.max(now.getTime(), Math.min(over, line.endsAt.getTime())))
}
