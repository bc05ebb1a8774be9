import type { FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { Actor } from '#accounts/people'
import type { HttpServer } from '#platform/http'
import type { Id } from '#platform/ids'
import type { WiredHouse } from '../wired-house.ts'
import { bearerOf } from '../who.ts'
import { refusals } from './answers.ts'

const Publisher = z.object({ organisation: z.string().meta({ example: 'pub_01h455vb4pex5vsknk084sn02q' }) })

const SettingsAnswer = z.object({
  version: z.int().meta({
    description:
      'Send it back with a change, as `settingsVersion`. 0: nobody has chosen yet, and this is the standard.',
  }),
  settings: z.object({
    pictures: z.array(z.string()).readonly(),
    minWidth: z.int(),
    minHeight: z.int(),
    formats: z.array(z.string()).readonly(),
    corner: z.string(),
    edge: z.string(),
    colours: z.object({ background: z.string(), text: z.string(), labelBackground: z.string(), labelText: z.string() }),
    label: z.string(),
    maxPerPage: z.int(),
    sendsTitle: z.boolean(),
    neverPictures: z.array(z.string()).readonly(),
    neverPages: z.array(z.string()).readonly(),
    blockedAdvertisers: z.array(z.string()).readonly(),
    blockedHosts: z.array(z.string()).readonly(),
    blockedCategories: z.array(z.string()).readonly(),
    blockedWords: z.array(z.string()).readonly(),
  }),
})

const TermsAnswer = z.object({
  share: z.number().meta({ description: 'In percent of what advertisers pay', example: 70 }),
  paymentDays: z.int().meta({ description: 'After the end of a month' }),
  minimumPayout: z.object({ amountMicros: z.string(), currency: z.string() }),
  isAgreed: z.boolean().meta({ description: 'False: what is offered to everybody; no agreement is in force yet.' }),
})

const SavedAnswer = z.object({ version: z.int() })

const SignUpAnswer = z.object({
  publisher: z.string().meta({ description: 'What the tag carries. It is no secret.' }),
  parts: z
    .array(
      z.object({
        part: z.string(),
        isComplete: z.boolean(),
        missing: z.array(z.object({ what: z.string(), says: z.string() })).readonly(),
      }),
    )
    .readonly(),
  isAgreed: z.boolean(),
  next: z.string().nullable(),
  tag: z.string().nullable().meta({ description: 'The line for every page; null until nothing is left to do.' }),
  pinnedTag: z.string().nullable().meta({
    description: 'The same with one version and its hash: it never changes by itself. Null also before there is one.',
  }),
  sites: z
    .array(
      z.object({
        host: z.string(),
        serves: z.boolean(),
        because: z.array(z.object({ why: z.string(), says: z.string() })).readonly(),
      }),
    )
    .readonly(),
})

/** `/publisher/{organisation}`: how far a publisher is with signing up, and the ads in its pictures. */
export function addPublishersApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, organisations, people, publishers } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()

  /** Whoever may not ask at all learns nothing of whether there is such a publisher. */
  async function asked(
    request: FastifyRequest<{ Params: z.output<typeof Publisher> }>,
    scope: 'business:read' | 'business:write',
  ): Promise<{ readonly actor: Actor; readonly id: Id<'organisation'> }> {
    const actor = people.requireActive(await bearerOf(house, request), scope)
    const { organisation } = request.params
    if (!organisation.startsWith('pub_')) throw organisations.organisationNotFound()
    return { actor, id: await organisations.requireOrganisationId(ctx, organisation) }
  }

  api.get(
    '/publisher/:organisation/sign-up',
    {
      schema: {
        summary: 'How far a publisher is with signing up, and what keeps ads from being shown',
        params: Publisher,
        response: { 200: SignUpAnswer, ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await asked(request, 'business:read')
      return publishers.signUpProgress(ctx, actor, id)
    },
  )

  api.get(
    '/publisher/:organisation/terms',
    {
      schema: {
        summary: 'The share of a publisher and when it is paid',
        description: 'For its owners and who has the role finance.',
        params: Publisher,
        response: { 200: TermsAnswer, ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await asked(request, 'business:read')
      const { shareBps, paymentDays, minimumPayoutMicros, currency, isAgreed } = await publishers.readEarningTerms(
        ctx,
        actor,
        id,
      )
      return {
        ...{ share: shareBps / 100, paymentDays, isAgreed },
        minimumPayout: { amountMicros: String(minimumPayoutMicros), currency },
      }
    },
  )

  api.get(
    '/publisher/:organisation/settings',
    {
      schema: {
        summary: 'How ads look and behave in the pictures of a publisher',
        params: Publisher,
        response: { 200: SettingsAnswer, ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await asked(request, 'business:read')
      return publishers.readSettings(ctx, actor, id)
    },
  )

  api.put(
    '/publisher/:organisation/settings',
    {
      schema: {
        summary: 'Change how ads look and behave in the pictures of a publisher',
        description:
          'All of them, in place of what was there; a list that is left out is emptied. 409 where somebody else has changed them since `settingsVersion`.',
        params: Publisher,
        body: publishers.SaveSettingsInput,
        response: { 200: SavedAnswer, ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await asked(request, 'business:write')
      return publishers.saveSettings(ctx, actor, id, request.body)
    },
  )
}
