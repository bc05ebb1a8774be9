import * as z from 'zod'
import { EmailAddress, proveAddress } from '#accounts/addresses'
import { Username, activateMember, addMember, refuseTakenUsername } from '#accounts/members'
import { NewPassword, hashPassword } from '#accounts/passwords'
import { replaceRoles, staffRoles } from '#accounts/roles'
import { type Ctx, inTransaction } from '#platform/context'
import type { Id } from '#platform/ids'
import { writeVerification } from './letters.ts'

export const CreateMemberInput = z.strictObject({
  username: Username,
  email: EmailAddress,
  password: NewPassword,
  /** Takes the address as proven; otherwise the letter with the link is written. */
  verified: z.boolean(),
  roles: z.array(z.enum(staffRoles)).readonly().default([]),
})
export type CreateMemberInput = z.input<typeof CreateMemberInput>

/**
 * Makes an account for somebody, as the operator may: with a name that is reserved, and with roles. Not for any edge that
 * strangers reach: it tells whether an address is known.
 *
 * @throws ZodError where a field is not understood
 * @throws Refusal `username-taken`, `email-taken`
 */
export async function createMember(ctx: Ctx, input: CreateMemberInput): Promise<{ readonly personId: Id<'person'> }> {
  const { username, email, password, verified, roles } = CreateMemberInput.parse(input)
  await refuseTakenUsername(ctx, username)
  const passwordHash = await hashPassword(ctx, password)
  return inTransaction(ctx, async (tx) => {
    const { personId, addressId } = await addMember(tx, { username, email, passwordHash, agreements: [] })
    if (verified) {
      await proveAddress(tx, addressId)
      await activateMember(tx, personId)
    } else {
      await tx.enqueue(writeVerification, { addressIds: [addressId] })
    }
    await replaceRoles(tx, { personId, roles })
    return { personId }
  })
}
