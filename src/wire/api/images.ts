import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { fieldsOf } from '../address-kinds.ts'
import type { WiredHouse } from '../wired-house.ts'
import type { HttpServer } from '#platform/http'
import { oneFile, receiveForm } from '../receive.ts'
import { bearerOf } from '../who.ts'
import { ImageAnswer, ImageListAnswer, ReceivedAnswer, UploadForm, refusals } from './answers.ts'
import { imageAnswer, imageBody } from './image-answer.ts'
import { Once, doOnce, receivedBefore, writtenOf } from './once-only.ts'

const Id = z.object({ id: z.string() })
const Delete = z.object({ now: z.enum(['true', 'false']).default('false') })

export function addImagesApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, images } = house
  const { origin } = ctx.config
  const api = plain.withTypeProvider<ZodTypeProvider>()

  api.post(
    '/images',
    {
      schema: {
        summary: 'Upload a picture',
        description:
          '201 when ready, 202 while it is being understood, 200 when you have the same picture here already.',
        consumes: ['multipart/form-data'],
        headers: Once,
        body: UploadForm,
        response: { 200: ReceivedAnswer, 201: ReceivedAnswer, 202: ReceivedAnswer, ...refusals },
      },
      // The form is read as it comes, and parsed then.
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const actor = await bearerOf(house, request)
      house.people.requireActive(actor, 'images:write')
      const { fields, files } = await receiveForm(ctx, request, { filesMax: 1 })
      try {
        const file = oneFile(files)
        // Whoever has a key agreed to the storage region when they made their account.
        const input = images.ReceiveInput.parse({ ...fields, agreeRegion: 'on' })
        const asked = JSON.stringify([file.hash, Object.entries(fields).toSorted()])
        const done = await doOnce(
          house,
          actor,
          request,
          asked,
          () => images.receivePicture(ctx, actor, file, input),
          writtenOf,
        )
        return imageAnswer(reply, origin, 'out' in done ? done.out : await receivedBefore(house, actor, done.before))
      } finally {
        await Promise.all(files.map((staged) => ctx.storage.discard(staged)))
      }
    },
  )

  api.get(
    '/images',
    {
      schema: {
        summary: 'Find pictures',
        querystring: images.FindInput,
        response: { 200: ImageListAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const actor = await bearerOf(house, request)
      const { items, ...found } = await images.listImages(ctx, actor, request.query)
      reply.headers(fieldsOf('open API'))
      return { items: items.map((image) => imageBody(origin, image)), ...found }
    },
  )

  api.get(
    '/images/:id',
    { schema: { summary: 'One picture', params: Id, response: { 200: ImageAnswer, ...refusals } } },
    async (request, reply) => {
      const actor = await bearerOf(house, request)
      const image = await images.getImage(ctx, actor, request.params.id)
      if (image.visibility === 'public') reply.headers(fieldsOf('open API'))
      return imageBody(origin, image)
    },
  )

  api.patch(
    '/images/:id',
    {
      schema: {
        summary: 'Change what is said of a picture',
        description: 'What is given changes; what is left out stays.',
        params: Id,
        headers: Once,
        body: images.EditImageInput.omit({ id: true }),
        response: { 200: ImageAnswer, ...refusals },
      },
    },
    async (request) => {
      const actor = await bearerOf(house, request)
      house.people.requireActive(actor, 'images:write')
      const { id } = request.params
      const done = await doOnce(
        house,
        actor,
        request,
        JSON.stringify(Object.entries(request.body).toSorted()),
        () => images.editImage(ctx, actor, { ...request.body, id }),
        (image) => ({ outcome: 'changed', imageId: image.id }),
      )
      return imageBody(origin, 'out' in done ? done.out : await images.getOwnImage(ctx, actor, id))
    },
  )

  api.delete(
    '/images/:id',
    {
      schema: {
        summary: 'Delete a picture',
        description: 'It is gone for everybody at once. For a day it can be restored, except with now=true.',
        params: Id,
        headers: Once,
        querystring: Delete,
        response: { 204: z.void().meta({ description: 'Gone' }), ...refusals },
      },
    },
    async (request, reply) => {
      const actor = await bearerOf(house, request)
      house.people.requireActive(actor, 'images:write')
      const { id } = request.params
      await doOnce(
        house,
        actor,
        request,
        '',
        () => images.deleteImage(ctx, actor, { id, now: request.query.now === 'true' }),
        () => ({ outcome: 'deleted', imageId: id }),
      )
      return reply.status(204).send()
    },
  )
}
