import type { FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { Line, ListedOrder, ShownOrder } from '#ads/orders'
import type { Actor } from '#accounts/people'
import type { HttpServer } from '#platform/http'
import { type Id, showId } from '#platform/ids'
import type { WiredHouse } from '../wired-house.ts'
import { bearerOf } from '../who.ts'
import { refusals } from './answers.ts'

const Advertiser = z.object({ organisation: z.string().meta({ example: 'adv_01h455vb4pex5vsknk084sn02q' }) })
const OfOrder = Advertiser.extend({ order: z.string().meta({ example: 'ord_01h455vb4pex5vsknk084sn02q' }) })

const amount = z.string().meta({ example: '1250.00', description: 'In the currency of the order.' })
const day = z.iso.date()
const instant = z.iso.datetime()
const side = z.enum(['them', 'us']).meta({ description: '`them` is the advertiser, `us` is the seller.' })

export const Listed = z.object({
  id: z.string(),
  title: z.string(),
  purchaseOrder: z.string().nullable(),
  version: z.int(),
  state: z.string(),
  pending: z.string().nullable().meta({ description: 'How far a newer version is that does not bind yet.' }),
  next: side.nullable().meta({ description: 'Who has to do something.' }),
  startsOn: day.nullable(),
  endsOn: day.nullable(),
  total: amount,
  currency: z.string(),
})

const targets = z.record(z.string(), z.array(z.string()).readonly())
const LineAnswer = z.object({
  id: z.string(),
  name: z.string(),
  startsOn: day,
  endsOn: day,
  priceModel: z.string(),
  rate: amount,
  budget: amount.nullable(),
  quantity: z.number().nullable(),
  pacing: z.string(),
  hours: z.array(z.int()).readonly().meta({ description: 'Of the week; Monday at midnight is 0. None means all.' }),
  competesIn: z.array(z.string()).readonly(),
  separation: z.string(),
  pageViewMax: z.int().nullable(),
  include: targets,
  exclude: targets,
  reach: z.string().meta({ description: 'What it reaches, in a sentence.' }),
})

export const OrderAnswer = z.object({
  id: z.string(),
  state: z.string(),
  next: side.nullable(),
  version: z.int(),
  phase: z.string(),
  bindingVersion: z.int().nullable().meta({ description: 'What both sides signed, and what is delivered.' }),
  revision: z.int().meta({ description: 'Send it back with a change.' }),
  title: z.string(),
  zone: z.string(),
  currency: z.string(),
  purchaseOrder: z.string().nullable(),
  party: z.object({
    ...{ name: z.string(), company: z.string(), street: z.string(), email: z.string(), telephone: z.string() },
  }),
  lines: z.array(LineAnswer).readonly(),
  text: z.string().nullable().meta({ description: 'What is signed, on the page of the order; no key signs.' }),
  sha256: z.string().nullable(),
  signatures: z.array(z.object({ side, signedAt: instant, sha256: z.string() })).readonly(),
  troubles: z
    .array(
      z.object({
        ...{ id: z.string(), reason: z.string(), words: z.string(), stopsDelivery: z.boolean() },
        ...{ reportedAt: instant, solvedAt: instant.nullable(), solution: z.string().nullable() },
      }),
    )
    .readonly(),
  cancelling: z
    .array(z.object({ line: z.string(), noticeDays: z.int().nullable(), stopsAt: instant }))
    .readonly()
    .nullable()
    .meta({ description: 'When each line would stop if it were cancelled now.' }),
})

const EndsAnswer = z.object({
  ends: z.array(z.object({ line: z.string(), noticeDays: z.int().nullable(), stopsAt: instant })).readonly(),
})

/** `/advertiser/{organisation}/orders`: insertion orders, in the words of the form. Nothing is signed by a key. */
export function addOrdersApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, organisations, orders, people } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()
  const root = '/advertiser/:organisation/orders'

  /** Whoever may not ask at all learns nothing of whether there is such an advertiser. */
  async function asked(
    request: FastifyRequest<{ Params: z.output<typeof Advertiser> }>,
    scope: 'business:read' | 'business:write',
  ): Promise<{ readonly actor: Actor; readonly id: Id<'organisation'> }> {
    const actor = people.requireActive(await bearerOf(house, request), scope)
    const { organisation } = request.params
    if (!organisation.startsWith('adv_')) throw organisations.organisationNotFound()
    const id = await organisations.requireOrganisationId(ctx, organisation)
    await organisations.requireRoleIn(ctx, actor, id, 'reader', scope)
    return { actor, id }
  }

  /** The same, of an order of that advertiser. */
  async function askedOf(
    request: FastifyRequest<{ Params: z.output<typeof OfOrder> }>,
    scope: 'business:read' | 'business:write',
  ): Promise<{ readonly actor: Actor; readonly order: string }> {
    const { actor, id } = await asked(request, scope)
    const { order } = request.params
    await orders.requireOrderOf(ctx, id, order)
    return { actor, order }
  }

  api.get(
    root,
    {
      schema: {
        summary: 'The insertion orders of an advertiser, what is wrong first',
        params: Advertiser,
        querystring: orders.PickOrdersInput,
        response: { 200: z.object({ items: z.array(Listed).readonly() }), ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await asked(request, 'business:read')
      const picked = orders.pickOrders(await orders.listOrders(ctx, actor, id), request.query)
      return { items: picked.map((order) => listedAnswer(house, order)) }
    },
  )

  api.post(
    root,
    {
      schema: {
        summary: 'Begin an insertion order, as a draft',
        params: Advertiser,
        body: orders.OrderInput,
        response: { 201: z.object({ id: z.string() }), ...refusals },
      },
    },
    async (request, reply) => {
      const { actor, id } = await asked(request, 'business:write')
      return reply.status(201).send(await orders.placeOrder(ctx, actor, id, 'them', request.body))
    },
  )

  api.get(
    `${root}/:order`,
    { schema: { summary: 'One insertion order', params: OfOrder, response: { 200: OrderAnswer, ...refusals } } },
    async (request) => {
      const { actor, order } = await askedOf(request, 'business:read')
      return orderAnswer(house, await orders.getOrder(ctx, actor, order))
    },
  )

  api.put(
    `${root}/:order`,
    {
      schema: {
        summary: 'Change what an insertion order says',
        description:
          'All of it, in place of what was there. A draft is changed as it is; of anything that somebody has seen there is a next version. 409 where something was done to it since `revision`.',
        params: OfOrder,
        body: orders.ChangeOrderInput,
        response: { 200: z.object({ version: z.int() }), ...refusals },
      },
    },
    async (request) => {
      const { actor, order } = await askedOf(request, 'business:write')
      const { revision, ...input } = request.body
      return orders.changeOrder(ctx, actor, 'them', { order, revision }, input)
    },
  )

  api.patch(
    `${root}/:order`,
    {
      schema: {
        summary: 'Change what is said of an insertion order as a whole',
        description: 'What is left out stays; so do its lines. Versions and 409 as with PUT.',
        params: OfOrder,
        body: orders.ChangeHeadInput,
        response: { 200: z.object({ version: z.int() }), ...refusals },
      },
    },
    async (request) => {
      const { actor, order } = await askedOf(request, 'business:write')
      return orders.changeHead(ctx, actor, 'them', order, request.body)
    },
  )

  api.post(
    `${root}/:order/lines`,
    {
      schema: {
        summary: 'Add a line to an insertion order',
        description:
          'With the number of a line it takes the place of that line. Versions and 409 as with PUT of the order.',
        params: OfOrder,
        body: orders.PutLineInput,
        response: { 200: z.object({ version: z.int() }), ...refusals },
      },
    },
    async (request) => {
      const { actor, order } = await askedOf(request, 'business:write')
      return orders.putLine(ctx, actor, 'them', order, request.body)
    },
  )

  api.post(
    `${root}/:order/lines/remove`,
    {
      schema: {
        summary: 'Take a line out of an insertion order',
        params: OfOrder,
        body: orders.RemoveLineInput,
        response: { 200: z.object({ version: z.int() }), ...refusals },
      },
    },
    async (request) => {
      const { actor, order } = await askedOf(request, 'business:write')
      return orders.removeLine(ctx, actor, 'them', order, request.body)
    },
  )

  api.post(
    `${root}/:order/submit`,
    {
      schema: {
        summary: 'Hand an insertion order to the seller',
        params: OfOrder,
        response: { 200: z.object({ sha256: z.string() }), ...refusals },
      },
    },
    async (request) => {
      const { actor, order } = await askedOf(request, 'business:write')
      return orders.submitOrder(ctx, actor, 'them', order)
    },
  )

  api.post(
    `${root}/:order/cancel`,
    {
      schema: {
        summary: 'Cancel an insertion order, with the notice of the terms',
        params: OfOrder,
        response: { 200: EndsAnswer, ...refusals },
      },
    },
    async (request) => {
      const { actor, order } = await askedOf(request, 'business:write')
      return { ends: (await orders.cancelOrder(ctx, actor, 'them', order)).map(endAnswer) }
    },
  )

  for (const [way, pause, summary] of [
    ['pause', true, 'Stop the delivery of an insertion order for a while'],
    ['resume', false, 'Go on with the delivery of an insertion order'],
  ] as const) {
    api.post(
      `${root}/:order/${way}`,
      { schema: { summary, params: OfOrder, response: { 204: z.void().meta({ description: 'Done' }), ...refusals } } },
      async (request, reply) => {
        const { actor, order } = await askedOf(request, 'business:write')
        await orders.pauseOrder(ctx, actor, 'them', { order, pause })
        return reply.status(204).send()
      },
    )
  }

  for (const [way, renew, summary] of [
    ['copy', false, 'Begin an insertion order that says the same'],
    ['renew', true, 'Begin an insertion order that says the same, for the time after'],
  ] as const) {
    api.post(
      `${root}/:order/${way}`,
      { schema: { summary, params: OfOrder, response: { 201: z.object({ id: z.string() }), ...refusals } } },
      async (request, reply) => {
        const { actor, order } = await askedOf(request, 'business:write')
        return reply.status(201).send(await orders.copyOrder(ctx, actor, 'them', { order, renew }))
      },
    )
  }
}

type Orders = Pick<WiredHouse, 'orders'>

export const listedAnswer = ({ orders }: Orders, { totalMicros, touchedAt: _, ...order }: ListedOrder) => ({
  ...order,
  total: orders.writeMicros(totalMicros),
})

const endAnswer = ({ lineId, noticeDays, stopsAt }: NonNullable<ShownOrder['cancelling']>[number]) => ({
  ...{ line: showId('line', lineId), noticeDays, stopsAt: stopsAt.toISOString() },
})

const lineAnswer = ({ orders }: Orders, line: Line, zone: string) => ({
  id: showId('line', line.id),
  name: line.name,
  startsOn: line.startsOn,
  endsOn: line.endsOn,
  priceModel: line.priceModel,
  rate: orders.writeMicros(line.rateMicros),
  budget: line.budgetMicros === null ? null : orders.writeMicros(line.budgetMicros),
  quantity: line.quantity === null ? null : Number(line.quantity),
  pacing: line.pacing,
  hours: line.hours,
  competesIn: line.competesIn,
  separation: line.separation,
  pageViewMax: line.pageViewMax,
  include: { ...line.include },
  exclude: { ...line.exclude },
  reach: orders.reachInWords(line, zone),
})

export const orderAnswer = (house: Orders, order: ShownOrder): z.input<typeof OrderAnswer> => ({
  id: order.id,
  state: order.state,
  next: order.next,
  version: order.version,
  phase: order.phase,
  bindingVersion: order.bindingVersion,
  revision: order.revision,
  title: order.content.title,
  zone: order.content.zone,
  currency: order.content.currency,
  purchaseOrder: order.content.purchaseOrder,
  party: order.content.party,
  lines: order.content.lines.map((line) => lineAnswer(house, line, order.content.zone)),
  text: order.text,
  sha256: order.sha256,
  signatures: order.signatures.map(({ side: of, signedAt, sha256 }) => ({
    ...{ side: of, signedAt: signedAt.toISOString(), sha256 },
  })),
  troubles: order.troubles.map(({ id, reason, words, stopsDelivery, reportedAt, solvedAt, solution }) => ({
    ...{ id, reason, words, stopsDelivery, reportedAt: reportedAt.toISOString() },
    ...{ solvedAt: solvedAt?.toISOString() ?? null, solution },
  })),
  cancelling: order.cancelling?.map(endAnswer) ?? null,
})
