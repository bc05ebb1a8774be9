import { readFileSync } from 'node:fs'
import * as z from 'zod'

/** What a full run of `npm run check-promises` found: every kept promise passed, every planted breach was noticed. */
export const PromisesRun = z.strictObject({
  /** When it ended. */
  at: z.iso.datetime(),
  /** Of which commit; followed by `+` where files were changed since, and `unknown` outside a repository. */
  commit: z.string(),
  promises: z.record(
    z.string(),
    z.strictObject({
      passedAt: z.iso.datetime(),
      tests: z.array(z.string()),
      breaches: z.array(z.string()),
    }),
  ),
})
export type PromisesRun = z.output<typeof PromisesRun>

/**
 * The last full run on this installation, or null where there was none.
 *
 * @throws Error where the file is there and cannot be understood
 */
export function readPromisesRun(file: string): PromisesRun | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return PromisesRun.parse(JSON.parse(text))
}
