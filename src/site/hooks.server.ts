import { redirect } from '@sveltejs/kit'
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { building } from '$app/env'
import type { Actor } from '#accounts/people'
import type { House } from '#app'
import { lookAttributes, lookOf } from './server/look.server.ts'
import { asRefusal } from './server/refusals.server.ts'

/** Where the process puts the house. The site is built apart and gets the doors from here, never a copy of a room. */
const houseSlot = Symbol.for('vitrine.house')

export const handle: Handle = async ({ event, resolve }) => {
  if (building) return resolve(event)
  const house = (globalThis as { [houseSlot]?: House })[houseSlot]
  if (!house) throw new Error('The site runs without its house: start it with `npm start`.')

  event.locals.house = house
  // Of a page the log and the figures have its pattern, as of every other address.
  house.ctx.log.note({ route: event.route.id ?? 'none' })
  event.locals.requestId = event.request.headers.get('x-vitrine-request-id') ?? 'none'
  // An owner's "see it as a stranger does" is the very page a stranger gets.
  const asStranger = event.request.method === 'GET' && event.url.searchParams.get('as') === 'stranger'
  const token = asStranger ? undefined : event.cookies.get(house.signIn.sessionCookie.name)
  event.locals.actor = (token && (await house.signIn.readSession(house.ctx, token))) || house.people.visitor

  if (isLedBack(event.locals.actor, event.route.id)) redirect(303, '/leaving')

  event.locals.look = await lookOf(event.locals)
  const look = lookAttributes(event.locals.look)
  const response = await resolve(event, { transformPageChunk: ({ html }) => html.replace('%vitrine.look%', look) })
  const { retryAfterSeconds } = event.locals
  if (retryAfterSeconds !== undefined) response.headers.set('retry-after', String(Math.ceil(retryAfterSeconds)))
  // For Kit's own prerendering.
  response.headers.delete('x-sveltekit-page')
  // What is made for one person, or answers a form, or has a secret in its address, is kept nowhere.
  const isForOne =
    event.locals.actor.kind === 'member' || !['GET', 'HEAD'].includes(event.request.method) || 'token' in event.params
  if (isForOne) response.headers.set('cache-control', 'private, no-store')
  else if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache')
  return response
}

/**
 * Whoever is about to be erased is led to the page where they can undo it, from everywhere but what explains it and what
 * lets them take their data along.
 */
const isLedBack = (actor: Actor, route: string | null): boolean =>
  actor.kind === 'member' &&
  actor.status === 'leaving' &&
  route !== null &&
  !/^\/(leaving|sign-out|confirm|inquiry|privacy|doc_privacy|terms|doc_terms)(\/|$)/.test(route)

/** A refusal thrown while a page is loaded is told to its reader; anything else is a bug, of which only the number is told. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  const { requestId, house } = event.locals
  const refusal = asRefusal(error)
  if (refusal) event.locals.retryAfterSeconds = refusal.retryAfterSeconds
  if (refusal) house?.ctx.log.note({ code: refusal.code })
  if (refusal) return { status: refusal.status, message: refusal.message, code: refusal.code, requestId }
  if (kind === 'unknown') house?.ctx.log.error('page failed', { requestId, route: event.route.id ?? 'none', error })
  return { requestId }
}
