import { Refusal } from '#platform/refusal'

/** Work that is so costly that only a few may do it at once and not too many may wait for it. */
export interface Turns {
  readonly name: string
  readonly atOnce: number
  readonly waitingMax: number
}

interface Line {
  running: number
  readonly waiting: (() => void)[]
}

/** Lets work in, `atOnce` at a time, in the order in which it came. */
export function openTurns(): <Out>(turns: Turns, work: () => Promise<Out>) => Promise<Out> {
  const lines = new Map<string, Line>()

  return async ({ name, atOnce, waitingMax }, work) => {
    const line = lines.get(name) ?? { running: 0, waiting: [] }
    lines.set(name, line)
    if (line.running < atOnce) {
      line.running++
    } else {
      if (line.waiting.length >= waitingMax) {
        throw new Refusal(
          'too-many',
          'too-busy',
          'Too many people are doing this right now. Try again in a few seconds.',
          {
            retryAfterSeconds: 5,
          },
        )
      }
      await new Promise<void>((begin) => line.waiting.push(begin))
    }
    try {
      return await work()
    } finally {
      // Whoever waits takes over our place, so that nobody who comes later can slip in between.
      const next = line.waiting.shift()
      if (next) next()
      else line.running--
    }
  }
}
