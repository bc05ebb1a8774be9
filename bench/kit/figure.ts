/** Several runs of one measure. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly runs: number
}

/** What a bench found out: our figure, the baseline's, and how they stand to each other. */
export interface Figure {
  /** What was measured, for example `GET a stored variant of 24 kB`. */
  readonly what: string
  readonly unit: string
  readonly ours: Spread
  /** Null for a figure that only has a budget. */
  readonly baseline: (Spread & { readonly name: string }) | null
  /** Ours divided by the baseline's, of each pair of runs. */
  readonly ratio: Spread | null
  /** What it should be at most or at least, of the ratio where there is one, else of our figure. */
  readonly budget: { readonly limit: number; readonly is: 'at most' | 'at least' } | null
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  const [min, max] = [sorted[0], sorted.at(-1)]
  if (middle === undefined || min === undefined || max === undefined) throw new Error('nothing was measured')
  return { median: middle, min, max, runs: sorted.length }
}

/** Whether a figure keeps to its budget; null where it has none. */
export function isKept({ budget, ratio, ours }: Figure): boolean | null {
  if (!budget) return null
  const value = (ratio ?? ours).median
  return budget.is === 'at most' ? value <= budget.limit : value >= budget.limit
}

const short = (value: number): string =>
  Math.abs(value) >= 1000
    ? String(Math.round(value))
    : Math.abs(value) >= 10
      ? value.toFixed(1)
      : Math.abs(value) >= 0.1
        ? value.toFixed(2)
        : value.toPrecision(2)

const told = ({ median, min, max, runs }: Spread): string =>
  runs === 1 ? short(median) : `${short(median)} (${short(min)}…${short(max)}, ${runs} runs)`

/** One figure as one line or two. */
export function inWords(figure: Figure): string {
  const { what, unit, ours, baseline, ratio, budget } = figure
  const kept = isKept(figure)
  const verdict = budget ? ` | budget ${budget.is} ${budget.limit}: ${kept ? 'kept' : 'MISSED'}` : ''
  const first = `${what}: ${told(ours)} ${unit}`
  if (!baseline || !ratio) return `${first}${verdict}`
  return `${first}; ${baseline.name}: ${told(baseline)} ${unit}\n    ratio ${told(ratio)}${verdict}`
}
