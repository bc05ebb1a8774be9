import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import type { Chance } from '#platform/chance'
import { secondMs } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { type Turns, openTurns } from './turns.ts'

/** How many tries are allowed within a time that begins with the first of them. */
export interface Limit {
  /** Unique in the house. */
  readonly name: string
  readonly tries: number
  readonly withinMs: number
}

/** A limit past which one waits instead of being refused. */
export interface SlowLimit extends Limit {
  readonly pauseMs: number
}

export interface Throttle {
  /**
   * Counts a try. Counting comes first, so that tries made at once cannot all slip under the limit.
   *
   * @param whose whom the limit counts, in parts, for example network and login
   * @throws Refusal `too-many-tries` with the seconds to wait
   */
  take(limit: Limit, ...whose: readonly string[]): Promise<void>
  /** Counts a try and answers whether it is within the limit. For what must look the same either way. */
  allows(limit: Limit, ...whose: readonly string[]): Promise<boolean>
  /** Counts a try; past the limit the answer comes later, but it comes. */
  slow(limit: SlowLimit, ...whose: readonly string[]): Promise<void>
  /** Takes one counted try back: it was a good one. */
  giveBack(limit: Limit, ...whose: readonly string[]): Promise<void>
  /** Begins to count anew. */
  forget(limit: Limit, ...whose: readonly string[]): Promise<void>
  /** Does costly work when its turn comes. @throws Refusal `too-busy` where too many wait already */
  inTurn<Out>(turns: Turns, work: () => Promise<Out>): Promise<Out>
}

export function openThrottle({ chance }: { readonly chance: Chance }): Throttle {
  const salt = chance.bytes(32)
  const limiters = new Map<string, RateLimiterMemory>()

  const limiterOf = ({ name, tries, withinMs }: Limit): RateLimiterMemory => {
    const known = limiters.get(name)
    if (known) return known
    const made = new RateLimiterMemory({ points: tries, duration: withinMs / secondMs })
    limiters.set(name, made)
    return made
  }
  const keyOf = (limit: Limit, whose: readonly string[]): string =>
    createHmac('sha256', salt)
      .update(JSON.stringify([limit.name, ...whose]))
      .digest('base64url')

  /** Counts one try. @returns null within the limit, else the milliseconds until the count begins anew */
  const count = async (limit: Limit, whose: readonly string[]): Promise<number | null> => {
    // `penalty` counts like `consume`, without making an exception of the expected.
    const { consumedPoints, msBeforeNext }: RateLimiterRes = await limiterOf(limit).penalty(keyOf(limit, whose))
    return consumedPoints > limit.tries ? msBeforeNext : null
  }

  return {
    async take(limit, ...whose) {
      const waitMs = await count(limit, whose)
      if (waitMs === null) return
      const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / secondMs))
      throw new Refusal('too-many', 'too-many-tries', `That was tried too often. Wait ${inWords(retryAfterSeconds)}.`, {
        retryAfterSeconds,
      })
    },
    allows: async (limit, ...whose) => (await count(limit, whose)) === null,
    async slow(limit, ...whose) {
      if ((await count(limit, whose)) !== null) await pause(limit.pauseMs)
    },
    async giveBack(limit, ...whose) {
      const limiter = limiterOf(limit)
      const key = keyOf(limit, whose)
      if ((await limiter.get(key))?.consumedPoints) await limiter.reward(key)
    },
    async forget(limit, ...whose) {
      await limiterOf(limit).delete(keyOf(limit, whose))
    },
    inTurn: openTurns(),
  }
}

function inWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? 'a second' : `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}
