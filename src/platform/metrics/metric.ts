/**
 * A label that holds names which stand in our code: patterns of routes, codes of refusals, kinds of work and of mail.
 */
export const nameInCode = Object.freeze({ nameInCode: true })

/** The labels of a metric: for each the values that it may have, or that it holds names which stand in our code. */
export type LabelKinds = Readonly<Record<string, readonly string[] | typeof nameInCode>>

/** Values for labels: of a closed list one of its words. */
export type LabelsOf<L extends LabelKinds> = {
  readonly [Name in keyof L]: L[Name] extends readonly string[] ? L[Name][number] : string
}

interface Described<L extends LabelKinds> {
  /** `vitrine_room_what_unit`. */
  readonly name: string
  readonly help: string
  readonly labels: L
}

/** What is counted and only grows. */
export interface Counter<L extends LabelKinds = LabelKinds> extends Described<L> {
  readonly kind: 'counter'
}

/** What is measured often, and of which shares and means are asked. */
export interface Histogram<L extends LabelKinds = LabelKinds> extends Described<L> {
  readonly kind: 'histogram'
  readonly buckets: readonly number[]
}

/** What is so much now. */
export interface Gauge<L extends LabelKinds = LabelKinds> extends Described<L> {
  readonly kind: 'gauge'
}

export type Metric<L extends LabelKinds = LabelKinds> = Counter<L> | Histogram<L> | Gauge<L>

/** Of a metric without labels: whatever its name, none has a value. */
export type NoLabels = Readonly<Record<string, never>>

const noLabels: LabelKinds = Object.freeze({})

/** Pure: describes a counter. Its name ends in `_total`. */
export function counter(name: string, help: string): Counter<NoLabels>
export function counter<const L extends LabelKinds>(name: string, help: string, labels: L): Counter<L>
export function counter(name: string, help: string, labels: LabelKinds = noLabels): Counter {
  return Object.freeze({ kind: 'counter', name: named(name, /_total$/), help, labels })
}

/** Pure: describes a histogram. Its name ends in what it measures: seconds, bytes or pixels. */
export function histogram(name: string, help: string, buckets: readonly number[]): Histogram<NoLabels>
export function histogram<const L extends LabelKinds>(
  name: string,
  help: string,
  buckets: readonly number[],
  labels: L,
): Histogram<L>
export function histogram(
  name: string,
  help: string,
  buckets: readonly number[],
  labels: LabelKinds = noLabels,
): Histogram {
  return Object.freeze({ kind: 'histogram', name: named(name, /_(seconds|bytes|pixels)$/), help, buckets, labels })
}

/** Pure: describes a gauge. Its name ends in what it counts, in the plural, or in a unit. */
export function gauge(name: string, help: string): Gauge<NoLabels>
export function gauge<const L extends LabelKinds>(name: string, help: string, labels: L): Gauge<L>
export function gauge(name: string, help: string, labels: LabelKinds = noLabels): Gauge {
  return Object.freeze({ kind: 'gauge', name: named(name, /s$/), help, labels })
}

/** @throws Error where the name is not one of ours: it would stay in the graphs of operators for years */
function named(name: string, unit: RegExp): string {
  if (!/^vitrine(_[a-z0-9]+){2,}$/.test(name) || !unit.test(name)) throw new Error(`${name} is no name for a metric`)
  return name
}

/** From what answers fast to what takes as long as an upload. Seconds. */
export const durationBuckets = Object.freeze([0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120])
