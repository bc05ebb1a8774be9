import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { House } from '#app'
import type { HttpServer } from '#platform/http'
import { bearerOf } from '../who.ts'

const Name = z.object({ username: z.string().max(40) })

export function addMembersApi(plain: HttpServer, house: House): void {
  const { ctx, people } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()
  api.get('/members/:username', { schema: { summary: 'A public profile', params: Name } }, async (request) =>
    people.loadProfile(ctx, await bearerOf(house, request), request.params.username),
  )
  api.get('/me', { schema: { summary: 'The owner of this key' } }, async (request) => {
    const actor = people.requireActive(await bearerOf(house, request), 'me:read')
    return { username: actor.username, scopes: actor.via.kind === 'api-key' ? [...actor.via.scopes] : [] }
  })
}
