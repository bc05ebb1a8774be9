import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { HttpServer } from '#platform/http'
import { bearerOf } from '../who.ts'
import type { WiredHouse } from '../wired-house.ts'
import { refusals } from './answers.ts'
import { atDesk } from './at-desk.ts'
import { CreativeAnswer, ListedCreativeAnswer, creativeAnswer, listedCreativeAnswer } from './creatives.ts'

const organisation = z.object({ id: z.string().meta({ example: 'adv_01h455vb4pex5vsknk084sn02q' }), name: z.string() })
const OfCreative = z.object({ creative: z.string().meta({ example: 'cre_01h455vb4pex5vsknk084sn02q' }) })
const WaitingAnswer = ListedCreativeAnswer.extend({ organisation, waitsSince: z.iso.datetime() })
const AtDesk = CreativeAnswer.extend({
  organisation,
  revision: z.int().meta({ description: 'The number of the last step. Whoever decides sends it back.' }),
})
const done = z.void().meta({ description: 'Done' })

/** `/staff/creatives`: the desk at which creatives are looked at, for a program of staff (decisions 0063 and 0065). */
export function addStaffCreativesApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, creatives } = house
  const { origin } = ctx.config.origin
  const api = plain.withTypeProvider<ZodTypeProvider>()
  const ofDesk = atDesk(house, 'staff:creatives')

  api.get(
    '/staff/creatives',
    {
      ...ofDesk,
      schema: {
        summary: 'The creatives that wait for a decision, the oldest first',
        response: { 200: z.object({ items: z.array(WaitingAnswer).readonly() }), ...refusals },
      },
    },
    async (request) => ({
      items: (await creatives.listCreativesToReview(ctx, await bearerOf(house, request))).map((creative) => ({
        ...listedCreativeAnswer(creative),
        organisation: creative.organisation,
        waitsSince: creative.madeAt.toISOString(),
      })),
    }),
  )

  api.get(
    '/staff/creatives/:creative',
    { ...ofDesk, schema: { summary: 'One of them', params: OfCreative, response: { 200: AtDesk, ...refusals } } },
    async (request) => {
      const actor = await bearerOf(house, request)
      const creative = await creatives.getCreativeToReview(ctx, actor, request.params.creative)
      return {
        ...creativeAnswer(origin, creative),
        organisation: creative.organisation,
        revision: creative.revision,
      }
    },
  )

  api.post(
    '/staff/creatives/:creative/approve',
    {
      ...ofDesk,
      schema: {
        summary: 'Approve a creative, exactly as it was read',
        params: OfCreative,
        body: creatives.ApproveCreativeInput.omit({ creative: true }),
        response: { 204: done, ...refusals },
      },
    },
    async (request, reply) => {
      const { creative } = request.params
      await creatives.approveCreative(ctx, await bearerOf(house, request), { ...request.body, creative })
      return reply.status(204).send()
    },
  )

  api.post(
    '/staff/creatives/:creative/decline',
    {
      ...ofDesk,
      schema: {
        summary: 'Decline a creative, with what has to change',
        params: OfCreative,
        body: creatives.DeclineCreativeInput.omit({ creative: true }),
        response: { 204: done, ...refusals },
      },
    },
    async (request, reply) => {
      const { creative } = request.params
      await creatives.declineCreative(ctx, await bearerOf(house, request), { ...request.body, creative })
      return reply.status(204).send()
    },
  )
}
