import * as z from 'zod'
import { takeCode, takeRecoveryCode } from '#accounts/authenticators'
import type { Ctx } from '#platform/context'
import type { Id } from '#platform/ids'
import { type ComesFrom, type SignedIn, completeSignIn } from './complete-sign-in.ts'
import { readPendingSignIn } from './pending-sign-in.ts'

const typedMax = 60

/** A code of the app, or a recovery code; each has a field of its own. */
export const GivenCode = {
  code: z.string().trim().min(1, { error: 'Type the six digits that the app shows.' }).max(typedMax).optional(),
  recovery: z.string().trim().min(1, { error: 'Type one of your recovery codes.' }).max(typedMax).optional(),
} as const

export const FinishSignInInput = z
  .strictObject({ pending: z.string().max(200), ...GivenCode })
  .refine(({ code, recovery }) => (code === undefined) !== (recovery === undefined), {
    path: ['code'],
    error: 'Type the six digits that the app shows.',
  })
export type FinishSignInInput = z.output<typeof FinishSignInInput>

/**
 * The second step of signing in: a code of the app or a recovery code, after the password was right.
 *
 * @throws Refusal `sign-in-again`, `code-wrong`, `recovery-code-wrong`, `too-many-tries`, `sign-in-failed`
 */
export async function finishSignIn(
  ctx: Ctx,
  { pending, code, recovery }: FinishSignInInput,
  from: ComesFrom,
): Promise<SignedIn> {
  const personId = await readPendingSignIn(ctx, pending)
  const proof = await takeEither(ctx, personId, { code, recovery }, from)
  return completeSignIn(ctx, personId, ['password', proof], from)
}

/** Takes the one that was given. @throws Refusal `code-wrong`, `recovery-code-wrong`, `too-many-tries` */
export async function takeEither(
  ctx: Ctx,
  personId: Id<'person'>,
  { code, recovery }: { readonly code: string | undefined; readonly recovery: string | undefined },
  from: Pick<ComesFrom, 'address'>,
): Promise<'code' | 'recovery'> {
  if (recovery !== undefined) {
    await takeRecoveryCode(ctx, personId, recovery, from)
    return 'recovery'
  }
  await takeCode(ctx, personId, code ?? '', from)
  return 'code'
}
