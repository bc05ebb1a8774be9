import assert from 'node:assert/strict'
import { type ComesFrom, type SecondStep, type SignInInput, type SignedIn, signIn } from '#accounts/sign-in'
import type { Ctx } from '#platform/context'

const somewhere: ComesFrom = { address: '192.0.2.1', userAgent: undefined }

/** Signs in somebody whose password is enough. */
export async function signedIn(ctx: Ctx, input: SignInInput, from: ComesFrom = somewhere): Promise<SignedIn> {
  const answer = await signIn(ctx, input, from)
  assert.equal(answer.step, 'done')
  return answer
}

/** Gives the password of somebody for whom it is not enough. */
export async function halfSignedIn(ctx: Ctx, input: SignInInput, from: ComesFrom = somewhere): Promise<SecondStep> {
  const answer = await signIn(ctx, input, from)
  assert.equal(answer.step, 'second')
  return answer
}
