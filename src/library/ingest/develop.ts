import type { Jail } from '#platform/jail'
import { askJail } from './ask-jail.ts'
import { limits } from './limits.ts'
import type { DevelopedPicture, DevelopInput } from './picture.ts'

/**
 * Makes of an upload everything that is shown, served and known of it: the sanitised master, the variants, the facts.
 *
 * Nothing of the upload's bytes survives but its pixels, a well-formed colour profile and its rights fields. The facts
 * and files are the same for the same upload. Goes before what is asked for as a download. A disk without room rejects with an error of code `ENOSPC`.
 * @throws Refusal as `inspect`, `picture-damaged` (422), `picture-truncated` (422), and those of a broken jail
 */
export function develop(jail: Jail, input: DevelopInput): Promise<DevelopedPicture> {
  return askJail<DevelopedPicture>(jail, 'develop', input, { timeoutMs: limits.timeMs, urgency: 'first' })
}
