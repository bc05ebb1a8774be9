import type { FastifyReply } from 'fastify'
import type { ImageView, ReceivedPicture } from '#library/images'

/** An image as clients get it: the contract's shape, with times in RFC 3339. */
export function imageBody(image: ImageView): Record<string, unknown> {
  return { ...image, createdAt: image.createdAt.toISOString() }
}

/** 201 for a new picture, 202 while it is still being understood, 200 for one that is here already. */
export function imageAnswer(reply: FastifyReply, received: ReceivedPicture): FastifyReply {
  const status = { created: 201, processing: 202, duplicate: 200 }[received.outcome]
  return reply
    .status(status)
    .header('Cache-Control', 'no-store')
    .header('Location', `/api/v1/images/${received.image.id}`)
    .send({ ...imageBody(received.image), ...(received.duplicate ? { duplicate: received.duplicate } : {}) })
}
