import * as z from 'zod'
import type { Actor } from '#accounts/members'
import {
  type OrganisationKind,
  readReach,
  requireOpen,
  requireRoleIn,
  showOrganisationId,
  standUnderLock,
} from '#accounts/organisations'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import type { Party } from './agreement.ts'
import { agreementNotFound, readRow } from './agreement-row.ts'
import { offerStandardAgreement, partyFields } from './offer-agreement.ts'

/** What whoever asks for an agreement says of their side; nothing else is asked for (promises S-31, S-43). */
export const AskForAgreementInput = z.strictObject(partyFields)
export type AskForAgreementInput = z.output<typeof AskForAgreementInput>

/**
 * Looks whether an agreement is one of an organisation, as an address says that names both. Whoever is nobody there learns
 * of neither.
 *
 * @throws Refusal `organisation-not-found`, `role-missing`, `agreement-not-found`, and those of `requireActive`
 */
export async function requireAgreementOf(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  agreement: string,
): Promise<void> {
  await requireRoleIn(ctx, actor, organisationId, ['owner', 'finance'], 'business:read')
  if ((await readRow(ctx, agreement)).organisationId !== organisationId) throw agreementNotFound()
}

/**
 * What is known of the side that would sign, to be read again before it stands in an agreement.
 *
 * @throws Refusal those of `requireRoleIn`
 */
export async function suggestParty(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
): Promise<Omit<Party, 'name'>> {
  const { organisation } = await requireRoleIn(ctx, actor, organisationId, 'owner', 'business:read')
  const { streetAddress, email, telephone } = await readReach(ctx, organisationId)
  return {
    company: organisation.name,
    street: streetAddress?.replaceAll(/\s*[\r\n]+\s*/g, ', ') ?? '',
    email: email ?? '',
    telephone: telephone ?? '',
  }
}

/**
 * Has the standard agreement of its kind offered to an organisation, by an owner, to be read and signed. One that was
 * offered before and is not in force gives way.
 *
 * @throws Refusal `agreement-in-force`, `organisation-closing`, and those of `standUnderLock`
 * @returns `agr_…`
 */
export async function askForAgreement(
  ctx: Ctx,
  actor: Actor,
  organisationId: Id<'organisation'>,
  party: AskForAgreementInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const { organisation } = await standUnderLock(tx, actor, organisationId, 'owner')
    requireOpen(organisation)
    return { id: await offerStandardAgreement(tx, { organisationId, kind: organisation.kind, party }) }
  })
}

/** Whose an agreement is, for staff. */
export interface WhoseAgreement {
  /** `pub_…`, `adv_…` or `net_…` */
  readonly shownId: string
  readonly name: string
  readonly kind: OrganisationKind
}

export const whose = (organisation: {
  readonly id: Id<'organisation'>
  readonly name: string
  readonly kind: OrganisationKind
}): WhoseAgreement => ({
  shownId: showOrganisationId(organisation),
  name: organisation.name,
  kind: organisation.kind,
})
