import { type Handler, type Schedule, handle } from '#platform/jobs'
import type { ErasureParts } from '#privacy/erasure'
import { idleMail, writeIdleWarning, writeWarning } from './letters.ts'
import { lookForIdle } from './look-for-idle.ts'

export const idleHandlers: readonly Handler[] = [handle(writeIdleWarning, writeWarning, { mails: [idleMail] })]

/** What comes round for the rooms that `parts` names. */
export const idleSchedules = (parts: ErasureParts): readonly Schedule[] => [
  { name: 'privacy.look-for-idle', pattern: '17 5 * * *', run: (ctx) => lookForIdle(ctx, parts) },
]
