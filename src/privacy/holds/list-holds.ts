import { type Actor, namesOf, requireRole } from '#accounts/members'
import type { Store } from '#declaration'
import type { Ctx } from '#platform/context'
import { showId } from '#platform/ids'
import { entriesAbout } from '#privacy/audit'
import { type HoldRole, holdRoles, readHold, readHolds } from './hold-row.ts'
import { fieldsInWords } from './hold.rules.ts'
import { type Hold, grounds } from './hold.ts'

/** A hold as staff sees it: never what is held. */
export interface ShownHold {
  readonly id: string
  /** The number of the person; null once they are gone. */
  readonly person: string | null
  readonly ground: string
  readonly reason: string
  readonly fields: readonly string[]
  readonly approvedAs: HoldRole
  readonly madeAt: Date
  readonly endsAt: Date
}

const show = (stores: readonly Store[], hold: Hold): ShownHold => ({
  id: showId('hold', hold.id),
  person: hold.subjectId && showId('person', hold.subjectId),
  ground: grounds[hold.ground],
  reason: hold.reason,
  fields: fieldsInWords(stores, hold.fields),
  approvedAs: hold.approvedAs,
  madeAt: hold.madeAt,
  endsAt: hold.endsAt,
})

/** Every hold in force, what ends first on top. @throws Refusal those of `requireRole` */
export async function listHolds(ctx: Ctx, stores: readonly Store[], actor: Actor): Promise<readonly ShownHold[]> {
  requireRole(actor, ...holdRoles)
  return (await readHolds(ctx))
    .map((hold) => show(stores, hold))
    .sort((one, other) => one.endsAt.getTime() - other.endsAt.getTime())
}

/** Something that was done about a hold. */
export interface HoldStep {
  readonly at: Date
  readonly what: 'placed' | 'read'
  /** The user name; null where they have left. */
  readonly by: string | null
  /** Of a reading. */
  readonly reason: string | null
}

export interface OpenedHold {
  readonly hold: ShownHold
  /** Who placed it, and who read what it keeps, the newest first. */
  readonly history: readonly HoldStep[]
}

const readingsMax = 100

/** One hold with everything about it. @throws Refusal `hold-not-found` and those of `requireRole` */
export async function getHold(ctx: Ctx, stores: readonly Store[], actor: Actor, shown: string): Promise<OpenedHold> {
  requireRole(actor, ...holdRoles)
  const hold = await readHold(ctx, shown)
  const placed = await ctx.db
    .selectFrom('privacy_hold_steps')
    .where('hold_id', '=', hold.id)
    .where('what', '=', 'placed')
    .select(['at', 'by_person_id'])
    .executeTakeFirstOrThrow()
  // Of somebody who is gone the log of acts names the hold.
  const readings = (await entriesAbout(ctx, hold.id, { limit: readingsMax })).filter(({ kind }) => kind === 'hold-read')
  const names = await namesOf(ctx, [placed.by_person_id ?? [], ...readings.map(({ by }) => by ?? [])].flat())
  const nameOf = (id: string | null): string | null => (id && names.get(id)?.username) ?? null
  return {
    hold: show(stores, hold),
    history: [
      ...readings.map(({ at, by, reason }) => ({ at, what: 'read' as const, by: nameOf(by), reason })),
      { at: placed.at, what: 'placed', by: nameOf(placed.by_person_id), reason: null },
    ],
  }
}
