import * as z from 'zod'
import { type Actor, requireActive, requireProven } from '#accounts/members'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { requirePersonOf } from './change-roles.ts'
import { keepAnOwner, standUnderLock } from './under-lock.ts'

export const RemovePersonInput = z.strictObject({
  /** `mem_…`, as the list of people shows it. */
  person: z.string().max(60),
})
export type RemovePersonInput = z.output<typeof RemovePersonInput>

/**
 * Takes somebody out of an organisation: from then on they are nobody there. The last owner stays.
 *
 * @throws Refusal `not-in-organisation`, `last-owner`, `prove-again`, and those of `standUnderLock`
 */
export async function removePerson(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { person }: RemovePersonInput,
): Promise<void> {
  requireProven(actor, ctx.clock.now())
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, 'owner')
    await takeOut(tx, organisationId, (await requirePersonOf(tx, organisationId, person)).personId)
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
