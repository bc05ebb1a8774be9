import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp, { type Sharp } from 'sharp'
import { type Actor, type Member, actorOf, createMember } from '#accounts/people'
import { collectBlob, collectBlobs } from '#platform/blobs'
import { type Id, newId } from '#platform/ids'
import { type Handler, handle } from '#platform/jobs'
import type { Staged } from '#platform/storage'
import type { TestHouse } from '#test/house'
import { ReceiveInput, type ReceivedPicture, imageHandlers, receivePicture } from './index.ts'

/** What the rooms of pictures do later, and the removal of files that nobody uses. */
export const handlers: readonly Handler[] = [handle(collectBlob, collectBlobs), ...imageHandlers]

/** A verified member who signed in. */
export async function aMember(t: TestHouse, username: string): Promise<Member> {
  const { personId } = await createMember(t.ctx, {
    username,
    email: `${username}@example.org`,
    password: 'seven quiet herons',
    verified: true,
  })
  return actorOf(t.ctx, personId, {
    kind: 'session',
    sessionId: newId<'session'>(t.ctx),
    strong: false,
    provenAt: t.clock.now(),
  })
}

/** The same member by an API key. */
export const byKey = (member: Member, ...scopes: readonly ('images:read' | 'images:write')[]): Member => ({
  ...member,
  via: { kind: 'api-key', keyId: 'key' as Id<'apiKey'>, scopes: new Set(scopes) },
})

/** A picture of a colour with stripes of another: different for each pair of numbers, and small. */
export function stripes(seed: number, { width = 200, height = 150, alpha = 255 } = {}): Sharp {
  const data = Buffer.alloc(4 * width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isStripe = (x + y * (seed % 7)) % (11 + (seed % 13)) < 5
      data.set([(seed * 37) % 256, isStripe ? 200 : 40, (seed * 91) % 256, isStripe ? 255 : alpha], 4 * (y * width + x))
    }
  }
  return sharp(data, { raw: { width, height, channels: 4 } })
}

export const aPng = (seed: number, size: Parameters<typeof stripes>[1] = {}): Promise<Buffer> =>
  stripes(seed, size).png().toBuffer()

export const stage = (t: TestHouse, bytes: Buffer): Promise<Staged> =>
  t.ctx.storage.receive(Readable.from([bytes]), { maxBytes: 50_000_000 })

/** Does queued work for as long as `work` takes. */
export async function whileWorking<Out>(t: TestHouse, work: Promise<Out>): Promise<Out> {
  const settled = Promise.allSettled([work]).then(() => true)
  while (!(await Promise.race([settled, sleep(5, false)]))) await t.runJobs(handlers)
  return work
}

/** Uploads a picture as the form does. */
export async function upload(
  t: TestHouse,
  actor: Actor,
  bytes: Buffer,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<ReceivedPicture> {
  const staged = await stage(t, bytes)
  const input = ReceiveInput.parse({ agreeRegion: 'on', ...fields })
  return whileWorking(t, receivePicture(t.ctx, actor, staged, input))
}

/** Every file of the store, by hash. */
export async function filesOnDisk(t: TestHouse): Promise<string[]> {
  const hashes: string[] = []
  for await (const { hash } of t.ctx.storage.list()) hashes.push(hash)
  return hashes.sort()
}
