import { Readable } from 'node:stream'
import sharp from 'sharp'
import { contactStores } from '#accounts/organisation-contacts'
import type { Member } from '#accounts/people'
import { orderStores } from '#ads/orders'
import { publisherStores } from '#ads/publishers'
import type { Store } from '#declaration'
import { blobStores } from '#platform/blobs'
import { outsideStores } from '#platform/outside'
import type { Staged } from '#platform/storage'
import { type Company, businessStores } from '#test/business'
import type { TestHouse } from '#test/house'
import { drawing } from '#test/pictures'
import {
  MakeCreativeInput,
  approveCreative,
  creativeHandlers,
  creativeStores,
  getCreative,
  makeCreative,
} from './index.ts'

export const roomStores: readonly Store[] = [
  ...[...businessStores, ...contactStores, ...orderStores, ...publisherStores],
  ...[...blobStores, ...outsideStores, ...creativeStores],
]

/** A picture of some frames that come round so often; 0 for without end. */
export async function moving(frames: number, delayMs: number, loop: number): Promise<Buffer> {
  const [width, height] = [300, 200]
  const pages = await Promise.all(
    Array.from({ length: frames }, (_, at) => drawing(width, height, at % 2 ? '#ffffff' : '#f0c040')),
  )
  const raw = await Promise.all(pages.map((page) => sharp(page).ensureAlpha().raw().toBuffer()))
  return sharp(Buffer.concat(raw), { raw: { width, height: height * frames, channels: 4, pageHeight: height } })
    .gif({ loop, delay: Array.from({ length: frames }, () => delayMs) })
    .toBuffer()
}

export const staged = (t: TestHouse, bytes: Buffer): Promise<Staged> =>
  t.ctx.storage.receive(Readable.from([bytes]), { maxBytes: 40_000_000 })

export const words = (more: object = {}): MakeCreativeInput =>
  MakeCreativeInput.parse({
    headline: 'Boots that stay dry',
    text: 'Made in Porto, resoled for ever.',
    callToAction: 'See the boots',
    alt: 'A pair of green boots',
    landingPage: 'https://shop.example/boots',
    ...more,
  })

/** A creative that was checked. @returns `cre_…` */
export async function made(
  t: TestHouse,
  { owner, organisationId }: Company,
  more: object = {},
  bytes?: Buffer,
): Promise<string> {
  const file = await staged(t, bytes ?? (await drawing()))
  const { id } = await makeCreative(t.ctx, owner, organisationId, file, words(more))
  await t.runJobs(creativeHandlers)
  return id
}

export const read = (t: TestHouse, { owner, organisationId }: Company, id: string) =>
  getCreative(t.ctx, owner, organisationId, id)

/** One that staff agreed to. */
export async function approved(t: TestHouse, company: Company, staff: Member, more: object = {}): Promise<string> {
  const id = await made(t, company, more)
  const { revision } = await read(t, company, id)
  await approveCreative(t.ctx, staff, { creative: id, revision })
  return id
}
