import { join } from 'node:path'
import type { Ctx } from '#platform/context'
import { type PromisesRun, readPromisesRun } from '#privacy/promises'

const besideTheProgram = join(import.meta.dirname, '../../build/promises-run.json')

/** The last full run of the promises, or null. A file that cannot be understood shows nothing, so it counts as none. */
export function lastPromisesRun({ config, log }: Pick<Ctx, 'config' | 'log'>): PromisesRun | null {
  try {
    return readPromisesRun(config.promisesRunFile ?? besideTheProgram)
  } catch (error) {
    log.warn('the last run of the promises cannot be read', { error })
    return null
  }
}
