import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { House } from '#app'
import type { HttpServer } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { receiveForm } from '../receive.ts'
import { bearerOf } from '../who.ts'
import { imageAnswer, imageBody } from './image-answer.ts'

const Id = z.object({ id: z.string().max(80) })
const Delete = z.object({ now: z.enum(['true', 'false']).default('false') })

export function addImagesApi(plain: HttpServer, house: House): void {
  const { ctx, images } = house
  const { origin } = ctx.config
  const api = plain.withTypeProvider<ZodTypeProvider>()

  api.post(
    '/images',
    {
      schema: {
        summary: 'Upload a picture',
        description:
          'multipart/form-data with the field “file” and, before it, any of: title, description, alt, tags (separated by commas), licence, attribution, visibility. 201 when ready, 202 while it is being understood, 200 when you have the same picture here already.',
        consumes: ['multipart/form-data'],
      },
    },
    async (request, reply) => {
      const actor = await bearerOf(house, request)
      house.people.requireActive(actor, 'images:write')
      const { fields, files } = await receiveForm(ctx, request)
      try {
        const [file, ...more] = files
        if (!file || more.length > 0) {
          throw new Refusal('invalid', 'one-file-each', 'Send exactly one file in a request, in a field named “file”.')
        }
        // Whoever has a key agreed to the storage region when they made their account.
        const input = images.ReceiveInput.parse({ ...fields, agreeRegion: 'on' })
        return imageAnswer(reply, origin, await images.receivePicture(ctx, actor, file, input))
      } finally {
        await Promise.all(files.map((staged) => ctx.storage.discard(staged)))
      }
    },
  )

  api.get(
    '/images',
    { schema: { summary: 'Find pictures', querystring: images.FindInput } },
    async (request, reply) => {
      const actor = await bearerOf(house, request)
      const { items, nextCursor, corrections } = await images.listImages(ctx, actor, request.query)
      reply.header('Access-Control-Allow-Origin', '*')
      return { items: items.map((image) => imageBody(origin, image)), nextCursor, corrections }
    },
  )

  api.get('/images/:id', { schema: { summary: 'One picture', params: Id } }, async (request, reply) => {
    const actor = await bearerOf(house, request)
    const image = await images.getImage(ctx, actor, request.params.id)
    reply.header('Access-Control-Allow-Origin', '*')
    return imageBody(origin, image)
  })

  api.patch(
    '/images/:id',
    { schema: { summary: 'Change what is said of a picture', params: Id, body: z.record(z.string(), z.unknown()) } },
    async (request) => {
      const actor = await bearerOf(house, request)
      house.people.requireActive(actor, 'images:write')
      const input = images.EditImageInput.parse({ ...request.body, id: request.params.id })
      return imageBody(origin, await images.editImage(ctx, actor, input))
    },
  )

  api.delete(
    '/images/:id',
    { schema: { summary: 'Delete a picture', params: Id, querystring: Delete } },
    async (request, reply) => {
      const actor = await bearerOf(house, request)
      house.people.requireActive(actor, 'images:write')
      await images.deleteImage(ctx, actor, { id: request.params.id, now: request.query.now === 'true' })
      return reply.status(204).send()
    },
  )
}
