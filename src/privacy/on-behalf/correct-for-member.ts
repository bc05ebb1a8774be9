import * as z from 'zod'
import { correctText, hasTexts, renameMember } from '#accounts/members'
import { type Actor, EditProfileInput, Username, requireRole } from '#accounts/people'
import { minuteMs } from '#platform/clock'
import { type Ctx, type TxCtx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { Limit } from '#platform/throttle'
import { appendAudit } from '#privacy/audit'
import { lockConsentsOf, requireConsent, withdrawConsent } from '#privacy/consent'
import { requirePerson, requireViewing } from '#privacy/staff-access'
import { writeChangedForYou } from './letters.ts'
import { spendCode } from './support-code.ts'

const common = { person: z.string(), viewing: z.string(), code: z.string().max(40).default('') }

/** An optional text that is empty is taken away. */
export const CorrectForMemberInput = z.discriminatedUnion('field', [
  z.strictObject({ ...common, field: z.literal('username'), value: Username }),
  z.strictObject({ ...common, field: z.literal('displayName'), value: EditProfileInput.shape.displayName }),
  z.strictObject({ ...common, field: z.literal('about'), value: EditProfileInput.shape.about }),
])
export type CorrectForMemberInput = z.output<typeof CorrectForMemberInput>

/**
 * Five guesses of a hundred million in the life of a code. Counted for the person and for the member of staff, so that
 * neither many guess one code nor one guesses many.
 */
const guessesOfPerson: Limit = { name: 'privacy.support-code-guess', tries: 5, withinMs: 15 * minuteMs }
const guessesOfStaff: Limit = { name: 'privacy.support-code-guess-staff', tries: 20, withinMs: 15 * minuteMs }

const proofNeeded = (): Refusal =>
  new Refusal('forbidden', 'proof-needed', 'Ask the person for a code. Nothing is changed for anybody without one.', {
    fields: { code: 'This code is not right, is used, or is older than 15 minutes.' },
  })

/**
 * Changes one thing for a person who asked support and gave a code of theirs, which is used up. The change, the entry in
 * the log of acts and the letter to the person are one; a try without a right code is in the log as well, and changes
 * nothing (promise G-115).
 *
 * Support gives no consent for anybody: a text is written only where the person has said yes to having one.
 *
 * @throws Refusal `proof-needed`, `reason-needed`, `person-not-found`, `consent-needed`, `too-many-tries`, and those of
 *   `requireRole` and `renameMember`
 */
export async function correctForMember(ctx: Ctx, actor: Actor, input: CorrectForMemberInput): Promise<void> {
  const staff = requireRole(actor, 'support')
  const personId = await requirePerson(ctx, input.person)
  requireViewing(ctx, staff, personId, input.viewing)
  await ctx.throttle.take(guessesOfPerson, personId)
  await ctx.throttle.take(guessesOfStaff, staff.personId)
  const entry = { by: staff.personId, about: personId, detail: { roles: ['support'], groups: [input.field] } }
  const isProven = await inTransaction(ctx, async (tx) => {
    await lockConsentsOf(tx, personId)
    if (!(await spendCode(tx, personId, input.code))) {
      await appendAudit(tx, { kind: 'staff-edit-refused', ...entry })
      return false
    }
    await change(tx, staff.personId, personId, input)
    await appendAudit(tx, { kind: 'staff-edit', ...entry })
    await tx.enqueue(writeChangedForYou, { personId, field: input.field })
    return true
  })
  // Only now: what is thrown inside would take the entry with it.
  if (!isProven) throw proofNeeded()
  await ctx.throttle.forget(guessesOfPerson, personId)
}

async function change(
  tx: TxCtx,
  by: Id<'person'>,
  personId: Id<'person'>,
  input: CorrectForMemberInput,
): Promise<void> {
  if (input.field === 'username') return renameMember(tx, personId, input.value, 'support')
  const text = input.value || null
  if (text !== null) await requireConsent(tx, personId, 'profile.fill')
  await correctText(tx, personId, input.field, text)
  if (!(await hasTexts(tx, personId))) await withdrawConsent(tx, { personId, by, what: 'profile-texts' })
}
