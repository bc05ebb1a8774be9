import type { Actor } from '#accounts/people'
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
  const { ctx } = house
  server.post('/upload/pictures', { schema: { hide: true } }, async (request, reply) => {
    requireOwnOrigin(house, request)
    const actor = await sessionOf(house, request)
    // Before anything is read from the body.
    house.people.requireActive(actor, 'images:write')
    const wantsJson = request.headers.accept?.includes('application/json') ?? false
    const { fields, files } = await receiveForm(ctx, request, { filesMax: wantsJson ? 1 : 20 })
    reply.header('Cache-Control', 'no-store')

    try {
      const input = house.images.ReceiveInput.parse(fields)
      if (wantsJson) {
        const received = await house.images.receivePicture(ctx, actor, oneFile(files), input)
        return imageAnswer(reply, ctx.config.origin, received)
      }
      return reply.redirect(`/upload?${await receiveAll(house, actor, files, input, request.id)}`, 303)
    } finally {
      await Promise.all(files.map((staged) => ctx.storage.discard(staged)))
    }
  })
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
