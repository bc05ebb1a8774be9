import * as z from 'zod'
import { type Actor, requireRole } from '#accounts/members'
import { organisationNotFound, readOrganisation } from '#accounts/organisations'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { businessText } from '#platform/free-text'
import { type Id, readId, showId } from '#platform/ids'
import { Refusal, notFound } from '#platform/refusal'
import { appendAudit } from '#privacy/audit'
import { callRoles } from './calls.ts'
import { type NewTrouble, beginTrouble } from './tell-publisher.ts'
import { reportedKinds } from './trouble.ts'

/** Words that say why: of ten characters at least, in one paragraph. */
const because = (field: string, ask: string) =>
  businessText(field)
    .trim()
    .transform((text) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '))
    .pipe(z.string().min(10, { error: ask }).max(1000, { error: 'Use at most 1000 characters.' }))

export const ReportPublisherTroubleInput = z
  .strictObject({
    /** `pub_…` */
    organisation: z.string().trim().min(1, { error: 'Give the number of the publisher, as pub_…' }).max(60),
    kind: z.enum(reportedKinds, { error: 'Choose what it is about.' }),
    /** Of which site; a payment is of none. */
    host: z.string().trim().toLowerCase().max(253, { error: 'Give the host of a site.' }).optional(),
    words: because('words', 'Say in at least 10 characters what is wrong and what to do.'),
  })
  .superRefine(({ kind, host }, ctx) => {
    if (kind === 'site' && host === undefined) {
      ctx.addIssue({ code: 'custom', path: ['host'], message: 'Say which site it is.' })
    }
    if (kind === 'payout' && host !== undefined) {
      ctx.addIssue({ code: 'custom', path: ['host'], message: 'A payment is of no site. Leave it empty.' })
    }
  })
export type ReportPublisherTroubleInput = z.output<typeof ReportPublisherTroubleInput>

/**
 * Says that a site, a tag or a payment of a publisher has trouble. They learn of it by the way they chose: by letter at
 * once, or by a call that stands among those to be made (promise S-40).
 *
 * @param site of that publisher; null where it is of none
 * @returns `ptr_…`
 * @throws Refusal `organisation-not-found`, `publisher-trouble-known`, and those of `requireRole`
 */
export async function reportTrouble(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  site: NewTrouble['site'],
  { kind, words }: Pick<ReportPublisherTroubleInput, 'kind' | 'words'>,
): Promise<{ readonly id: string }> {
  const { personId } = requireRole(actor, ...callRoles)
  if ((await readOrganisation(ctx, organisationId)).kind !== 'publisher') throw organisationNotFound()
  return inTransaction(ctx, async (tx) => {
    const id = await beginTrouble(tx, { kind, organisationId, site, words })
    if (id === null) {
      throw new Refusal(
        'conflict',
        'publisher-trouble-known',
        'This is known already. Solve it before it is reported again.',
      )
    }
    await noteAct(tx, organisationId, id, 'reported', personId)
    return { id: showId('publisherTrouble', id) }
  })
}

export const SolvePublisherTroubleInput = z.strictObject({
  trouble: z.string().max(60),
  solution: because('solution', 'Say in at least 10 characters how it was solved.'),
})
export type SolvePublisherTroubleInput = z.output<typeof SolvePublisherTroubleInput>

/**
 * Says that what was reported is over, and how. What the house found by itself is over when it finds so. Of two who do it
 * at once one is told.
 *
 * @throws Refusal `publisher-trouble-not-found`, `publisher-trouble-solved`, and those of `requireRole`
 */
export async function solveReported(
  ctx: Ctx,
  actor: Actor,
  { trouble: shown, solution }: SolvePublisherTroubleInput,
): Promise<void> {
  const { personId } = requireRole(actor, ...callRoles)
  const id = readId('publisherTrouble', shown)
  await inTransaction(ctx, async (tx) => {
    const row =
      id &&
      (await tx.db
        .selectFrom('ads_publisher_troubles')
        .where('id', '=', id)
        .where('kind', 'in', reportedKinds)
        .select(['organisation_id', 'solved_at'])
        .forUpdate()
        .executeTakeFirst())
    if (!row) throw notFound('publisher-trouble-not-found', 'There is no such trouble that somebody reported.')
    if (row.solved_at !== null) {
      throw new Refusal('conflict', 'publisher-trouble-solved', 'Somebody has solved this already. Look again.')
    }
    await tx.db
      .updateTable('ads_publisher_troubles')
      .set({ solved_at: tx.clock.now(), solution })
      .where('id', '=', id)
      .execute()
    await noteAct(tx, row.organisation_id as Id<'organisation'>, id, 'solved', personId)
  })
}

const noteAct = (
  tx: TxCtx,
  about: Id<'organisation'>,
  troubleId: Id<'publisherTrouble'>,
  what: 'reported' | 'solved',
  by: Id<'person'>,
): Promise<unknown> => appendAudit(tx, { kind: 'publisher-trouble', by, about, detail: { troubleId, what } })
