import * as prometheus from 'prom-client'
import {
  type Counter,
  type Gauge,
  type Histogram,
  type LabelKinds,
  type LabelsOf,
  type Metric,
  nameInCode,
} from './metric.ts'

/** One value of a gauge. */
export interface Reading<L extends LabelKinds> {
  readonly value: number
  readonly labels: LabelsOf<L>
}

export interface Metrics {
  count<L extends LabelKinds>(counter: Counter<L>, labels: LabelsOf<L>, by?: number): void
  observe<L extends LabelKinds>(histogram: Histogram<L>, labels: LabelsOf<L>, value: number): void
  /**
   * Asks for the values of a gauge, or of a counter that somebody else keeps, whenever they are wanted. What fails is left
   * out, and the rest is shown.
   */
  watch<L extends LabelKinds>(
    metric: Gauge<L> | Counter<L>,
    read: () => readonly Reading<L>[] | Promise<readonly Reading<L>[]>,
  ): void
  /** Adds what Node tells about its process: memory, processor, event loop, collected garbage. */
  watchProcess(): void
  /** Everything in the text format of Prometheus. */
  read(): Promise<{ readonly contentType: string; readonly text: string }>
}

/** So many different names may stand in one label. All that there are in the code today are about 120. */
const namesMax = 250
/** Names as they stand in code. What a person types seldom looks so, and what looks so is counted. */
const looksLikeName = /^[a-z0-9/_:.*@()[\]{}-]{1,100}$/i
const other = 'other'

/** A registry of its own, so that two houses in one process do not share their counts. */
export function openMetrics(): Metrics {
  const registry = new prometheus.Registry()
  const made = new Map<string, { readonly metric: Metric; readonly instrument: unknown }>()
  const namesSeen = new Map<string, Set<string>>()

  function instrumentOf<Instrument>(metric: Metric, make: () => Instrument): Instrument {
    const known = made.get(metric.name)
    if (known && known.metric !== metric) throw new Error(`two metrics are named ${metric.name}`)
    const instrument = known?.instrument ?? make()
    if (!known) made.set(metric.name, { metric, instrument })
    return instrument as Instrument
  }

  /** A word that is not on the list, and a name past the number of names, is shown as `other`: labels cannot grow. */
  function bounded(metric: Metric, labels: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(metric.labels).map(([label, kind]) => {
        const value = labels[label] ?? ''
        if (Array.isArray(kind)) return [label, kind.includes(value) ? value : other]
        return [label, kind === nameInCode && isFewEnough(`${metric.name} ${label}`, value) ? value : other]
      }),
    )
  }
  function isFewEnough(label: string, value: string): boolean {
    if (!looksLikeName.test(value)) return false
    const seen = namesSeen.get(label) ?? new Set()
    namesSeen.set(label, seen)
    if (seen.size < namesMax) seen.add(value)
    return seen.has(value)
  }
  const about = (metric: Metric) => ({
    name: metric.name,
    help: metric.help,
    labelNames: Object.keys(metric.labels),
    registers: [registry],
  })

  return {
    count(metric, labels, by = 1) {
      instrumentOf(metric, () => new prometheus.Counter(about(metric))).inc(bounded(metric, labels), by)
    },
    observe(metric, labels, value) {
      const buckets = [...metric.buckets]
      instrumentOf(metric, () => new prometheus.Histogram({ ...about(metric), buckets })).observe(
        bounded(metric, labels),
        value,
      )
    },
    watch(metric, read) {
      const collected = async (set: (labels: Record<string, string>, value: number) => void): Promise<void> => {
        for (const { labels, value } of await read()) set(bounded(metric, labels), value)
      }
      instrumentOf(metric, () =>
        metric.kind === 'gauge'
          ? new prometheus.Gauge({
              ...about(metric),
              async collect() {
                this.reset()
                await collected((labels, value) => this.set(labels, value)).catch(() => this.reset())
              },
            })
          : new prometheus.Counter({
              ...about(metric),
              async collect() {
                this.reset()
                await collected((labels, value) => this.inc(labels, value)).catch(() => this.reset())
              },
            }),
      )
    },
    watchProcess: () => prometheus.collectDefaultMetrics({ register: registry, prefix: 'vitrine_' }),
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  }
}
