import { type Actor, requireRole } from '#accounts/members'
import { readOrganisation, requireRoleIn, showOrganisationId } from '#accounts/organisations'
import type { Ctx } from '#platform/context'
import { type Id, showId } from '#platform/ids'
import { callRoles } from './calls.ts'
import { type TroubleKind, reportedKinds, troubleInWords } from './trouble.ts'

/** How many are shown at once. */
const shownMax = 200

/** A trouble as its publisher sees it. */
export interface ShownTrouble {
  /** `ptr_…` */
  readonly id: string
  /** `sit_…`; null where it is of no site. */
  readonly site: string | null
  readonly host: string | null
  readonly kind: TroubleKind
  readonly says: string
  readonly beganAt: Date
  readonly toldAt: Date | null
}

/** The same for staff, who see whose it is and whether they solve it. */
export interface TroubleAtDesk extends ShownTrouble {
  readonly organisation: { readonly id: string; readonly name: string }
  readonly channel: 'email' | 'telephone'
  /** Reported by somebody: what the house found by itself is over when it finds so. */
  readonly isReported: boolean
}

const open = ({ db }: Pick<Ctx, 'db'>) =>
  db
    .selectFrom('ads_publisher_troubles')
    .where('solved_at', 'is', null)
    .where('kind', '<>', 'proof-found')
    .select(['id', 'organisation_id', 'site_id', 'host', 'kind', 'words', 'channel', 'began_at', 'told_at'])
    .limit(shownMax)

type Row = Awaited<ReturnType<ReturnType<typeof open>['executeTakeFirstOrThrow']>>

const shown = (row: Row): ShownTrouble => ({
  id: showId('publisherTrouble', row.id as Id<'publisherTrouble'>),
  site: row.site_id && showId('site', row.site_id as Id<'site'>),
  ...{ host: row.host, kind: row.kind as TroubleKind, beganAt: row.began_at, toldAt: row.told_at },
  says: troubleInWords(row.kind as TroubleKind, row.host, row.words).says,
})

/** What is wrong on the side of a publisher now, the newest first. @throws Refusal those of `requireRoleIn` */
export async function listTroubles(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<readonly ShownTrouble[]> {
  await requireRoleIn(ctx, actor, organisationId, 'reader', 'business:read')
  const rows = await open(ctx)
    .where('organisation_id', '=', organisationId)
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(shown)
}

/** What is wrong on the side of all publishers; what has lasted longest comes first. @throws Refusal those of `requireRole` */
export async function listTroublesOfAll(ctx: Ctx, actor: Actor): Promise<readonly TroubleAtDesk[]> {
  requireRole(actor, ...callRoles)
  const rows = await open(ctx).orderBy('began_at').orderBy('id').execute()
  return Promise.all(
    rows.map(async (row) => {
      const organisation = await readOrganisation(ctx, row.organisation_id as Id<'organisation'>)
      return {
        ...shown(row),
        organisation: { id: showOrganisationId(organisation), name: organisation.name },
        channel: row.channel as TroubleAtDesk['channel'],
        isReported: reportedKinds.some((kind) => kind === row.kind),
      }
    }),
  )
}
