import { ZodError } from 'zod'
import { problemOf } from '#platform/http'
import { ConfigProblem } from '#platform/config'
import { Refusal } from '#platform/refusal'

/** 0 done, 1 refused, 2 wrong usage, 3 the system is unwell. */
export function exitCodeOf(error: unknown): 1 | 2 | 3 {
  if (error instanceof Refusal) return 1
  if (error instanceof ZodError || error instanceof ConfigProblem) return 2
  return 3
}

/** What goes to standard error: a sentence, or problem JSON for scripts. */
export function explain(error: unknown, asJson: boolean): string {
  if (error instanceof Refusal || error instanceof ZodError) {
    const { problem } = problemOf(error, 'command')
    if (asJson) return JSON.stringify(problem)
    const fields = Object.entries(problem.fields ?? {}).map(([name, reason]) => `\n  ${name}: ${reason}`)
    return `vitrine: ${problem.detail}${fields.join('')}`
  }
  const message = error instanceof Error ? error.message : String(error)
  if (asJson) {
    return JSON.stringify({ type: '/problems#unwell', title: 'Unwell', status: 500, code: 'unwell', detail: message })
  }
  const cause = error instanceof Error && error.cause instanceof Error ? `\n  because: ${error.cause.message}` : ''
  return `vitrine: ${message}${cause}`
}
