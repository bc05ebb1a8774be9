import { type Actor, namesOf, requireRole } from '#accounts/members'
import type { Ctx } from '#platform/context'
import { showId } from '#platform/ids'
import { breachRoles, readBreach, readBreaches } from './breach-row.ts'
import { type ReminderStage, type Step, dueAt, stageOf, stepsFrom } from './breach.rules.ts'
import type { Breach, StepWord } from './breach.ts'
import { type NoticeProgress, noticeProgress } from './tell-people.ts'

/** An entry as staff sees it. */
export interface ShownBreach extends Omit<Breach, 'id'> {
  readonly id: string
  /** When the authority has to have been told. */
  readonly dueAt: Date
  /** How near that is, while the question is open. */
  readonly stage: ReminderStage | null
}

const show = (ctx: Ctx, { id, ...breach }: Breach): ShownBreach => ({
  ...breach,
  id: showId('breach', id),
  dueAt: dueAt(breach),
  stage: stageOf(breach, ctx.clock.now()),
})

/** The register: what is open first, and of that what is due first. @throws Refusal those of `requireRole` */
export async function listBreaches(ctx: Ctx, actor: Actor): Promise<readonly ShownBreach[]> {
  requireRole(actor, ...breachRoles)
  const rank = ({ state }: ShownBreach): number => ['open', 'reported', 'not-reportable', 'closed'].indexOf(state)
  return (await readBreaches(ctx))
    .map((breach) => show(ctx, breach))
    .sort((a, b) => rank(a) - rank(b) || a.dueAt.getTime() - b.dueAt.getTime())
}

export interface BreachStep {
  readonly at: Date
  /** Null where they have gone. */
  readonly by: string | null
  readonly what: StepWord
  readonly lines: readonly string[]
}

export interface OpenedBreach {
  readonly breach: ShownBreach
  readonly steps: readonly Step[]
  /** Null until somebody began to tell people. */
  readonly notices: NoticeProgress | null
  readonly history: readonly BreachStep[]
}

/** One entry with everything about it. @throws Refusal `breach-not-found` and those of `requireRole` */
export async function getBreach(ctx: Ctx, actor: Actor, id: string): Promise<OpenedBreach> {
  requireRole(actor, ...breachRoles)
  const breach = await readBreach(ctx, id)
  const rows = await ctx.db
    .selectFrom('privacy_breach_steps')
    .where('breach_id', '=', breach.id)
    .select(['by_person_id', 'at', 'what', 'lines'])
    .orderBy('version', 'desc')
    .execute()
  const names = await namesOf(
    ctx,
    rows.flatMap((row) => row.by_person_id ?? []),
  )
  return {
    breach: show(ctx, breach),
    steps: stepsFrom(breach.state),
    notices: breach.noticeTo === null ? null : await noticeProgress(ctx, breach.id, breach.noticeFoundAt),
    history: rows.map((row) => ({
      at: row.at,
      by: names.get(row.by_person_id ?? '')?.username ?? null,
      what: row.what as StepWord,
      lines: row.lines,
    })),
  }
}
