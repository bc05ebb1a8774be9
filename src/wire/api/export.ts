import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { WiredHouse } from '../wired-house.ts'
import type { HttpServer } from '#platform/http'
import type { ExportView } from '#privacy/export'
import { bearerOf } from '../who.ts'
import { ExportAnswer, refusals } from './answers.ts'
import { Once, repeatKeyOf } from './once-only.ts'

/** `/me/data` and `/me/export`: everything held on the owner of the key. */
export function addExportApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, exports } = house
  const { origin } = ctx.config
  const api = plain.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/me/data',
    {
      schema: {
        summary: 'Everything held on the owner of this key',
        description:
          'Each value with its label, why it is held, for what, on what ground, who may see it and how long.',
        response: { 200: exports.DataDocument, ...refusals },
      },
    },
    async (request) => exports.heldData(ctx, await bearerOf(house, request)),
  )

  api.post(
    '/me/export',
    {
      schema: {
        summary: 'Make a zip of everything held on the owner of this key',
        description:
          '202 while it is made, with the address that tells how far it is. One at a time: another request is answered with the one that is being made. Its owner downloads it on its page, signed in; no key opens it.',
        headers: Once,
        response: { 200: ExportAnswer, 202: ExportAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const actor = await bearerOf(house, request)
      house.people.requireActive(actor, 'me:read')
      const repeatKey = repeatKeyOf(house, request)
      const { export: made } = await exports.startExport(ctx, actor, repeatKey === null ? {} : { repeatKey })
      return reply
        .status(made.status === 'ready' ? 200 : 202)
        .header('Location', new URL(`/api/v1/me/export/${made.id}`, origin).href)
        .send(exportAnswer(origin, made))
    },
  )

  api.get(
    '/me/export/:id',
    {
      schema: {
        summary: 'How far an export is',
        params: z.object({ id: z.string() }),
        response: { 200: ExportAnswer, ...refusals },
      },
    },
    async (request) =>
      exportAnswer(origin, await exports.getExport(ctx, await bearerOf(house, request), request.params.id)),
  )
}

const exportAnswer = (origin: URL, made: ExportView): ExportAnswer => ({
  ...made,
  createdAt: made.createdAt.toISOString(),
  readyAt: made.readyAt?.toISOString() ?? null,
  expiresAt: made.expiresAt.toISOString(),
  page: new URL('/privacy/my-data/export', origin).href,
})
