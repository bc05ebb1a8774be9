import type { FastifyRequest } from 'fastify'
import type { WiredHouse } from './wired-house.ts'
import type { Actor } from '#accounts/people'
import { Refusal } from '#platform/refusal'

/** Who calls the API: the owner of the bearer key, or nobody in particular. Cookies do not count there. */
export async function bearerOf(house: WiredHouse, request: FastifyRequest): Promise<Actor> {
  const { authorization } = request.headers
  if (authorization === undefined) return house.people.visitor
  const key = /^Bearer +([\w-]{1,200})$/i.exec(authorization)?.[1]
  const actor = key === undefined ? null : await house.apiKeys.readApiKey(house.ctx, key)
  if (!actor) {
    throw new Refusal(
      'forbidden',
      'key-not-valid',
      'This API key does not exist or was revoked. Make one in your settings.',
      {
        status: 401,
      },
    )
  }
  return actor
}

/** Who sends a form of our own pages. */
export async function sessionOf(house: WiredHouse, request: FastifyRequest): Promise<Actor> {
  const token = cookieNamed(house.signIn.sessionCookie.name, request.headers.cookie)
  const actor = token === null ? null : await house.signIn.readSession(house.ctx, token)
  return actor ?? house.people.visitor
}

/** A form counts only when it comes from our own pages: a browser says so, and no page elsewhere can make it lie. */
export function requireOwnOrigin(house: WiredHouse, request: FastifyRequest): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (origin === house.ctx.config.origin.origin || (origin === undefined && site === 'same-origin')) return
  throw new Refusal(
    'forbidden',
    'foreign-form',
    'This form was not sent from our own page. Open the page here and try again.',
  )
}

function cookieNamed(name: string, header: string | undefined): string | null {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}
