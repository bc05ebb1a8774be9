import { Refusal } from '#platform/refusal'

/** What a member of staff reads who has not signed in with a second factor; nobody else ever does. */
export const secondFactorNeeded = (): Refusal =>
  new Refusal(
    'forbidden',
    'second-factor-needed',
    'Staff signs in with a second factor: a passkey, or a password and a code. Set one up, then sign in with it.',
  )
