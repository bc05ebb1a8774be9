import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { OrganisationKind } from '#accounts/organisations'
import type { ListedAgreement } from '#ads/agreements'
import type { HttpServer } from '#platform/http'
import type { WiredHouse } from '../wired-house.ts'
import { refusals } from './answers.ts'
import { OfOrganisation, organisationAsked } from './organisation-asked.ts'

const kinds = ['publisher', 'advertiser', 'network'] as const satisfies readonly OrganisationKind[]

const OneAgreement = OfOrganisation.extend({
  agreement: z.string().meta({ example: 'agr_01h455vb4pex5vsknk084sn02q' }),
})

/** The bytes go as they are; the schema is for the description alone. */
const PdfAnswer = z.instanceof(Buffer).meta({ format: 'binary', description: 'A PDF' })
const instant = z.iso.datetime().nullable()
const Listed = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  version: z.int(),
  state: z.enum(['offered', 'signed', 'in-force', 'notice', 'ended', 'superseded']),
  offeredAt: z.iso.datetime(),
  earliestAt: z.iso.datetime().meta({ description: 'It holds from then at the earliest' }),
  inForceAt: instant,
  noticeBy: z.enum(['them', 'us']).nullable().meta({ description: '`them`: the organisation' }),
  noticeAt: instant,
  end: z
    .object({
      endsAt: z.iso.datetime(),
      lastDay: z.string(),
      finalPaymentBy: z.string(),
      dataGoneBy: z.string(),
    })
    .nullable()
    .meta({ description: 'What follows from its end, by its own parameters; days of UTC' }),
  dataGoneAt: instant.meta({ description: 'When the data went that go after its end' }),
})
const Signature = z.object({
  side: z.enum(['them', 'us']),
  name: z.string().nullable(),
  title: z.string().nullable(),
  signedAt: z.iso.datetime(),
  sha256: z.string(),
})
const AgreementAnswer = Listed.extend({
  text: z.string().meta({ description: 'Exactly what is signed' }),
  sha256: z.string().meta({ description: 'Of the text in UTF-8' }),
  signatures: z.array(Signature).readonly(),
})
const AskedAnswer = z.object({ id: z.string() })

/** `/{kind}/{organisation}/agreements`: reading them, and having the standard one prepared. Nobody signs by a key. */
export function addAgreementsApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, agreements } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()

  for (const kind of kinds) {
    api.get(
      `/${kind}/:organisation/agreements`,
      {
        schema: {
          summary: 'Every version of its agreements, the newest first',
          params: OfOrganisation,
          response: { 200: z.object({ items: z.array(Listed).readonly() }), ...refusals },
        },
      },
      async (request) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:read')
        return { items: (await agreements.listAgreements(ctx, actor, id)).map(written) }
      },
    )

    api.post(
      `/${kind}/:organisation/agreements`,
      {
        schema: {
          summary: 'Have the standard agreement prepared',
          description:
            'It is read and signed on its page, by an owner who is signed in: no key signs. One that was prepared before and is not in force gives way.',
          params: OfOrganisation,
          body: agreements.AskForAgreementInput,
          response: { 201: AskedAnswer, ...refusals },
        },
      },
      async (request, reply) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
        return reply.status(201).send(await agreements.askForAgreement(ctx, actor, id, request.body))
      },
    )

    api.get(
      `/${kind}/:organisation/agreements/:agreement`,
      {
        schema: {
          summary: 'An agreement, word for word',
          params: OneAgreement,
          response: { 200: AgreementAnswer, ...refusals },
        },
      },
      async (request) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:read')
        await agreements.requireAgreementOf(ctx, actor, id, request.params.agreement)
        const shown = await agreements.readAgreement(ctx, actor, request.params.agreement)
        const signatures = shown.signatures.map((one) => ({ ...one, signedAt: one.signedAt.toISOString() }))
        return { ...written(shown), text: shown.text, sha256: shown.sha256, signatures }
      },
    )

    api.get(
      `/${kind}/:organisation/agreements/:agreement/pdf`,
      {
        schema: {
          summary: 'The same as PDF, with its signatures',
          params: OneAgreement,
          response: { 200: PdfAnswer, ...refusals },
        },
      },
      async (request, reply) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:read')
        await agreements.requireAgreementOf(ctx, actor, id, request.params.agreement)
        const pdf = await agreements.agreementPdf(ctx, actor, request.params.agreement)
        return reply.type('application/pdf').send(pdf)
      },
    )
  }
}

const written = ({ id, kind, version, state, noticeBy, ...at }: ListedAgreement): z.input<typeof Listed> => ({
  ...{ id, kind, version, state, noticeBy },
  offeredAt: at.offeredAt.toISOString(),
  earliestAt: at.earliestAt.toISOString(),
  inForceAt: at.inForceAt?.toISOString() ?? null,
  noticeAt: at.noticeAt?.toISOString() ?? null,
  dataGoneAt: at.dataGoneAt?.toISOString() ?? null,
  end: at.end && { ...at.end, endsAt: at.end.endsAt.toISOString() },
})
