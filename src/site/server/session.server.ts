import type { RequestEvent } from '@sveltejs/kit'
import type { SignInInput } from '#accounts/sign-in'

/** Signs in and hands the browser its cookie: the one cookie of a member, and only from here on (promise G-71). */
export async function startSession(
  { locals, cookies, request, getClientAddress }: RequestEvent,
  input: SignInInput,
): Promise<void> {
  const { signIn, ctx } = locals.house
  const { token } = await signIn.signIn(ctx, input, {
    address: getClientAddress(),
    userAgent: request.headers.get('user-agent') ?? undefined,
  })
  const { name, ...options } = signIn.sessionCookie
  cookies.set(name, token, options)
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
