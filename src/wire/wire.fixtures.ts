import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import sharp from 'sharp'
import { allStores, doors, handlers } from '#app'
import { type Member, type Scope, actorOf, createMember } from '#accounts/people'
import { beginSession } from '#accounts/sessions'
import type { HttpServer } from '#platform/http'
import { runJobs } from '#platform/jobs'
import { type TestHouse, openTestCtx } from '#test/house'
import { openWire } from './open-wire.ts'

/** All endpoints on a test house, with queued work being done beside them; no site. */
export interface TestWire {
  readonly t: TestHouse
  readonly server: HttpServer
  ask(options: InjectOptions | string): Promise<LightMyRequestResponse>
  member(username: string, verified?: boolean): Promise<Member>
  /** A header for requests with a key of this member. */
  keyOf(member: Member, ...scopes: Scope[]): Promise<{ readonly authorization: string }>
  /** Headers of a form that a signed-in browser sends from our own page. */
  browserOf(member: Member): Promise<{ readonly cookie: string; readonly origin: string }>
  close(): Promise<void>
}

export async function openTestWire(): Promise<TestWire> {
  const t = await openTestCtx({ stores: allStores })
  return wireOn(t, await openWire({ house: { ...doors, ctx: t.ctx }, openSite: null }))
}

/** A test wire of a server that is there already. */
export async function wireOn(t: TestHouse, server: HttpServer): Promise<TestWire> {
  const work = await runJobs({ pool: t.database.queuePool, ctx: t.ctx, handlers, schedules: [], concurrency: 2 })
  return {
    t,
    server,
    ask: (options) => server.inject(options),
    async member(username, verified = true) {
      const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified }
      return actorOf(t.ctx, (await createMember(t.ctx, input)).personId, { kind: 'system' })
    },
    async keyOf(member, ...scopes) {
      const input = doors.apiKeys.CreateApiKeyInput.parse({ name: 'test', scopes })
      return { authorization: `Bearer ${(await doors.apiKeys.createApiKey(t.ctx, member, input)).key}` }
    },
    async browserOf({ personId }) {
      const { token } = await beginSession(t.ctx, personId, undefined, ['password'])
      return { cookie: `other=1; __Host-session=${token}`, origin: t.ctx.config.origin.origin }
    },
    async close() {
      await server.close()
      await work.stop()
      await t.close()
    },
  }
}

/** A part of a form. A value of bytes is a file. */
export interface Part {
  readonly name: string
  readonly value: string | Buffer
  readonly fileName?: string
  /** Lines of the head of the part, in place of those made of the name. */
  readonly head?: string
}

const boundary = 'x-boundary-of-a-test'

/** The bytes of a multipart form, made by hand so that wrong ones can be made too. */
export function multipart(parts: readonly Part[]): { payload: Buffer; headers: { 'content-type': string } } {
  const chunks: Buffer[] = []
  for (const { name, value, fileName, head } of parts) {
    const disposition = `Content-Disposition: form-data; name="${name}"`
    const file = typeof value === 'string' && fileName === undefined ? '' : `; filename="${fileName ?? 'x.png'}"`
    chunks.push(Buffer.from(`--${boundary}\r\n${head ?? `${disposition}${file}`}\r\n\r\n`), Buffer.from(value))
    chunks.push(Buffer.from('\r\n'))
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`))
  return { payload: Buffer.concat(chunks), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

/** A small PNG with transparency, another one for every seed. */
export async function aPng(seed: number, width = 400, height = 300): Promise<Buffer> {
  const data = Buffer.alloc(4 * width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isStripe = (x + y * (seed % 7)) % (11 + (seed % 13)) < 5
      data.set([(seed * 37) % 256, isStripe ? 200 : 40, (seed * 91) % 256, isStripe ? 255 : 60], 4 * (y * width + x))
    }
  }
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()
}

/** Uploads by the API and gives the image. */
export async function uploaded(
  wire: TestWire,
  key: { readonly authorization: string },
  seed: number,
  fields: Readonly<Record<string, string>> = {},
): Promise<UploadedImage> {
  const form = multipart([
    ...Object.entries(fields).map(([name, value]) => ({ name, value })),
    { name: 'file', value: await aPng(seed) },
  ])
  const answer = await wire.ask({
    method: 'POST',
    url: '/api/v1/images',
    ...form,
    headers: { ...form.headers, ...key },
  })
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`)
  return answer.json<UploadedImage>()
}

export interface UploadedImage {
  readonly id: string
  readonly title: string
  readonly tags: readonly string[]
  readonly visibility: string
  readonly variants: readonly { readonly url: string; readonly width: number; readonly format: string }[]
  readonly page: string
  readonly download: string
}

/** Path and query of a whole address. */
export const pathOf = (url: string): string => `${new URL(url).pathname}${new URL(url).search}`

/** The body of a refusal without what differs in every answer. */
export const codeOf = (answer: LightMyRequestResponse): unknown => answer.json<{ code: unknown }>().code
