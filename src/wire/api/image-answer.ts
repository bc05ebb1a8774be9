import type { FastifyReply } from 'fastify'
import type { ImageView, ReceivedPicture } from '#library/images'
import type { ImageAnswer } from './answers.ts'

/** An image as clients get it: the contract's shape, with whole addresses and times in RFC 3339. */
export function imageBody({ origin }: URL, image: ImageView): ImageAnswer {
  const whole = (path: string): string => new URL(path, origin).href
  return {
    ...image,
    variants: image.variants.map((variant) => ({ ...variant, url: whole(variant.url) })),
    page: whole(image.page),
    download: whole(image.download),
    createdAt: image.createdAt.toISOString(),
  }
}

/** 201 for a new picture, 202 while it is still being understood, 200 for one that is here already. */
export function imageAnswer(reply: FastifyReply, origin: URL, received: ReceivedPicture): FastifyReply {
  const status = { created: 201, processing: 202, duplicate: 200 }[received.outcome]
  return reply
    .status(status)
    .header('Cache-Control', 'no-store')
    .header('Location', `/api/v1/images/${received.image.id}`)
    .send({ ...imageBody(origin, received.image), ...(received.duplicate ? { duplicate: received.duplicate } : {}) })
}
