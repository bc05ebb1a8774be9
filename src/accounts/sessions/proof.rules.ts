/**
 * By what somebody proved who they are. A passkey counts only where it asked who holds it (WebAuthn, user verification):
 * it is then two things in one.
 */
export const proofs = ['password', 'code', 'recovery', 'passkey'] as const
export type Proof = (typeof proofs)[number]

/** Pure: whether these proofs are more than one thing that can be learned or lost. */
export function isStrong(given: readonly Proof[]): boolean {
  return (
    given.includes('passkey') || (given.includes('password') && (given.includes('code') || given.includes('recovery')))
  )
}

/** Pure: both, each once, in the order in which they are declared. */
export const joined = (had: readonly Proof[], added: readonly Proof[]): readonly Proof[] =>
  proofs.filter((proof) => had.includes(proof) || added.includes(proof))
