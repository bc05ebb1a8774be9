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
}
