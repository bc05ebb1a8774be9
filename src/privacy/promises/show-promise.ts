import type { Kind, Principle, PrivacyPromise, PromiseId } from './promise.ts'
import type { PromisesRun } from './promises-run.ts'

/** A promise as the page and its data show it. */
export interface ShownPromise {
  readonly id: PromiseId
  readonly title: string
  readonly text: string
  readonly principle: Principle
  readonly kind: Kind
  readonly state: PrivacyPromise['state']
  /** Which tests show it; none while it is not kept. */
  readonly tests: readonly string[]
  /** What was broken on purpose to see them fail. */
  readonly breaches: readonly string[]
  /** What of a promise that is not kept tests show already. */
  readonly partly?: string
  /** When these very tests passed in the last full run. */
  readonly lastPassedAt?: string
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n')

/** A run speaks for a promise only if it ran the tests and the breaches that the register names now. */
export function showPromise(promise: PrivacyPromise, run: PromisesRun | null): ShownPromise {
  const { id, title, text, principle, kind } = promise
  const shown = { id, title, text, principle, kind }
  if (promise.state === 'not yet') {
    const { state, partly } = promise
    return { ...shown, state, tests: [], breaches: [], ...(partly !== undefined && { partly }) }
  }
  const { state, tests, breaches } = promise
  const ran = run?.promises[id]
  const passed = ran && same(ran.tests, tests) && same(ran.breaches, breaches)
  return { ...shown, state, tests, breaches, ...(passed && { lastPassedAt: ran.passedAt }) }
}
