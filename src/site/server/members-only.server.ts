import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { Member } from '#accounts/people'

/** Who is signed in; sends everybody else to sign in and back. */
export function memberOf({ locals: { actor }, url }: Pick<RequestEvent, 'locals' | 'url'>): Member {
  if (actor.kind === 'member') return actor
  redirect(303, `/sign-in?${new URLSearchParams({ to: url.pathname + url.search })}`)
}
