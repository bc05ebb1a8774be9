import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { HttpServer } from '#platform/http'
import type { WiredHouse } from '../wired-house.ts'
import { bearerOf } from '../who.ts'
import { refusals } from './answers.ts'
import { atDesk } from './at-desk.ts'
import { Listed, OrderAnswer, listedAnswer, orderAnswer } from './orders.ts'

const advertiser = z.object({ id: z.string().meta({ example: 'adv_01h455vb4pex5vsknk084sn02q' }), name: z.string() })
const ListedAtDesk = Listed.extend({ advertiser, touchedAt: z.iso.datetime() })
/** Without whom to speak to, and without the text that names them: programs of staff get nothing of people. */
const OrderAtDesk = OrderAnswer.omit({ party: true, text: true }).extend({ advertiser })
const OfOrder = z.object({ order: z.string().meta({ example: 'ord_01h455vb4pex5vsknk084sn02q' }) })
const OfTrouble = z.object({ trouble: z.string().meta({ example: 'trb_01h455vb4pex5vsknk084sn02q' }) })
const OfSite = z.object({ site: z.string().meta({ example: 'sit_01h455vb4pex5vsknk084sn02q' }) })
const SiteAtDesk = z.object({
  id: z.string(),
  host: z.string(),
  state: z.enum(['unproven', 'proven', 'lost', 'retired']),
  review: z.enum(['unreviewed', 'approved', 'refused']),
  vertical: z.string().nullable().meta({ description: 'Number in the IAB Content Taxonomy 3.1' }),
  childDirected: z.boolean(),
  addedAt: z.iso.datetime(),
})
const done = z.void().meta({ description: 'Done' })

/**
 * `/staff/orders`, `/staff/sites`: desks at which a program of staff may work, by a key for that desk whose owner works
 * there now. Nothing is signed by a key.
 */
export function addStaffApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, orders, sites } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()
  const atOrders = atDesk(house, 'staff:orders')
  const atSites = atDesk(house, 'staff:sites')

  api.get(
    '/staff/orders',
    {
      ...atOrders,
      schema: {
        summary: 'The insertion orders of all, what is wrong first, then what waits for us',
        querystring: orders.FindOrdersInput,
        response: { 200: z.object({ items: z.array(ListedAtDesk).readonly() }), ...refusals },
      },
    },
    async (request) => ({
      items: (await orders.listOrdersOfAll(ctx, await bearerOf(house, request), request.query)).map((order) => ({
        ...listedAnswer(house, order),
        advertiser: order.organisation,
        touchedAt: order.touchedAt.toISOString(),
      })),
    }),
  )

  api.get(
    '/staff/orders/:order',
    {
      ...atOrders,
      schema: { summary: 'One of them', params: OfOrder, response: { 200: OrderAtDesk, ...refusals } },
    },
    async (request) => {
      const order = await orders.getOrder(ctx, await bearerOf(house, request), request.params.order)
      return { ...orderAnswer(house, order), advertiser: order.organisation }
    },
  )

  api.post(
    '/staff/orders/:order/approve',
    {
      ...atOrders,
      schema: {
        summary: 'Approve an insertion order, exactly as its SHA-256 names it',
        params: OfOrder,
        body: orders.ApproveOrderInput.omit({ order: true }),
        response: { 204: done, ...refusals },
      },
    },
    async (request, reply) => {
      const { order } = request.params
      await orders.approveOrder(ctx, await bearerOf(house, request), { ...request.body, order })
      return reply.status(204).send()
    },
  )

  api.post(
    '/staff/orders/:order/decline',
    {
      ...atOrders,
      schema: {
        summary: 'Decline an insertion order, with what has to change',
        params: OfOrder,
        body: orders.DeclineOrderInput.omit({ order: true }),
        response: { 204: done, ...refusals },
      },
    },
    async (request, reply) => {
      const { order } = request.params
      await orders.declineOrder(ctx, await bearerOf(house, request), { ...request.body, order })
      return reply.status(204).send()
    },
  )

  api.post(
    '/staff/orders/:order/troubles',
    {
      ...atOrders,
      schema: {
        summary: 'Report that something is wrong with an insertion order',
        description: 'The advertiser is told by the way that they chose: by letter at once, or by a call of staff.',
        params: OfOrder,
        body: orders.ReportTroubleInput.omit({ order: true }),
        response: { 201: z.object({ id: z.string() }), ...refusals },
      },
    },
    async (request, reply) => {
      const { order } = request.params
      const input = { ...request.body, order }
      return reply.status(201).send(await orders.reportTrouble(ctx, await bearerOf(house, request), input))
    },
  )

  api.post(
    '/staff/troubles/:trouble/solve',
    {
      ...atOrders,
      schema: {
        summary: 'Say that a trouble of an insertion order is over, and how',
        params: OfTrouble,
        body: orders.SolveTroubleInput.omit({ trouble: true }),
        response: { 204: done, ...refusals },
      },
    },
    async (request, reply) => {
      const { trouble } = request.params
      await orders.solveTrouble(ctx, await bearerOf(house, request), { ...request.body, trouble })
      return reply.status(204).send()
    },
  )

  api.get(
    '/staff/sites',
    {
      ...atSites,
      schema: {
        summary: 'The sites that are proven and wait for a look',
        response: { 200: z.object({ items: z.array(SiteAtDesk).readonly() }), ...refusals },
      },
    },
    async (request) => ({
      items: (await sites.listSitesToReview(ctx, await bearerOf(house, request))).map((site) => ({
        ...{ id: site.id, host: site.host, state: site.state, review: site.review, vertical: site.vertical },
        ...{ childDirected: site.childDirected, addedAt: site.addedAt.toISOString() },
      })),
    }),
  )

  api.post(
    '/staff/sites/:site/review',
    {
      ...atSites,
      schema: {
        summary: 'Decide about a site',
        params: OfSite,
        body: sites.ReviewSiteInput,
        response: { 204: done, ...refusals },
      },
    },
    async (request, reply) => {
      await sites.reviewSite(ctx, await bearerOf(house, request), request.params.site, request.body)
      return reply.status(204).send()
    },
  )
}
