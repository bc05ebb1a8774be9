import type { AgreementRow, AgreementState } from './agreement.ts'

const dayMs = 86_400_000

/**
 * Pure: the instant at which a time of so many days is over that begins with the day after an instant. Days are days of
 * UTC, which has no clock changes, so the hour of the act and the zone of whoever acts make no difference.
 */
export function overAfterDays(from: Date, days: number): Date {
  return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()) + (days + 1) * dayMs)
}

/** Pure: the last day before an instant at which a day begins or during which something ended, as `2026-01-31`. */
export const lastDayOf = (end: Date): string => new Date(end.getTime() - 1).toISOString().slice(0, 10)

/** What follows from the end of an agreement, by its own parameters. */
export interface AfterTheEnd {
  readonly endsAt: Date
  /** Days of UTC, each the last one. */
  readonly lastDay: string
  readonly finalPaymentBy: string
  readonly dataGoneBy: string
}

/** Pure: the dates that follow the end. */
export function afterTheEnd(
  endsAt: Date,
  { finalPaymentDays, dataDays }: Pick<AgreementRow, 'finalPaymentDays' | 'dataDays'>,
): AfterTheEnd {
  const lastInstant = new Date(endsAt.getTime() - 1)
  return {
    endsAt,
    lastDay: lastDayOf(endsAt),
    finalPaymentBy: lastDayOf(overAfterDays(lastInstant, finalPaymentDays)),
    dataGoneBy: lastDayOf(overAfterDays(lastInstant, dataDays)),
  }
}

/** So many days before they go, whoever may decide is told that data are deleted. */
const toldDays = 7

/** The last end of what an organisation agreed to, and what it means for data. */
export interface LastEnd {
  /** The newest version that both sides have signed: what is done is noted there. */
  readonly row: AgreementRow
  /** From then whoever may decide is told. */
  readonly tellsAt: Date
  /** Data go from then on: with the beginning of their last day, so that they are gone within it. */
  readonly goesAt: Date
  /** That day, of UTC. */
  readonly goneBy: string
}

/**
 * Pure: the end after which data are deleted, by the days of the agreement that bound last; null where none was signed by
 * both sides, or the end of the newest is not known.
 *
 * @param versions all of one organisation, the newest first
 */
export function lastEndOf(versions: readonly AgreementRow[]): LastEnd | null {
  const signed = versions.filter(({ inForceAt }) => inForceAt !== null)
  const [row] = signed
  if (!row || row.endsAt === null) return null
  const lastInstant = new Date(row.endsAt.getTime() - 1)
  const { dataDays } = signed.find((version) => bindsAt(version, lastInstant)) ?? row
  const over = overAfterDays(lastInstant, dataDays)
  const goesAt = new Date(Math.max(row.endsAt.getTime(), over.getTime() - dayMs))
  return { row, goesAt, tellsAt: new Date(goesAt.getTime() - toldDays * dayMs), goneBy: lastDayOf(over) }
}

/** Pure: whether something was offered, waits for a signature or its day, or binds: then nothing is deleted. */
export const goesOn = (versions: readonly AgreementRow[], now: Date): boolean =>
  versions.some(({ endsAt }) => endsAt === null || endsAt > now)

type Timed = Pick<AgreementRow, 'state' | 'inForceAt' | 'endsAt'>

/** Pure: whether an agreement binds at an instant. Both sides have signed whatever has an instant from which it holds. */
export const bindsAt = ({ inForceAt, endsAt }: Timed, now: Date): boolean =>
  inForceAt !== null && inForceAt <= now && (endsAt === null || endsAt > now)

/** Pure: what an agreement is at an instant, where an act decided what happens by itself later. */
export function stateAt(row: Timed, now: Date): AgreementState {
  const { state, inForceAt, endsAt } = row
  if (inForceAt === null || state === 'ended') return state
  if (endsAt !== null && endsAt <= now) return state === 'superseded' ? 'superseded' : 'ended'
  if (inForceAt > now) return 'signed'
  return state === 'superseded' ? 'in-force' : state
}

/**
 * Pure: what follows from notice that is given now, by the parameters of what binds; null where nothing binds or its end is
 * in sight already.
 *
 * @param versions all of one organisation and kind
 */
export function afterNotice(versions: readonly AgreementRow[], now: Date): AfterTheEnd | null {
  const binding = versions.find((row) => bindsAt(row, now))
  if (!binding || !versions.some(({ state }) => state === 'in-force')) return null
  return afterTheEnd(overAfterDays(now, binding.noticeDays), binding)
}

/** Pure: why it cannot be signed by the other side, or null where it can. */
export function signingBlockedBy(
  { state, sha256 }: Pick<AgreementRow, 'state' | 'sha256'>,
  read: string,
): 'agreement-superseded' | 'agreement-already-signed' | 'agreement-read-otherwise' | null {
  if (state === 'superseded' || state === 'ended') return 'agreement-superseded'
  if (state !== 'offered') return 'agreement-already-signed'
  return read === sha256.toString('hex') ? null : 'agreement-read-otherwise'
}
