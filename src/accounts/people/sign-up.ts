import * as z from 'zod'
import { EmailAddress, sameAddress } from '#accounts/addresses'
import { Username, addMember, isReserved, refuseTakenUsername, usernameTaken } from '#accounts/members'
import { NewPassword, hashPassword, refuseWeakPassword } from '#accounts/passwords'
import { hourMs } from '#platform/clock'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { type Limit, networkOf } from '#platform/throttle'
import { isUnder13 } from './age.rules.ts'
import { writeVerification } from './letters.ts'

/** A box that was ticked, as a form or as JSON says it. */
const ticked = (error: string) => z.union([z.literal('on'), z.literal(true)], { error })

export const SignUpInput = z.strictObject({
  username: Username,
  email: EmailAddress,
  password: NewPassword,
  birthYear: z.coerce.number({ error: 'Choose the year.' }).int().min(1900, { error: 'Choose the year.' }).max(2100),
  birthMonth: z.coerce.number({ error: 'Choose the month.' }).int().min(1, { error: 'Choose the month.' }).max(12),
  privacyVersion: z.string(),
  termsVersion: z.string(),
  agreePrivacy: ticked('Read the privacy policy and agree to it.'),
  agreeTerms: ticked('Read the terms and agree to them.'),
  agreeRegion: ticked('Agree to the country in which your data are stored.'),
})
export type SignUpInput = z.output<typeof SignUpInput>

/** What is in force now: the versions of both documents, and the name of the region of storage. */
export interface CurrentTerms {
  readonly privacy: string
  readonly terms: string
  readonly region: string
}

/** Far above a school class that signs up together. */
const byNetwork: Limit = { name: 'accounts.sign-up', tries: 60, withinMs: hourMs }

/** Beyond, the account is made all the same, but its letter must be asked for again: nobody's mailbox is flooded. */
const lettersTo: Limit = { name: 'accounts.sign-up-letter', tries: 5, withinMs: hourMs }

/**
 * Makes an account that can do nothing until its address is proven, and has the letter with the link written.
 *
 * The same rows are written and the same answer is given whether the address belongs to somebody or not; which letter is
 * sent is decided when it is written. So neither the answer, nor its time, nor a try to sign in afterwards tells a
 * stranger who is here.
 *
 * @param current what was in force when the form was sent
 * @param from where the form came from; kept in memory only, as a number (see `#platform/throttle`)
 * @throws Refusal `sign-up-not-possible`, `terms-changed`, `password-too-weak`, `username-taken`, `too-many-tries`
 */
export async function signUp(
  ctx: Ctx,
  input: SignUpInput,
  current: CurrentTerms,
  from?: { readonly address: string },
): Promise<{ readonly outcome: 'check-mail' }> {
  // First, so that nothing else is learned, said or kept when the answer is no.
  if (isUnder13(input.birthYear, input.birthMonth, ctx.clock.now())) {
    throw new Refusal('forbidden', 'sign-up-not-possible', 'We cannot make an account for you.')
  }
  if (input.privacyVersion !== current.privacy || input.termsVersion !== current.terms) {
    throw new Refusal(
      'conflict',
      'terms-changed',
      'The texts changed while you were reading. Look at them and agree again.',
    )
  }
  refuseWeakPassword(input.password, input)
  if (from) await ctx.throttle.take(byNetwork, networkOf(from.address))
  if (isReserved(input.username)) throw usernameTaken()
  await refuseTakenUsername(ctx, input.username)
  const passwordHash = await hashPassword(ctx, input.password)
  const mayWrite = await ctx.throttle.allows(lettersTo, sameAddress(input.email))

  await inTransaction(ctx, async (tx) => {
    const { addressId } = await addMember(tx, {
      username: input.username,
      email: input.email,
      passwordHash,
      agreements: [
        { document: 'privacy', version: current.privacy },
        { document: 'terms', version: current.terms },
        { document: 'storage-region', version: current.region },
      ],
    })
    if (mayWrite) await tx.enqueue(writeVerification, { addressIds: [addressId] })
  })
  return { outcome: 'check-mail' }
}
