import { type Disagreement, compareNames } from './disagreement.ts'
import { type Store, storesOf } from './store.ts'

/** A kind of work, or a piece of it in the queue, with the names of what its payload holds. */
export interface FoundJob {
  readonly name: string
  readonly fields: readonly string[]
}

/** What can be done later in this process. */
export interface FoundWork {
  readonly jobs: readonly FoundJob[]
  readonly schedules: readonly string[]
  /** Kinds of mail that the handlers write. */
  readonly mails: readonly string[]
}

/** Pure: jobs, fields of their payloads, schedules and mails; what is done and what is declared, in both directions. */
export function workDisagreements(stores: readonly Store[], found: FoundWork): readonly Disagreement[] {
  const jobs = new Map(storesOf(stores, 'job').map((store) => [store.name, Object.keys(store.fields)]))
  return [
    ...compareNames(
      jobs.keys(),
      found.jobs.map(({ name }) => name),
      'undeclared-job',
      'missing-job',
    ),
    ...fieldDisagreements(jobs, found.jobs, 'both'),
    ...compareNames(namesOf(stores, 'schedule'), found.schedules, 'undeclared-schedule', 'missing-schedule'),
    ...compareNames(namesOf(stores, 'mail'), found.mails, 'undeclared-mail', 'missing-mail'),
  ]
}

/** Pure: work that waits in the queue and is not declared, or carries more than was declared. */
export function queueDisagreements(stores: readonly Store[], found: readonly FoundJob[]): readonly Disagreement[] {
  const jobs = new Map(storesOf(stores, 'job').map((store) => [store.name, Object.keys(store.fields)]))
  // The queue itself notes in the payload when a schedule was due.
  for (const name of namesOf(stores, 'schedule')) jobs.set(name, ['_cron'])
  return [
    ...compareNames(
      jobs.keys(),
      found.map(({ name }) => name),
      'undeclared-job',
    ),
    ...fieldDisagreements(jobs, found, 'undeclared'),
  ]
}

/** Pure: letters that were sent and are not declared. */
export const letterDisagreements = (stores: readonly Store[], sent: readonly string[]): readonly Disagreement[] =>
  compareNames(namesOf(stores, 'mail'), sent, 'undeclared-mail')

function fieldDisagreements(
  declared: ReadonlyMap<string, readonly string[]>,
  found: readonly FoundJob[],
  direction: 'both' | 'undeclared',
): readonly Disagreement[] {
  return found.flatMap(({ name: job, fields }) => {
    const known = declared.get(job)
    if (!known) return []
    const missing = direction === 'both' ? 'missing-field' : undefined
    return compareNames(known, fields, 'undeclared-field', missing).map(({ problem, name }) => ({
      problem,
      name: `${job}: ${name}`,
    }))
  })
}

const namesOf = (stores: readonly Store[], kind: 'schedule' | 'mail'): readonly string[] =>
  storesOf(stores, kind).map(({ name }) => name)
