import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { House } from '#app'
import type { HttpServer } from '#platform/http'

const Prefix = z.object({ prefix: z.string().trim().max(60).default('') })

export function addTagsApi(plain: HttpServer, house: House): void {
  const { ctx, search } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()
  api.get('/tags', { schema: { summary: 'Tags that begin so', querystring: Prefix } }, async (request, reply) => {
    reply.header('Access-Control-Allow-Origin', '*').header('Cache-Control', 'public, max-age=60')
    const { prefix } = request.query
    const items = prefix ? await search.completeTag(ctx, { prefix }) : await search.popularTags(ctx, { limit: 20 })
    return { items, nextCursor: null }
  })
}
