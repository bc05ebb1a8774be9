import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#accounts/people'
import { fieldsOf } from './address-kinds.ts'
import type { WiredHouse } from './wired-house.ts'
import type { ReceiveInput } from '#library/images'
import type { HttpServer } from '#platform/http'
import { problemOf } from '#platform/http'
import type { Staged } from '#platform/storage'
import { imageAnswer } from './api/image-answer.ts'
import { oneFile, receiveForm } from './receive.ts'
import { requireOwnOrigin, sessionOf } from './who.ts'

/**
 * `POST /upload/pictures`: the form of the upload page. With script it sends one file at a time and wants JSON; without,
 * it sends them all and is led back to the page, which shows what became of each.
 */
export function addUpload(server: HttpServer, house: WiredHouse): void {
  server.post('/upload/pictures', { schema: { hide: true } }, async (request, reply) => {
    requireOwnOrigin(house, request)
    reply.headers(fieldsOf('upload'))
    if (request.headers.accept?.includes('application/json')) return takeOne(house, request, reply)
    try {
      return reply.redirect(`/upload?${await takeAll(house, request)}`, 303)
    } catch (error) {
      // A person without script is not shown JSON: the page says in words what the code means.
      const { problem, unexpected } = problemOf(error, request.id)
      if (unexpected) throw error
      const to = problem.code === 'sign-in-needed' ? '/sign-in?to=/upload' : `/upload?refused=${problem.code}`
      return reply.redirect(to, 303)
    }
  })
}

/** Who sends the form, known before anything is read from its body. */
async function senderOf(house: WiredHouse, request: FastifyRequest): Promise<Actor> {
  return house.people.requireActive(await sessionOf(house, request), 'images:write')
}

async function takeOne(house: WiredHouse, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = house
  const actor = await senderOf(house, request)
  const { fields, files } = await receiveForm(ctx, request, { filesMax: 1 })
  try {
    const input = house.images.ReceiveInput.parse(fields)
    return imageAnswer(reply, ctx.config.origin, await house.images.receivePicture(ctx, actor, oneFile(files), input))
  } finally {
    await Promise.all(files.map((staged) => ctx.storage.discard(staged)))
  }
}

/** Takes all files of the form; what became of them, as the page's query. */
async function takeAll(house: WiredHouse, request: FastifyRequest): Promise<URLSearchParams> {
  const { ctx } = house
  const actor = await senderOf(house, request)
  const { fields, files } = await receiveForm(ctx, request, { filesMax: 20 })
  try {
    return await receiveAll(house, actor, files, house.images.ReceiveInput.parse(fields), request.id)
  } finally {
    await Promise.all(files.map((staged) => ctx.storage.discard(staged)))
  }
}

/** Takes each file by itself; what became of them, as the page's query. */
async function receiveAll(
  house: WiredHouse,
  actor: Actor,
  files: readonly Staged[],
  input: ReceiveInput,
  requestId: string,
): Promise<URLSearchParams> {
  const done: string[] = []
  const refused: string[] = []
  for (const file of files) {
    try {
      const { image } = await house.images.receivePicture(house.ctx, actor, file, input)
      done.push(image.id)
    } catch (error) {
      const { problem, unexpected } = problemOf(error, requestId)
      if (unexpected) house.ctx.log.error('upload failed', { requestId, error })
      refused.push(problem.code)
    }
  }
  if (files.length === 0) refused.push('no-file')
  const back = new URLSearchParams()
  if (done.length > 0) back.set('done', done.join(','))
  if (refused.length > 0) back.set('refused', refused.join(','))
  return back
}
