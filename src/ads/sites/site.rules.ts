import { dayMs, hourMs, later, minuteMs } from '#platform/clock'
import { type Look, type ProofMethod, type Site, proofMethods } from './site.ts'

/**
 * How long a site goes on once its proof was seen lost. With the time in which memories of who may serve are renewed it
 * stays below the quarter of an hour that is promised; the database takes no later instant.
 */
export const graceMs = 10 * minuteMs

/** When it is looked at again after a loss: in time for a slip to be mended before anything stops. */
export const secondLookMs = 5 * minuteMs

/** How soon a site is asked again that did not answer. */
const againMs = hourMs

/** How long a proof counts that nobody could look at. Longer than a weekend of a broken server, shorter than its sale. */
export const unseenMs = 3 * dayMs

type Serving = Pick<Site, 'state' | 'review' | 'childDirected' | 'seenAt' | 'stopsAt'>

/**
 * Pure: whether ads may be shown on a site: its proof stands, or was seen lost less than the grace time ago; staff have
 * approved it; it is not for children. A proof that nobody has seen for three days stands no longer, also where the
 * work that looks has stopped.
 */
export function mayServe({ state, review, childDirected, seenAt, stopsAt }: Serving, now: Date): boolean {
  if (review !== 'approved' || childDirected) return false
  switch (state) {
    case 'proven':
      return seenAt !== null && now < later(seenAt, unseenMs)
    case 'lost':
      return stopsAt !== null && now < stopsAt
    case 'unproven':
    case 'retired':
      return false
  }
}

/** Pure: the daily look of a site, at a minute of the day of its own, so that looks are spread; an hour from now at least. */
export function dailyCheckAfter(siteId: string, now: Date): Date {
  const minuteOfDay = Number.parseInt(siteId.slice(-8), 16) % (dayMs / minuteMs)
  const earliest = later(now, hourMs).getTime()
  const today = Math.floor(earliest / dayMs) * dayMs + minuteOfDay * minuteMs
  return new Date(today >= earliest ? today : today + dayMs)
}

/** What all looks together say of a site. */
export type Verdict = { readonly found: ProofMethod } | 'missing' | 'unreachable'

/**
 * Pure: any way of proof is enough, and the one that stood before is kept where it still does. Nothing is lost while the
 * place of the proof cannot be reached: a server that is down has not changed its owner.
 */
export function verdictOf(looks: readonly Look[], before: ProofMethod | null): Verdict {
  const found = looks.filter(({ result }) => result === 'found').map(({ method }) => method)
  const kept = found.find((method) => method === before) ?? proofMethods.find((method) => found.includes(method))
  if (kept) return { found: kept }
  const places = before === null ? looks : looks.filter(({ method }) => method === before)
  return places.some(({ result }) => result === 'unreachable') ? 'unreachable' : 'missing'
}

type Turning = Pick<Site, 'id' | 'state' | 'proofMethod' | 'provenAt' | 'seenAt' | 'lostSeenAt' | 'stopsAt'>

/** What a look makes of a site. */
export type Turned = Omit<Turning, 'id'> &
  Pick<Site, 'nextCheckAt'> & { readonly happened: 'proven' | 'lost' | 'held-by-another' | 'same' }

/**
 * Pure: what becomes of a site after a look.
 *
 * A host belongs to one organisation. Whoever else shows a proof waits, and takes it over when the proof of the first is
 * seen lost, not before: two who can both write to a host are told apart by who was first and still shows it.
 *
 * @param heldByAnother whether another organisation has proven the host, and its proof is not lost
 */
export function turnSite(site: Turning, verdict: Verdict, heldByAnother: boolean, now: Date): Turned {
  const { id, state, proofMethod, provenAt, seenAt, lostSeenAt, stopsAt } = site
  const nextCheckAt = dailyCheckAfter(id, now)
  const same = { state, proofMethod, provenAt, seenAt, lostSeenAt, stopsAt, nextCheckAt, happened: 'same' } as const
  if (typeof verdict === 'object') {
    if (heldByAnother) return { ...same, happened: 'held-by-another' }
    const isNew = state !== 'proven'
    return {
      ...same,
      state: 'proven',
      proofMethod: verdict.found,
      provenAt: isNew || provenAt === null ? now : provenAt,
      seenAt: now,
      lostSeenAt: null,
      stopsAt: null,
      happened: isNew ? 'proven' : 'same',
    }
  }
  if (state !== 'proven') return { ...same, nextCheckAt: state === 'lost' ? nextCheckAt : null }
  const isUnseenLong = seenAt === null || later(seenAt, unseenMs) <= now
  if (verdict === 'unreachable' && !isUnseenLong) return { ...same, nextCheckAt: later(now, againMs) }
  return { ...same, state: 'lost', lostSeenAt: now, stopsAt: later(now, graceMs), happened: 'lost' }
}
