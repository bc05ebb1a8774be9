import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { CreativePicture, CreativeVersion, ListedCreative, ShownCreative } from '#ads/creatives'
import type { HttpServer } from '#platform/http'
import { oneFile, receiveForm } from '../receive.ts'
import { bearerOf } from '../who.ts'
import type { WiredHouse } from '../wired-house.ts'
import { refusals } from './answers.ts'
import { OfOrganisation, organisationAsked } from './organisation-asked.ts'

const OneCreative = OfOrganisation.extend({
  creative: z.string().meta({ example: 'cre_01h455vb4pex5vsknk084sn02q' }),
})
const OneLine = OfOrganisation.extend({
  order: z.string().meta({ example: 'ord_01h455vb4pex5vsknk084sn02q' }),
  line: z.string().meta({ example: 'lin_01h455vb4pex5vsknk084sn02q' }),
})

const instant = z.iso.datetime()
const FileAnswer = z.object({
  ...{ width: z.int(), height: z.int(), still: z.boolean(), bytes: z.int() },
  url: z.url().meta({ description: 'For minutes only while the version is not in use.' }),
})
const state = z.enum(['checking', 'refused', 'waiting', 'approved', 'declined', 'superseded'])
const words = {
  ...{ headline: z.string(), text: z.string(), callToAction: z.string(), alt: z.string(), landingPage: z.string() },
}
const PictureAnswer = z.object({
  ...{ width: z.int(), height: z.int() },
  animationMs: z.int().nullable().meta({ description: 'Repetitions included. Null for without end.' }),
  files: z.array(FileAnswer),
})
const VersionAnswer = z.object({
  ...{ version: z.int(), state, ...words, madeAt: instant },
  declinedBecause: z.string().nullable(),
  findings: z.array(z.object({ check: z.string(), gravity: z.enum(['hindrance', 'remark']), reason: z.string() })),
  picture: PictureAnswer.nullable(),
  landing: z.object({
    seenAt: instant.nullable(),
    problem: z.string().nullable(),
    hops: z.array(z.object({ address: z.string(), status: z.int() })),
  }),
})
export const CreativeAnswer = z.object({
  id: z.string(),
  newest: VersionAnswer,
  inUse: z.boolean(),
  usedVersion: VersionAnswer.nullable().meta({ description: 'The version in use, where it is not the newest.' }),
  orders: z.array(z.object({ order: z.string(), line: z.string(), signed: z.boolean() })),
})
export const ListedCreativeAnswer = z.object({
  ...{ id: z.string(), headline: z.string(), version: z.int(), state, inUse: z.boolean() },
  ...{ landingHost: z.string(), landingProblem: z.string().nullable() },
})
const OfferedAnswer = z.object({
  ...{ id: z.string(), version: z.int(), advertiser: z.string(), ...words },
  allowed: z.boolean().nullable().meta({ description: 'What you said of this version; null where you have not.' }),
  picture: PictureAnswer.nullable(),
})

/** The form of a creative, for the description only. */
const CreativeForm = z.object({
  file: z.string().meta({ format: 'binary', description: 'PNG, JPEG, WebP, GIF or AVIF' }),
  headline: z.string(),
  text: z.string().optional(),
  callToAction: z.string().optional(),
  alt: z.string(),
  landingPage: z.string(),
})
const PictureForm = z.object({ file: CreativeForm.shape.file, version: z.string() })
/** The form is read as it comes, and parsed then. */
const asItComes = { validatorCompiler: () => (value: unknown) => ({ value }) } as const

/** `/api/v1/{advertiser|network|publisher}/{organisation}/creatives` and what is below. */
export function addCreativesApi(plain: HttpServer, house: WiredHouse): void {
  addOwnCreatives(plain, house, 'advertiser', 'an advertiser')
  addOwnCreatives(plain, house, 'network', 'a network')
  addCreativesOfLines(plain, house)
  addOfferedCreatives(plain, house)
}

