import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { OwnSite } from '#ads/sites'
import type { HttpServer } from '#platform/http'
import type { WiredHouse } from '../wired-house.ts'
import { refusals } from './answers.ts'
import { OfOrganisation, organisationAsked } from './organisation-asked.ts'

const OneSite = OfOrganisation.extend({ site: z.string().meta({ example: 'sit_01h455vb4pex5vsknk084sn02q' }) })

const instant = z.iso.datetime().nullable()
const method = z.enum(['ads-txt', 'meta', 'well-known', 'dns'])
const SiteAnswer = z.object({
  id: z.string(),
  host: z.string(),
  state: z.enum(['unproven', 'proven', 'lost', 'retired']),
  proofMethod: method.nullable(),
  provenAt: instant,
  checkedAt: instant,
  nextCheckAt: instant,
  stopsAt: instant.meta({ description: 'When ads stop, where the proof was seen lost' }),
  review: z.enum(['unreviewed', 'approved', 'refused']),
  vertical: z.string().nullable().meta({ description: 'Number in the IAB Content Taxonomy 3.1' }),
  serves: z.boolean().meta({ description: 'Whether it is proven and approved, and an agreement is in force' }),
})
const ProofAnswer = SiteAnswer.extend({
  instructions: z.object({
    adsTxt: z.object({ address: z.string(), lines: z.array(z.string()).readonly() }),
    meta: z.object({ address: z.string(), tag: z.string() }),
    wellKnown: z.object({ address: z.string(), content: z.string() }),
    dns: z.object({ name: z.string(), type: z.literal('TXT'), value: z.string() }),
  }),
  checks: z
    .array(
      z.object({
        checkedAt: z.iso.datetime(),
        method,
        result: z.enum(['found', 'missing', 'unreachable']),
        said: z.string(),
      }),
    )
    .readonly(),
})

/** `/publisher/{organisation}/sites`: sites of a publisher, and the proof that they are its own. */
export function addSitesApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, sites } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/publisher/:organisation/sites',
    {
      schema: {
        summary: 'The sites of a publisher',
        params: OfOrganisation,
        response: { 200: z.object({ items: z.array(SiteAnswer).readonly() }), ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await organisationAsked(house, request, 'publisher', 'business:read')
      return { items: (await sites.listSites(ctx, actor, id)).map(written) }
    },
  )

  api.post(
    '/publisher/:organisation/sites',
    {
      schema: {
        summary: 'Add a site',
        params: OfOrganisation,
        body: sites.AddSiteInput,
        response: { 201: z.object({ id: z.string() }), ...refusals },
      },
    },
    async (request, reply) => {
      const { actor, id } = await organisationAsked(house, request, 'publisher', 'business:write')
      return reply.status(201).send(await sites.addSite(ctx, actor, id, request.body))
    },
  )

  api.get(
    '/publisher/:organisation/sites/:site',
    {
      schema: {
        summary: 'A site, what it has to show, and what the last looks gave',
        params: OneSite,
        response: { 200: ProofAnswer, ...refusals },
      },
    },
    async (request) => {
      const { actor, id } = await organisationAsked(house, request, 'publisher', 'business:read')
      await sites.requireSiteAt(ctx, actor, id, request.params.site, 'business:read')
      const site = await sites.getSite(ctx, actor, request.params.site)
      const checks = site.checks.map((check) => ({ ...check, checkedAt: check.checkedAt.toISOString() }))
      return { ...written(site), instructions: site.instructions, checks }
    },
  )

  api.post(
    '/publisher/:organisation/sites/:site/check',
    {
      schema: {
        summary: 'Have a site looked at now',
        description: 'What comes of it stands in its checks within a minute.',
        params: OneSite,
        response: { 202: z.object({ id: z.string() }), ...refusals },
      },
    },
    async (request, reply) => {
      const { actor, id } = await organisationAsked(house, request, 'publisher', 'business:write')
      await sites.requireSiteAt(ctx, actor, id, request.params.site, 'business:write')
      await sites.checkNow(ctx, actor, request.params.site)
      return reply.status(202).send({ id: request.params.site })
    },
  )

  api.delete(
    '/publisher/:organisation/sites/:site',
    {
      schema: {
        summary: 'Give a site up',
        description: 'Ads on it stop at once. It cannot be taken back; the host can be added anew.',
        params: OneSite,
        response: { 204: z.void().meta({ description: 'It is given up' }), ...refusals },
      },
    },
    async (request, reply) => {
      const { actor, id } = await organisationAsked(house, request, 'publisher', 'business:write')
      await sites.requireSiteAt(ctx, actor, id, request.params.site, 'business:write')
      await sites.retireSite(ctx, actor, request.params.site)
      return reply.status(204).send()
    },
  )
}

const written = (site: OwnSite): z.input<typeof SiteAnswer> => ({
  id: site.id,
  host: site.host,
  state: site.state,
  proofMethod: site.proofMethod,
  provenAt: site.provenAt?.toISOString() ?? null,
  checkedAt: site.checkedAt?.toISOString() ?? null,
  nextCheckAt: site.nextCheckAt?.toISOString() ?? null,
  stopsAt: site.stopsAt?.toISOString() ?? null,
  review: site.review,
  vertical: site.vertical,
  serves: site.mayServe && site.isBound,
})
