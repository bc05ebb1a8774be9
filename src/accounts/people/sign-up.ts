import * as z from 'zod'
import { EmailAddress } from '#accounts/addresses'
import { type Place, mayWrite } from '#accounts/letters'
import { type Agreement, Username, addMember, isReserved, refuseTakenUsername, usernameTaken } from '#accounts/members'
import { NewPassword, hashPassword, refuseWeakPassword } from '#accounts/passwords'
import { type Ctx, inTransaction } from '#platform/context'
import { Refusal } from '#platform/refusal'
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

/**
 * Only for whoever is old enough and agreed to what is in force.
 *
 * @throws Refusal `sign-up-not-possible`, `terms-changed`
 */
export function requireAgreed(
  input: Pick<SignUpInput, 'birthYear' | 'birthMonth' | 'privacyVersion' | 'termsVersion'>,
  current: CurrentTerms,
  now: Date,
): void {
  if (isUnder13(input.birthYear, input.birthMonth, now)) {
    throw new Refusal('forbidden', 'sign-up-not-possible', 'We cannot make an account for you.')
  }
  if (input.privacyVersion !== current.privacy || input.termsVersion !== current.terms) {
    throw new Refusal(
      'conflict',
      'terms-changed',
      'The texts changed while you were reading. Look at them and agree again.',
    )
  }
}

/** What somebody agreed to who agreed to what is in force. */
export const agreementsTo = (current: CurrentTerms): readonly Agreement[] => [
  { document: 'privacy', version: current.privacy },
  { document: 'terms', version: current.terms },
  { document: 'storage-region', version: current.region },
]

/**
 * Makes an account that can do nothing until its address is proven, and has the letter with the link written.
 *
 * The same rows are written and the same answer is given whether the address belongs to somebody or not; which letter is
 * sent is decided when it is written. So neither the answer, nor its time, nor a try to sign in afterwards tells a
 * stranger who is here.
 *
 * @param current what was in force when the form was sent
 * @throws Refusal `sign-up-not-possible`, `terms-changed`, `password-too-weak`, `username-taken`, `too-many-tries`
 */
export async function signUp(
  ctx: Ctx,
  input: SignUpInput,
  current: CurrentTerms,
  from?: Place,
): Promise<{ readonly outcome: 'check-mail' }> {
  // First, so that nothing else is learned, said or kept when the answer is no.
  requireAgreed(input, current, ctx.clock.now())
  refuseWeakPassword(input.password, input)
  if (isReserved(input.username)) throw usernameTaken()
  await refuseTakenUsername(ctx, input.username)
  // Too many letters: the account is made all the same, and its owner can ask for the letter again.
  const writes = await mayWrite(ctx, 'sign-up', input.email, from)
  const passwordHash = await hashPassword(ctx, input.password)

  await inTransaction(ctx, async (tx) => {
    const { addressId } = await addMember(tx, {
      username: input.username,
      email: input.email,
      passwordHash,
      agreements: agreementsTo(current),
    })
    if (writes) await tx.enqueue(writeVerification, { addressIds: [addressId] })
  })
  return { outcome: 'check-mail' }
}