/** The creatives of whoever shows them. */
function addOwnCreatives(plain: HttpServer, house: WiredHouse, kind: 'advertiser' | 'network', whose: string): void {
  const { ctx, creatives } = house
  const { origin } = ctx.config.origin
  const api = plain.withTypeProvider<ZodTypeProvider>()
  const root = `/${kind}/:organisation/creatives`

  api.get(
    root,
    {
      schema: {
        summary: `The creatives of ${whose}`,
        params: OfOrganisation,
        response: { 200: z.object({ items: z.array(ListedCreativeAnswer) }), ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await organisationAsked(house, request, kind, 'business:read')
      return { items: (await creatives.listCreatives(ctx, actor, id)).map(listedCreativeAnswer) }
    },
  )

  api.post(
    root,
    {
      schema: {
        summary: `Make a creative of ${whose}`,
        description:
          'It is checked right after, and waits for the seller then. Of a network none is taken before its agreement is signed.',
        consumes: ['multipart/form-data'],
        params: OfOrganisation,
        body: CreativeForm,
        response: { 201: z.object({ id: z.string() }), ...refusals },
      },
      ...asItComes,
    },
    async (request, reply) => {
      house.people.requireActive(await bearerOf(house, request), 'business:write')
      const { fields, files } = await receiveForm(ctx, request, { filesMax: 1 })
      try {
        const input = creatives.MakeCreativeInput.parse(fields)
        const file = oneFile(files)
        const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
        return await reply.status(201).send(await creatives.makeCreative(ctx, actor, id, file, input))
      } finally {
        await Promise.all(files.map((staged) => ctx.storage.discard(staged)))
      }
    },
  )

  api.get(
    `${root}/:creative`,
    {
      schema: {
        summary: `One creative of ${whose}`,
        params: OneCreative,
        response: { 200: CreativeAnswer, ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await organisationAsked(house, request, kind, 'business:read')
      return creativeAnswer(origin, await creatives.getCreative(ctx, actor, id, request.params.creative))
    },
  )

  api.patch(
    `${root}/:creative`,
    {
      schema: {
        summary: `Change what a creative of ${whose} says`,
        description: 'A new version, which is looked at anew. What was approved stays in use until then.',
        params: OneCreative,
        body: creatives.ChangeCreativeInput,
        response: { 200: z.object({ version: z.int() }), ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
      return creatives.changeCreative(ctx, actor, id, request.params.creative, null, request.body)
    },
  )

  api.put(
    `${root}/:creative/picture`,
    {
      schema: {
        summary: `Give a creative of ${whose} another picture`,
        consumes: ['multipart/form-data'],
        params: OneCreative,
        body: PictureForm,
        response: { 200: z.object({ version: z.int() }), ...refusals },
      },
      ...asItComes,
    },
    async (request) => {
      house.people.requireActive(await bearerOf(house, request), 'business:write')
      const { fields, files } = await receiveForm(ctx, request, { filesMax: 1 })
      try {
        const input = creatives.ChangeCreativeInput.pick({ version: true }).parse(fields)
        const file = oneFile(files)
        const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
        return await creatives.changeCreative(ctx, actor, id, request.params.creative, file, input)
      } finally {
        await Promise.all(files.map((staged) => ctx.storage.discard(staged)))
      }
    },
  )

  api.delete(
    `${root}/:creative`,
    {
      schema: {
        summary: `Delete a creative of ${whose}`,
        description: 'One that a signed order names is shown no more, and stays as long as the order.',
        params: OneCreative,
        response: { 200: z.object({ stays: z.boolean() }), ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
      return creatives.deleteCreative(ctx, actor, id, request.params.creative)
    },
  )
}

/** Which creatives a line of an order shows. */
function addCreativesOfLines(plain: HttpServer, house: WiredHouse): void {
  const { ctx, creatives } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()
  api.put(
    '/advertiser/:organisation/orders/:order/lines/:line/creatives',
    {
      schema: {
        summary: 'Say which creatives a line of an order shows',
        params: OneLine,
        body: z.strictObject({ creatives: z.array(z.string().max(60)) }),
        response: { 204: z.void().meta({ description: 'Done' }), ...refusals },
      },
    },
    async (request, reply) => {
      const { actor, id } = await organisationAsked(house, request, 'advertiser', 'business:write')
      const { order, line } = request.params
      const input = creatives.NameCreativesInput.parse({ order, line, creatives: request.body.creatives })
      await creatives.nameCreatives(ctx, actor, id, input)
      return reply.status(204).send()
    },
  )
}

/** What is booked for a publisher, and what they say of it. */
function addOfferedCreatives(plain: HttpServer, house: WiredHouse): void {
  const { ctx, creatives, publishers } = house
  const { origin } = ctx.config.origin
  const api = plain.withTypeProvider<ZodTypeProvider>()
  const offered = '/publisher/:organisation/creatives'
  api.get(
    offered,
    {
      schema: {
        summary: 'The creatives that may come to your pages, and what you said of them',
        params: OfOrganisation,
        response: { 200: z.object({ asks: z.boolean(), items: z.array(OfferedAnswer) }), ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await organisationAsked(house, request, 'publisher', 'business:read')
      const { asks, items } = await creatives.offeredCreatives(ctx, actor, id)
      return {
        asks,
        items: items.map(({ isAllowed: allowed, picture, ...creative }) => ({
          ...{ ...creative, allowed, picture: picture && pictureAnswer(origin, picture) },
        })),
      }
    },
  )

  api.put(
    offered,
    {
      schema: {
        summary: 'Say whether nothing is shown that you have not allowed',
        params: OfOrganisation,
        body: publishers.AskCreativesInput,
        response: { 204: z.void().meta({ description: 'Done' }), ...refusals },
      },
    },
    async (request, reply) => {
      const { actor, id } = await organisationAsked(house, request, 'publisher', 'business:write')
      await publishers.askCreatives(ctx, actor, id, request.body)
      return reply.status(204).send()
    },
  )

  api.put(
    `${offered}/:creative`,
    {
      schema: {
        summary: 'Let a creative be shown on your pages, or not',
        params: OneCreative,
        body: creatives.AllowCreativeInput.omit({ creative: true }),
        response: { 204: z.void().meta({ description: 'Done' }), ...refusals },
      },
    },
    async (request, reply) => {
      const { actor, id } = await organisationAsked(house, request, 'publisher', 'business:write')
      await creatives.allowCreative(ctx, actor, id, { ...request.body, creative: request.params.creative })
      return reply.status(204).send()
    },
  )
}

export const listedCreativeAnswer = ({
  id,
  headline,
  version,
  state: of,
  isInUse,
  landingHost,
  landingProblem,
}: ListedCreative) => ({
  ...{ id, headline, version, state: of, inUse: isInUse, landingHost, landingProblem },
})

const pictureAnswer = (origin: string, { width, height, animationMs, files }: CreativePicture) => ({
  ...{ width, height, animationMs },
  files: files.map(({ src, isStill: still, sizeBytes: bytes, ...file }) => ({
    ...{ ...file, still, bytes, url: new URL(src, origin).href },
  })),
})

const versionAnswer = (origin: string, { picture, landing, ...version }: CreativeVersion) => ({
  version: version.version,
  state: version.state,
  headline: version.headline,
  text: version.text,
  callToAction: version.callToAction,
  alt: version.alt,
  landingPage: version.landingPage,
  madeAt: version.madeAt.toISOString(),
  declinedBecause: version.declinedBecause,
  findings: [...version.findings],
  picture: picture && pictureAnswer(origin, picture),
  landing: { seenAt: landing.seenAt?.toISOString() ?? null, problem: landing.problem, hops: [...landing.hops] },
})

export const creativeAnswer = (origin: string, { id, newest, inUse, isInUse, orders }: ShownCreative) => ({
  id,
  newest: versionAnswer(origin, newest),
  inUse: isInUse,
  usedVersion: inUse && versionAnswer(origin, inUse),
  orders: orders.map(({ order, line, isSigned: signed }) => ({ order, line, signed })),
})
