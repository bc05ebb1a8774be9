import { requireStaying } from '#accounts/members'
import type { AnyCtx, TxCtx } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { type Refusal, notFound } from '#platform/refusal'
import { appendAudit } from '#privacy/audit'
import type { CreativeState, CreativeStep, CreativeWords } from './creative.ts'
import type { LandingProblem } from './landing.rules.ts'

export const creativeNotFound = (): Refusal => notFound('creative-not-found', 'There is no such creative.')

/** Who uses a file: the picture that was made of it, and the upload until then. */
export const pictureUsedBy = (pictureId: string): string => `ads_creative_pictures:${pictureId}`
export const uploadUsedBy = (pictureId: string): string => `ads_creative_pictures:${pictureId}:upload`

export interface CreativeRow {
  readonly id: Id<'creative'>
  readonly organisationId: Id<'organisation'>
  readonly version: number
  readonly approvedVersion: number | null
  readonly withdrawnAt: Date | null
}

const columns = ['id', 'organisation_id', 'version', 'approved_version', 'withdrawn_at'] as const

/** One creative. @throws Refusal `creative-not-found` where it is another organisation's too */
export async function readCreative(
  { db }: Pick<AnyCtx, 'db'>,
  shown: string,
  organisationId?: Id<'organisation'>,
  { lock = false } = {},
): Promise<CreativeRow> {
  const id = readId('creative', shown)
  if (!id) throw creativeNotFound()
  const found = db.selectFrom('ads_creatives').where('id', '=', id).select(columns)
  const row = await (lock ? found.forUpdate() : found).executeTakeFirst()
  if (!row || (organisationId !== undefined && row.organisation_id !== organisationId)) throw creativeNotFound()
  return {
    id: row.id as Id<'creative'>,
    organisationId: row.organisation_id as Id<'organisation'>,
    version: row.version,
    approvedVersion: row.approved_version,
    withdrawnAt: row.withdrawn_at,
  }
}

export interface VersionRow extends CreativeWords {
  readonly id: string
  readonly pictureId: string
  readonly version: number
  readonly state: CreativeState
  readonly landingProblem: LandingProblem | null
  readonly landingFailures: number
}

/** What a version of a creative is. @throws Refusal `creative-not-found` */
export async function readVersion(
  { db }: Pick<AnyCtx, 'db'>,
  { id }: Pick<CreativeRow, 'id'>,
  version: number,
): Promise<VersionRow> {
  const row = await db
    .selectFrom('ads_creative_versions')
    .where('creative_id', '=', id)
    .where('version', '=', version)
    .select(['id', 'picture_id', 'state', 'headline', 'words', 'call_to_action', 'alt', 'landing_page'])
    .select(['landing_problem', 'landing_failures'])
    .executeTakeFirst()
  if (!row) throw creativeNotFound()
  return {
    id: row.id,
    pictureId: row.picture_id,
    version,
    state: row.state as CreativeState,
    headline: row.headline,
    text: row.words,
    callToAction: row.call_to_action,
    alt: row.alt,
    landingPage: row.landing_page,
    landingProblem: row.landing_problem as LandingProblem | null,
    landingFailures: row.landing_failures,
  }
}

/** The number of the last step. */
export async function revisionOf({ db }: Pick<AnyCtx, 'db'>, id: Id<'creative'>): Promise<number> {
  const { number } = await db
    .selectFrom('ads_creative_steps')
    .where('creative_id', '=', id)
    .select((select) => select.fn.coalesce(select.fn.max('number'), select.lit(0)).as('number'))
    .executeTakeFirstOrThrow()
  return number
}

/** Notes what was done to a creative, by whom, here and in the log of acts. The creative is locked. */
export async function noteStep(
  tx: TxCtx,
  { id, organisationId, version }: Pick<CreativeRow, 'id' | 'organisationId' | 'version'>,
  what: CreativeStep,
  byPersonId: Id<'person'> | null,
): Promise<void> {
  const at = tx.clock.now()
  const number = (await revisionOf(tx, id)) + 1
  await tx.db
    .insertInto('ads_creative_steps')
    .values({ creative_id: id, number, version, what, by_person_id: byPersonId, at })
    .execute()
  await tx.db.updateTable('ads_creatives').set({ touched_at: at }).where('id', '=', id).execute()
  await appendAudit(tx, {
    kind: 'creative-step',
    by: byPersonId,
    about: organisationId,
    detail: { creativeId: id, version, what },
  })
  if (byPersonId) await requireStaying(tx, byPersonId)
}
