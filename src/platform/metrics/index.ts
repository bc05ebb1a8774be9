/**
 * Figures for whoever runs the house: how much, how often, how long.
 *
 * Promises: a figure says nothing about a person. A label holds a word of a closed list or a name that stands in our
 * code, never an id, an address or anything that somebody typed; what is neither is shown as `other`, and names are
 * limited in number. No state outside the object that `openMetrics` makes.
 * Refuses to know: who may read them. A room describes its own and counts by `ctx.metrics`.
 */
export {
  type Counter,
  type Gauge,
  type Histogram,
  type LabelKinds,
  type Metric,
  counter,
  durationBuckets,
  gauge,
  histogram,
  nameInCode,
} from './metric.ts'
export { type Metrics, type Reading, openMetrics } from './metrics.ts'
