import * as z from 'zod'
import type { Actor } from '#accounts/members'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { aboutOrganisation, canBeCalled, cannotBeCalled, sealedOf } from './create-organisation.ts'
import { standUnderLock } from './under-lock.ts'

export const EditOrganisationInput = z.strictObject(aboutOrganisation).refine(canBeCalled, cannotBeCalled)
export type EditOrganisationInput = z.output<typeof EditOrganisationInput>

/**
 * Writes what an organisation says of itself; what is left out is taken away. What it does with us stays what it was.
 *
 * @throws Refusal those of `standUnderLock`
 */
export async function editOrganisation(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  input: EditOrganisationInput,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, 'owner')
    await tx.db
      .updateTable('accounts_organisations')
      .where('id', '=', organisationId)
      .set({
        name: input.name,
        country: input.country,
        preferred_channel: input.preferredChannel,
        ...(await sealedOf(tx, organisationId, input)),
      })
      .execute()
  })
}
