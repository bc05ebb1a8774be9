import { type Actor, requireMember } from '#accounts/members'
import type { Store } from '#declaration'
import type { Ctx } from '#platform/context'
import { showId } from '#platform/ids'
import { type HoldRole, readHolds } from './hold-row.ts'
import { fieldsInWords } from './hold.rules.ts'
import { grounds } from './hold.ts'

/** A hold as the person whom it concerns reads it. */
export interface OwnHold {
  readonly id: string
  readonly ground: string
  readonly reason: string
  /** In the words of the data map. */
  readonly fields: readonly string[]
  readonly madeAt: Date
  readonly endsAt: Date
  /** The role, not the name. */
  readonly approvedAs: HoldRole
}

/** What is held back of whoever asks. @throws Refusal those of `requireMember` */
export async function ownHolds(ctx: Ctx, stores: readonly Store[], actor: Actor): Promise<readonly OwnHold[]> {
  const { personId } = requireMember(actor, 'me:read')
  return (await readHolds(ctx, { subjectId: personId })).map(
    ({ id, ground, reason, fields, madeAt, endsAt, approvedAs }) => ({
      id: showId('hold', id),
      ground: grounds[ground],
      reason,
      fields: fieldsInWords(stores, fields),
      ...{ madeAt, endsAt, approvedAs },
    }),
  )
}
