import type { Id } from '#platform/ids'
import type { HoldRole } from './hold-row.ts'

/** On what something may be kept although its person is erased (GDPR 17, 3 b and e), as that person reads it. */
export const grounds = {
  'legal-obligation': 'The law requires us to keep it.',
  dispute: 'It is needed in a dispute.',
  agreement: 'It is needed to enforce an agreement.',
} as const
export type HoldGround = keyof typeof grounds

/** A hold that is in force. */
export interface Hold {
  readonly id: Id<'hold'>
  /** Null once the person is gone. */
  readonly subjectId: Id<'person'> | null
  readonly ground: HoldGround
  readonly reason: string
  /** `table.column` of the declaration. */
  readonly fields: readonly string[]
  readonly approvedAs: HoldRole
  readonly madeAt: Date
  readonly endsAt: Date
  /** The values that stay, sealed; null while the person is here. */
  readonly held: Buffer | null
}
