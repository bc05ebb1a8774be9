import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { WiredHouse } from '../wired-house.ts'
import type { HttpServer } from '#platform/http'
import { bearerOf } from '../who.ts'
import { MeAnswer, ProfileAnswer, refusals } from './answers.ts'

const Name = z.object({ username: z.string() })

export function addMembersApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, people } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()
  api.get(
    '/members/:username',
    { schema: { summary: 'A public profile', params: Name, response: { 200: ProfileAnswer, ...refusals } } },
    async (request) => people.loadProfile(ctx, await bearerOf(house, request), request.params.username),
  )
  const me = { summary: 'The owner of this key', response: { 200: MeAnswer, ...refusals } }
  api.get('/me', { schema: me }, async (request) => {
    const actor = people.requireActive(await bearerOf(house, request), 'me:read')
    return { username: actor.username, scopes: actor.via.kind === 'api-key' ? [...actor.via.scopes] : [] }
  })
  const gone = {
    summary: 'Refused to every key: no program may end an account. Whoever signs in does it in their settings.',
    response: { 204: z.void().meta({ description: 'Never' }), ...refusals },
  }
  api.delete('/me', { schema: gone }, async (request, reply) => {
    // It names no scope, and what names none is closed to keys.
    people.requireMember(await bearerOf(house, request))
    return reply.status(204).send()
  })
}
