import { type Figure, spreadOf } from './figure.ts'

interface Measure {
  readonly name: string
  /** Measures once and gives the figure. */
  readonly run: () => Promise<number>
}

export interface Comparison {
  readonly what: string
  readonly unit: string
  readonly ours: Measure
  readonly baseline: Measure
  readonly budget?: Figure['budget']
  /** Pairs of runs, after one pair that warms up and does not count. */
  readonly pairs: number
}

/**
 * Measures both sides in turn, first one and then the other leading, so that what the machine does meanwhile meets both
 * alike; the ratio is taken of each pair.
 */
export async function compare({ what, unit, ours, baseline, budget = null, pairs }: Comparison): Promise<Figure> {
  const [our, their, ratios]: [number[], number[], number[]] = [[], [], []]
  for (let pair = 0; pair <= pairs; pair++) {
    const order = pair % 2 === 0 ? [ours, baseline] : [baseline, ours]
    const figures = new Map<Measure, number>()
    for (const side of order) figures.set(side, await side.run())
    const [a, b] = [figures.get(ours), figures.get(baseline)]
    if (pair === 0 || a === undefined || b === undefined) continue
    our.push(a)
    their.push(b)
    ratios.push(a / b)
  }
  return {
    what,
    unit,
    ours: spreadOf(our),
    baseline: { name: baseline.name, ...spreadOf(their) },
    ratio: spreadOf(ratios),
    budget,
  }
}

/** A figure without a baseline, of runs that were made anyhow. */
export function figureOf(
  what: string,
  unit: string,
  values: readonly number[],
  budget: Figure['budget'] = null,
): Figure {
  return { what, unit, ours: spreadOf(values), baseline: null, ratio: null, budget }
}

/** The value that `share` of the values do not exceed, for example 0.95. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}
