import type { RequestEvent } from '@sveltejs/kit'
import type { ComesFrom, SecondStep, SignInInput } from '#accounts/sign-in'

/** Where a request comes from; see `ComesFrom`. */
export const comesFrom = ({ request, getClientAddress }: RequestEvent): ComesFrom => ({
  address: getClientAddress(),
  userAgent: request.headers.get('user-agent') ?? undefined,
})

/**
 * Hands the browser the cookie of a session that began, or that has a new secret: the one cookie of a member, and only
 * from here on (promise G-71). What the rest of this request shows is shown to them.
 */
export async function keepSession(
  { locals, cookies }: RequestEvent,
  { token }: { readonly token: string },
): Promise<void> {
  const { house } = locals
  const { name, ...options } = house.signIn.sessionCookie
  cookies.set(name, token, options)
  locals.actor = (await house.signIn.readSession(house.ctx, token)) ?? house.people.visitor
}

/** Signs in by password. @returns null where that is done, or the second step that is needed */
export async function startSession(event: RequestEvent, input: SignInInput): Promise<SecondStep | null> {
  const { signIn, ctx } = event.locals.house
  const answer = await signIn.signIn(ctx, input, comesFrom(event))
  if (answer.step === 'second') return answer
  await keepSession(event, answer)
  return null
}

/** Ends the session of this browser and takes its cookie back. */
export async function endSession(event: RequestEvent): Promise<void> {
  const { house, actor } = event.locals
  await house.signIn.signOut(house.ctx, actor)
  forgetSession(event)
}

export function forgetSession({ locals, cookies }: RequestEvent): void {
  const { name, maxAge: _, ...options } = locals.house.signIn.sessionCookie
  cookies.delete(name, options)
}
