import { Readable } from 'node:stream'
import sharp from 'sharp'
import { contactStores } from '#accounts/organisation-contacts'
import type { Member } from '#accounts/people'
import {
  OrderInput,
  SignOrderInput,
  approveOrder,
  getOrder,
  orderStores,
  placeOrder,
  signOrder,
  submitOrder,
} from '#ads/orders'
import { publisherStores } from '#ads/publishers'
import type { Store } from '#declaration'
import { blobStores } from '#platform/blobs'
import { outsideStores } from '#platform/outside'
import { showId } from '#platform/ids'
import type { Staged } from '#platform/storage'
import { type Company, aParty, again, businessStores } from '#test/business'
import type { TestHouse } from '#test/house'
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

/** A drawing of a dark square on nothing, or on white. */
export const drawing = (width = 600, height = 400, ground = '#ffffff'): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: ground } })
    .composite([
      {
        input: {
          create: { width: Math.ceil(width / 2), height: Math.ceil(height / 2), channels: 3, background: '#0a3d2c' },
        },
        gravity: 'centre',
      },
    ])
    .png()
    .toBuffer()

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

/** An order in draft. The clock of tests stands in January 2026. */
export async function anOrder(
  t: TestHouse,
  { owner, organisationId }: Company,
): Promise<{ order: string; line: string }> {
  const input = OrderInput.parse({
    ...{ title: 'Spring campaign', zone: 'America/New_York', currency: 'USD', purchaseOrder: 'PO-4711' },
    ...aParty,
    ...{ legalName: 'Harbour Light Press LLC', billingAddress: '14 Quay Street, Portland', taxNumber: '12-3456789 US' },
    lines: [
      {
        ...{ name: 'Spring', startsOn: '2026-03-20', endsOn: '2026-04-19' },
        ...{ priceModel: 'cpm', rate: '4.50', budget: '12000.00' },
      },
    ],
  })
  const { id: order } = await placeOrder(t.ctx, owner, organisationId, 'them', input)
  const { content } = await getOrder(t.ctx, owner, order)
  return { order, line: showId('line', content.lines[0]!.id) }
}

/** Has both sides sign it; the advertiser terms are in force. */
export async function signed(t: TestHouse, company: Company, desk: Member, order: string): Promise<void> {
  await submitOrder(t.ctx, company.owner, 'them', order)
  const { sha256 } = await getOrder(t.ctx, desk, order)
  await approveOrder(t.ctx, desk, { order, sha256: sha256 ?? '' })
  const input = SignOrderInput.parse({ order, sha256, name: 'Ada', title: 'Managing director', authority: 'on' })
  await signOrder(t.ctx, await again(t, company.owner.personId), 'them', input)
  await signOrder(t.ctx, await again(t, desk.personId), 'us', input)
}
