import * as z from 'zod'
import { EmailAddress } from '#accounts/addresses'
import { type Actor, requireActive, requireStaying } from '#accounts/members'
import { dayMs } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import { type Id, newId } from '#platform/ids'
import { Telephone, businessText } from '#platform/free-text'
import type { Limit } from '#platform/throttle'
import { channels, organisationKinds, placeOf, showOrganisationId } from './organisation.ts'

/** More than anybody acts for; few enough that names cannot be hoarded. */
const byPerson: Limit = { name: 'accounts.create-organisation', tries: 10, withinMs: dayMs }

/** What an organisation says of itself, and its owner may change. */
export const aboutOrganisation = {
  name: businessText('name')
    .trim()
    .min(1, { error: 'Say what the organisation is called.' })
    .max(120, { error: 'A name has at most 120 characters.' }),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, { error: 'Choose the country in which the organisation is.' }),
  email: EmailAddress,
  streetAddress: businessText('streetAddress')
    .trim()
    .max(300, { error: 'An address has at most 300 characters.' })
    .optional(),
  telephone: Telephone.optional(),
  preferredChannel: z.enum(channels).default('email'),
}

/** Nobody can be called who gave no number. */
export const canBeCalled = (given: {
  readonly preferredChannel?: string | undefined
  readonly telephone?: string | undefined
}): boolean => given.preferredChannel !== 'telephone' || given.telephone !== undefined
export const cannotBeCalled = { path: ['telephone'], error: 'Give the number under which you want to be called.' }

export const CreateOrganisationInput = z
  .strictObject({ kind: z.enum(organisationKinds), ...aboutOrganisation })
  .refine(canBeCalled, cannotBeCalled)
export type CreateOrganisationInput = z.output<typeof CreateOrganisationInput>

export interface CreatedOrganisation {
  readonly organisationId: Id<'organisation'>
  /** `pub_…`, `adv_…` or `net_…` */
  readonly shownId: string
}

/**
 * Makes an organisation, of which whoever asks is the owner.
 *
 * @throws Refusal `too-many-tries`, `account-leaving`, and those of `requireActive`
 */
export async function createOrganisation(
  ctx: Ctx,
  actor: Actor,
  input: CreateOrganisationInput,
): Promise<CreatedOrganisation> {
  const { personId } = requireActive(actor, 'business:write')
  await ctx.throttle.take(byPerson, personId)
  return inTransaction(ctx, (tx) => foundOrganisation(tx, personId, input))
}

/** The same for a room that has seen who becomes the owner. @throws Refusal those of `requireStaying` */
export async function foundOrganisation(
  tx: TxCtx,
  personId: Id<'person'>,
  input: CreateOrganisationInput,
): Promise<CreatedOrganisation> {
  const id = newId<'organisation'>(tx)
  const now = tx.clock.now()
  await tx.db
    .insertInto('accounts_organisations')
    .values({
      id,
      kind: input.kind,
      name: input.name,
      country: input.country,
      status: 'open',
      preferred_channel: input.preferredChannel,
      ...(await sealedOf(tx, id, input)),
      created_at: now,
    })
    .execute()
  await tx.db
    .insertInto('accounts_organisation_people')
    .values({ organisation_id: id, person_id: personId, roles: ['owner'], since: now })
    .execute()
  await requireStaying(tx, personId)
  return { organisationId: id, shownId: showOrganisationId({ kind: input.kind, id }) }
}

/** The values of an organisation that are sealed, as they stand in its row. */
export async function sealedOf(
  tx: TxCtx,
  id: Id<'organisation'>,
  given: Pick<CreateOrganisationInput, 'email' | 'streetAddress' | 'telephone'>,
) {
  const seal = async (column: string, text: string | undefined): Promise<Buffer | null> =>
    text === undefined || text === '' ? null : tx.vault.seal(tx.db, placeOf(id, column), text)
  return {
    email: await seal('email', given.email),
    street_address: await seal('street_address', given.streetAddress),
    telephone: await seal('telephone', given.telephone),
  }
}
