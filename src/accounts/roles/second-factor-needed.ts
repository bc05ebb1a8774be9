import { Refusal } from '#platform/refusal'

/** What a member of staff reads who has not signed in with a second factor; nobody else ever does. */
export const secondFactorNeeded = (): Refusal =>
  new Refusal(
    'forbidden',
    'second-factor-needed',
    'Staff signs in with a second factor: a passkey, or a password and a code. Set one up, then sign in with it.',
  )

/** What a member of staff reads who takes away the last second factor they have. */
export const staffKeepsSecondFactor = (): Refusal =>
  new Refusal(
    'conflict',
    'staff-keeps-second-factor',
    'Staff needs a second factor, and this is your last one. Set up another first, then remove it.',
  )
