import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { fieldsOf } from '../address-kinds.ts'
import type { WiredHouse } from '../wired-house.ts'
import type { HttpServer } from '#platform/http'
import { TagListAnswer, refusals } from './answers.ts'

const Prefix = z.object({ prefix: z.string().trim().max(60).default('') })

export function addTagsApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, search } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()
  const schema = {
    summary: 'Tags that begin so',
    querystring: Prefix,
    response: { 200: TagListAnswer, ...refusals },
  }
  api.get('/tags', { schema }, async (request, reply) => {
    reply.headers(fieldsOf('shared API'))
    const { prefix } = request.query
    const items = prefix ? await search.completeTag(ctx, { prefix }) : await search.popularTags(ctx, { limit: 20 })
    return { items, nextCursor: null }
  })
}
