import * as z from 'zod'
import { type Actor, requireActive, requireProven } from '#accounts/members'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { requirePersonOf } from './change-roles.ts'
import { keepAnOwner, keepOwnersFromKeys, standUnderLock } from './under-lock.ts'

export const RemovePersonInput = z.strictObject({
  /** `mem_…`, as the list of people shows it. */
  person: z.string().max(60),
})
export type RemovePersonInput = z.output<typeof RemovePersonInput>

/**
 * Takes somebody out of an organisation: from then on they are nobody there. The last owner stays.
 *
 * @throws Refusal `not-in-organisation`, `last-owner`, `prove-again`, `owners-by-people`, and those of `standUnderLock`
 */
export async function removePerson(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { person }: RemovePersonInput,
): Promise<void> {
  requireProven(actor, ctx.clock.now(), 'business:write')
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, 'owner')
    const { personId, roles } = await requirePersonOf(tx, organisationId, person)
    keepOwnersFromKeys(actor, roles)
    await takeOut(tx, organisationId, personId)
  })
}

/**
 * Lets whoever asks go out of an organisation, whatever their role. The last owner closes it instead.
 *
 * @throws Refusal `last-owner`, and those of `standUnderLock`
 */
export async function leaveOrganisation(ctx: Ctx, actor: Actor, organisationId: Id<'organisation'>): Promise<void> {
  // No key: a program does not decide for whom somebody works.
  const { personId } = requireActive(actor)
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, 'reader')
    await takeOut(tx, organisationId, personId)
  })
}

async function takeOut(tx: TxCtx, organisationId: Id<'organisation'>, personId: Id<'person'>): Promise<void> {
  await keepAnOwner(tx, organisationId, personId)
  await tx.db
    .deleteFrom('accounts_organisation_people')
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', personId)
    .execute()
}
