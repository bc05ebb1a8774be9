import { type Actor, requireRole } from '#accounts/members'
import { readOrganisation } from '#accounts/organisations'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type WhoseAgreement, whose } from './at-organisation.ts'
import { readOpenRows, readRow } from './agreement-row.ts'
import { type ListedAgreement, listed } from './read-agreement.ts'
import { agreementRoles } from './who-may.ts'

/** An agreement as staff sees it who serve it. */
export interface AgreementAtDesk extends ListedAgreement {
  readonly organisation: WhoseAgreement
}

/** How many are shown at once. */
const shownMax = 200

/**
 * The agreements that are not over, those first that wait for our signature, and of these first what was offered first.
 *
 * @throws Refusal those of `requireRole`
 */
export async function listAtDesk(ctx: Ctx, actor: Actor): Promise<readonly AgreementAtDesk[]> {
  requireRole(actor, ...agreementRoles)
  const now = ctx.clock.now()
  const rows = await readOpenRows(ctx, now, shownMax)
  return Promise.all(
    rows.map(async (row) => ({ ...listed(row, now), organisation: await whoseIs(ctx, row.organisationId) })),
  )
}

/** Whose an agreement is. @throws Refusal `agreement-not-found`, those of `requireRole` */
export async function whoseAgreement(ctx: Ctx, actor: Actor, agreement: string): Promise<WhoseAgreement> {
  requireRole(actor, ...agreementRoles)
  return whoseIs(ctx, (await readRow(ctx, agreement)).organisationId)
}

const whoseIs = async (ctx: Ctx, id: Id<'organisation'>): Promise<WhoseAgreement> =>
  whose(await readOrganisation(ctx, id))
