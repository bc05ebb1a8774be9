import * as z from 'zod'
import { type Actor, requireProven } from '#accounts/members'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, readId } from '#platform/ids'
import { type Refusal, notFound } from '#platform/refusal'
import { type OrganisationRole, OrganisationRoles } from './role.rules.ts'
import { keepAnOwner, keepOwnersFromKeys, standUnderLock } from './under-lock.ts'

export const ChangeRolesInput = z.strictObject({
  /** `mem_…`, as the list of people shows it. */
  person: z.string().max(60),
  roles: OrganisationRoles,
})
export type ChangeRolesInput = z.output<typeof ChangeRolesInput>

/**
 * Gives somebody who acts for an organisation these roles and no others. The last owner stays one.
 *
 * @throws Refusal `not-in-organisation`, `last-owner`, `prove-again`, `owners-by-people`, and those of `standUnderLock`
 */
export async function changeRoles(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  { person, roles }: ChangeRolesInput,
): Promise<void> {
  requireProven(actor, ctx.clock.now(), 'business:write')
  keepOwnersFromKeys(actor, roles)
  await inTransaction(ctx, async (tx) => {
    await standUnderLock(tx, actor, organisationId, 'owner')
    const { personId, roles: before } = await requirePersonOf(tx, organisationId, person)
    keepOwnersFromKeys(actor, before)
    if (!roles.includes('owner')) await keepAnOwner(tx, organisationId, personId)
    await tx.db
      .updateTable('accounts_organisation_people')
      .where('organisation_id', '=', organisationId)
      .where('person_id', '=', personId)
      .set({ roles: [...roles] })
      .execute()
  })
}

const notInOrganisation = (): Refusal =>
  notFound('not-in-organisation', 'Nobody with this number acts for this organisation.')

/** Somebody who acts for the organisation, by the number that the list shows. @throws Refusal `not-in-organisation` */
export async function requirePersonOf(
  tx: TxCtx,
  organisationId: Id<'organisation'>,
  person: string,
): Promise<{ readonly personId: Id<'person'>; readonly roles: readonly OrganisationRole[] }> {
  const personId = readId('person', person)
  if (personId === null) throw notInOrganisation()
  const row = await tx.db
    .selectFrom('accounts_organisation_people')
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', personId)
    .select('roles')
    .executeTakeFirst()
  if (!row) throw notInOrganisation()
  return { personId, roles: row.roles as OrganisationRole[] }
}
