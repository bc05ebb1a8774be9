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
