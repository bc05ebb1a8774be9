import * as z from 'zod'
import { findAddress } from '#accounts/addresses'
import { type Actor, requireRole } from '#accounts/people'
import { hourMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { Limit } from '#platform/throttle'
import { appendAudit } from '#privacy/audit'
import { requirePerson, requireViewing } from '#privacy/staff-access'
import { writeSupportCode } from './letters.ts'

export const AskForCodeInput = z.strictObject({ person: z.string(), viewing: z.string() })
export type AskForCodeInput = z.output<typeof AskForCodeInput>

const askedOfPerson: Limit = { name: 'privacy.support-code-asked', tries: 3, withinMs: hourMs }

/**
 * Has a code sent to the proven address of a person who asked support for a change and cannot sign in. Support does not
 * see it: only who reads the mail of that address can tell it.
 *
 * @throws Refusal `no-proven-address`, `reason-needed`, `person-not-found`, `too-many-tries`, and those of `requireRole`
 */
export async function askForCode(ctx: Ctx, actor: Actor, { person, viewing }: AskForCodeInput): Promise<void> {
  const staff = requireRole(actor, 'support')
  const personId = await requirePerson(ctx, person)
  requireViewing(ctx, staff, personId, viewing)
  if (!(await findAddress(ctx, { personId }))?.proven) {
    throw new Refusal('conflict', 'no-proven-address', 'This account has no proven address, so no code can be sent.')
  }
  await ctx.throttle.take(askedOfPerson, personId)
  await inTransaction(ctx, async (tx) => {
    await appendAudit(tx, {
      kind: 'staff-asked-proof',
      by: staff.personId,
      about: personId,
      detail: { roles: ['support'] },
    })
    await tx.enqueue(writeSupportCode, { personId })
  })
}
