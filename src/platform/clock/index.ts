/**
 * Time. The only room that may ask the machine what time it is.
 *
 * Promises: business time always comes from here and goes into SQL as a parameter, so that tests can move it.
 */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = Object.freeze({ now: () => new Date() })

/** A clock that stands still until it is told to move. Ships beside the real one, so that every room can be tested with it. */
export interface FixedClock extends Clock {
  /** Moves by so many milliseconds, forward or back. */
  advanceMs(ms: number): void
  set(instant: Date): void
}

export function fixedClock(start: Date | string = '2026-01-05T09:00:00Z'): FixedClock {
  let at = new Date(start).getTime()
  return {
    now: () => new Date(at),
    advanceMs: (ms) => {
      at += ms
    },
    set: (instant) => {
      at = instant.getTime()
    },
  }
}

export const secondMs = 1000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** The instant so many milliseconds after (or, negative, before) another. */
export const later = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms)
