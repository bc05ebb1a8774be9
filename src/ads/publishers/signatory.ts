import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { readReach, requireRoleIn, standUnderLock } from '#accounts/organisations'
import { offerStandardAgreement } from '#ads/agreements'
import { type AnyCtx, type Ctx, inTransaction } from '#platform/context'
import { businessText } from '#platform/free-text'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { signatoryPlace } from './publisher-row.ts'
import { requirePublisher } from './read-settings.ts'

export const SaveSignatoryInput = z.strictObject({
  signatoryName: businessText('signatoryName')
    .trim()
    .min(1, { error: 'Say who signs for the company.' })
    .max(120, { error: 'A name has at most 120 characters.' }),
  signatoryTitle: businessText('signatoryTitle')
    .trim()
    .max(120, { error: 'A title has at most 120 characters.' })
    .default(''),
})
export type SaveSignatoryInput = z.output<typeof SaveSignatoryInput>

/**
 * Says who signs for a publisher, with authority to do so. For its owners.
 *
 * @throws Refusal `publishers-only`, and those of `standUnderLock`
 */
export async function saveSignatory(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { signatoryName, signatoryTitle }: SaveSignatoryInput,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { organisation } = await standUnderLock(tx, actor, organisationId, 'owner')
    requirePublisher(organisation)
    const seal = (column: 'signatory_name' | 'signatory_title', text: string): Promise<Buffer> =>
      tx.vault.seal(tx.db, signatoryPlace(column, organisationId), text)
    const values = {
      signatory_name: await seal('signatory_name', signatoryName),
      signatory_title: signatoryTitle === '' ? null : await seal('signatory_title', signatoryTitle),
    }
    await tx.db
      .insertInto('ads_publishers')
      .values({ organisation_id: organisationId, settings_version: 0, ...values })
      .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(values))
      .execute()
  })
}

export interface Signatory {
  readonly name: string
  readonly title: string | null
}

/** Who signs for a publisher, for its owners; null where nobody was named. @throws Refusal those of `requireRoleIn` */
export async function readSignatory(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<Signatory | null> {
  await requireRoleIn(ctx, actor, organisationId, 'owner', 'business:read')
  return openSignatory(ctx, organisationId)
}

export async function hasSignatory({ db }: AnyCtx, organisationId: Id<'organisation'>): Promise<boolean> {
  const row = await db
    .selectFrom('ads_publishers')
    .where('organisation_id', '=', organisationId)
    .where('signatory_name', 'is not', null)
    .select('organisation_id')
    .executeTakeFirst()
  return row !== undefined
}

async function openSignatory(ctx: AnyCtx, organisationId: Id<'organisation'>): Promise<Signatory | null> {
  const row = await ctx.db
    .selectFrom('ads_publishers')
    .where('organisation_id', '=', organisationId)
    .select(['signatory_name', 'signatory_title'])
    .executeTakeFirst()
  const open = async (column: 'signatory_name' | 'signatory_title'): Promise<string | null> => {
    const sealed = row?.[column] ?? null
    return sealed && ctx.vault.open(ctx.db, signatoryPlace(column, organisationId), sealed, 'business.provide')
  }
  const name = await open('signatory_name')
  return name === null ? null : { name, title: await open('signatory_title') }
}

/**
 * Has the standard agreement offered to a publisher who has said who they are, so that it can be read and signed. For its
 * owners. One that was offered before and is not in force gives way.
 *
 * @throws Refusal `company-incomplete`, `agreement-in-force`, `publishers-only`, and those of `standUnderLock`
 * @returns `agr_…`
 */
export async function requestAgreement(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const { organisation } = await standUnderLock(tx, actor, organisationId, 'owner')
    requirePublisher(organisation)
    const signatory = await openSignatory(tx, organisationId)
    const { streetAddress, email, telephone } = await readReach(tx, organisationId)
    if (!signatory || !streetAddress || !email || !telephone) {
      throw new Refusal(
        'conflict',
        'company-incomplete',
        'An agreement names the company with its street address and telephone number, and who signs for it. Fill in the first part of the sign-up.',
      )
    }
    const street = streetAddress.replaceAll(/\s*[\r\n]+\s*/g, ', ')
    const party = { name: signatory.name, company: organisation.name, street, email, telephone }
    return { id: await offerStandardAgreement(tx, { organisationId, kind: 'publisher', party }) }
  })
}
