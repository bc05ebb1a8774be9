import * as z from 'zod'
import { EmailAddress } from '#accounts/addresses'
import { type Actor, requireRole } from '#accounts/members'
import { CreateOrganisationInput } from '#accounts/organisations'
import { Username } from '#accounts/people'
import type { StaffRole } from '#accounts/roles'
import { dayMs, later } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { newId } from '#platform/ids'
import type { Limit } from '#platform/throttle'
import { writeWelcome } from './letters.ts'
import { forgetWelcomes, indexOf, placeOf, welcomeLifeMs } from './waiting-welcome.ts'

/** Who prepares accounts: those who answer inquiries. */
export const welcomeRoles = ['support', 'billing', 'admin'] as const satisfies readonly StaffRole[]

/** A slip of the hand does not fill a mailbox. */
const toOneAddress: Limit = { name: 'accounts.welcome-one', tries: 3, withinMs: dayMs }

const { kind, name, country } = CreateOrganisationInput.shape
export const WelcomeInput = z.strictObject({ email: EmailAddress, username: Username, kind, name, country })
export type WelcomeInput = z.output<typeof WelcomeInput>

/**
 * Prepares a business account for somebody who asked for one, and has the letter written. Nothing is made before they say
 * yes: there is no account, no password and no organisation. One that waits for the same address is replaced.
 *
 * @throws Refusal `too-many-tries`, and those of `requireRole`
 */
export async function welcome(ctx: Ctx, actor: Actor, input: WelcomeInput): Promise<void> {
  requireRole(actor, ...welcomeRoles)
  await ctx.throttle.take(toOneAddress, input.email.toLowerCase())
  await inTransaction(ctx, async (tx) => {
    const index = indexOf(tx, input.email)
    const before = await tx.db
      .selectFrom('accounts_welcomes')
      .where('email_index', '=', index)
      .select('id')
      .forUpdate()
      .execute()
    await forgetWelcomes(
      tx,
      before.map(({ id }) => id),
    )
    const id = newId<'welcome'>(tx)
    const now = tx.clock.now()
    await tx.db
      .insertInto('accounts_welcomes')
      .values({
        id,
        email: await tx.vault.seal(tx.db, placeOf(id), input.email),
        email_index: index,
        username: input.username,
        organisation_kind: input.kind,
        organisation_name: input.name,
        country: input.country,
        created_at: now,
        expires_at: later(now, welcomeLifeMs),
      })
      .execute()
    await tx.enqueue(writeWelcome, { welcomeId: id })
  })
}
