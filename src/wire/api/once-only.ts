import type { FastifyRequest } from 'fastify'
import type { Actor } from '#accounts/people'
import type { Written } from '#accounts/repeats'
import type { ReceivedPicture } from '#library/images'
import * as z from 'zod'
import { Refusal } from '#platform/refusal'
import type { WiredHouse } from '../wired-house.ts'

/** The head of a write. All other fields stay: what a schema leaves out of the head is taken from it. */
export const Once = z.looseObject({
  'idempotency-key': z.string().optional().meta({
    description: 'Names this write, so that one that is sent again within a day is done once. A new one for each.',
  }),
})

/**
 * Does a write once for each `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07); without one, every time.
 *
 * @param asked what was asked, besides method and address
 * @returns what the write gave, or null where it was done before, and what became of it then
 * @throws Refusal `idempotency-key-not-understood` (400) and those of `onceOnly`
 */
export async function doOnce<Out>(
  { repeats, ctx }: WiredHouse,
  actor: Actor,
  request: FastifyRequest,
  asked: string,
  write: () => Promise<Out>,
  written: (out: Out) => Written,
): Promise<{ readonly out: Out } | { readonly before: Written }> {
  const key = repeatKeyOf({ repeats }, request)
  if (key === null) return { out: await write() }
  const done: { out?: Out } = {}
  const became = await repeats.onceOnly(ctx, actor, { key, asked: [request.method, request.url, asked] }, async () => {
    done.out = await write()
    return written(done.out)
  })
  return became.isRepeat ? { before: became } : { out: done.out as Out }
}

/** The `Idempotency-Key` of a request, or null where it has none. @throws Refusal `idempotency-key-not-understood` (400) */
export function repeatKeyOf({ repeats }: Pick<WiredHouse, 'repeats'>, request: FastifyRequest): string | null {
  const { 'idempotency-key': given } = request.headers
  if (given === undefined) return null
  const key = repeats.IdempotencyKey.safeParse(given)
  if (key.success) return key.data
  throw new Refusal(
    'invalid',
    'idempotency-key-not-understood',
    'Give an Idempotency-Key of 1 to 255 printable ASCII characters without spaces, for example a UUID.',
    { status: 400 },
  )
}

/** What became of an upload, to be kept. */
export const writtenOf = ({ outcome, duplicate, image }: ReceivedPicture): Written => ({
  outcome: outcome === 'duplicate' ? (duplicate ?? 'exact') : outcome,
  imageId: image.id,
})

/** An upload of before as it is answered. */
export async function receivedBefore(
  { images, ctx }: WiredHouse,
  actor: Actor,
  { outcome, imageId }: Written,
): Promise<ReceivedPicture> {
  const image = await images.getOwnImage(ctx, actor, imageId)
  if (outcome === 'exact' || outcome === 'pixels') return { outcome: 'duplicate', duplicate: outcome, image }
  return { outcome: outcome === 'processing' ? 'processing' : 'created', image }
}
