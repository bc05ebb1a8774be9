import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import type { OrganisationKind, ShownOrganisation } from '#accounts/organisations'
import type { HttpServer } from '#platform/http'
import type { Id } from '#platform/ids'
import type { WiredHouse } from '../wired-house.ts'
import { bearerOf } from '../who.ts'
import { refusals } from './answers.ts'
import { organisationAsked } from './organisation-asked.ts'

const At = z.object({ organisation: z.string().meta({ example: 'pub_01h455vb4pex5vsknk084sn02q' }) })
const AtInvitation = At.extend({ invitation: z.string().meta({ example: 'inv_01h455vb4pex5vsknk084sn02q' }) })
const AtPerson = At.extend({ person: z.string().meta({ example: 'mem_01h455vb4pex5vsknk084sn02q' }) })
const done = { 204: z.void().meta({ description: 'Done' }) }
const kinds = z.enum(['publisher', 'advertiser', 'network'])
const roles = z.array(z.enum(['owner', 'orders', 'finance', 'technical', 'reader'])).readonly()
const channel = z.enum(['email', 'telephone'])

const own = {
  id: z.string(),
  kind: kinds,
  name: z.string(),
  country: z.string().meta({ description: 'ISO 3166-1, two letters' }),
  status: z.enum(['open', 'closing', 'closed']),
  roles: roles.meta({ description: 'What the owner of this key may do there' }),
}
export const OwnOrganisationsAnswer = z.object({ items: z.array(z.object(own)).readonly() })

export const OrganisationAnswer = z.object({
  ...own,
  email: z.string().nullable(),
  telephone: z.string().nullable(),
  streetAddress: z.string().nullable(),
  preferredChannel: channel,
  createdAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
})

export const PeopleAnswer = z.object({
  items: z
    .array(z.object({ id: z.string(), username: z.string(), roles, since: z.iso.datetime(), isYou: z.boolean() }))
    .readonly(),
})

const InvitationsAnswer = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        email: z.string(),
        roles,
        createdAt: z.iso.datetime(),
        expiresAt: z.iso.datetime(),
      }),
    )
    .readonly(),
})

export const ContactsAnswer = z.object({
  items: z
    .array(
      z.object({
        kind: z.enum(['technical', 'orders', 'finance']),
        isNamed: z.boolean(),
        contact: z
          .object({
            name: z.string(),
            email: z.string(),
            telephone: z.string().nullable(),
            preferredChannel: channel,
            toldAt: z.iso.datetime().nullable(),
          })
          .nullable()
          .meta({ description: 'Null where nobody is named, and for who has neither that role nor owns it' }),
        leftAt: z.iso.datetime().nullable(),
      }),
    )
    .readonly(),
})

export const BillingAnswer = z.object({
  legalName: z.string().nullable(),
  billingAddress: z.string().nullable(),
  taxNumber: z.string().nullable(),
  payout: z
    .object({ method: z.enum(['bank-transfer', 'paypal']), changedAt: z.iso.datetime() })
    .nullable()
    .meta({ description: 'The account itself is shown on the page only' }),
  changedAt: z.iso.datetime().nullable().meta({ description: 'Null where nothing was given yet' }),
})

const ownAnswer = ({ shownId, kind, name, country, status, roles: has }: ShownOrganisation | Listed) => ({
  id: shownId,
  ...{ kind, name, country, status, roles: has },
})
type Listed = Omit<
  ShownOrganisation,
  'createdAt' | 'closedAt' | 'email' | 'telephone' | 'streetAddress' | 'preferredChannel'
>

/** `/organisations`, and `/{publisher|advertiser|network}/{organisation}` with its people, contacts and billing. */
export function addOrganisationsApi(plain: HttpServer, house: WiredHouse): void {
  const { ctx, invitations, organisations, organisationContacts, organisationBilling } = house
  const api = plain.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/organisations',
    {
      schema: {
        summary: 'The organisations for which the owner of this key acts',
        response: { 200: OwnOrganisationsAnswer, ...refusals },
      },
    },
    async (request) => ({
      items: (await organisations.organisationsOf(ctx, await bearerOf(house, request))).map(ownAnswer),
    }),
  )

  /** One of another kind is not below this address. @throws Refusal `organisation-not-found` */
  async function idOf(kind: OrganisationKind, shown: string): Promise<Id<'organisation'>> {
    const id = await organisations.requireOrganisationId(ctx, shown)
    if ((await organisations.readOrganisation(ctx, id)).kind !== kind) throw organisations.organisationNotFound()
    return id
  }

  // Written out, so that whoever looks for an address finds it.
  for (const [kind, path] of [
    ['publisher', '/publisher/:organisation'],
    ['advertiser', '/advertiser/:organisation'],
    ['network', '/network/:organisation'],
  ] as const) {
    const schema = <Answer extends z.ZodType>(summary: string, answer: Answer) => ({
      schema: { summary, params: At, response: { 200: answer, ...refusals } },
    })

    api.get(
      path,
      schema('An organisation: what it says of itself, and how to reach it', OrganisationAnswer),
      async (request) => {
        const actor = await bearerOf(house, request)
        house.people.requireActive(actor, 'business:read')
        const found = await organisations.getOrganisation(ctx, actor, await idOf(kind, request.params.organisation))
        const { email, telephone, streetAddress, preferredChannel, createdAt, closedAt } = found
        return {
          ...ownAnswer(found),
          ...{ email, telephone, streetAddress, preferredChannel },
          createdAt: createdAt.toISOString(),
          closedAt: closedAt?.toISOString() ?? null,
        }
      },
    )

    api.get(`${path}/people`, schema('Who acts for it', PeopleAnswer), async (request) => {
      const actor = await bearerOf(house, request)
      house.people.requireActive(actor, 'business:read')
      const people = await organisations.listPeopleOf(ctx, actor, await idOf(kind, request.params.organisation))
      return { items: people.map(({ since, ...person }) => ({ ...person, since: since.toISOString() })) }
    })

    api.get(
      `${path}/people/invitations`,
      schema('Who was invited and has not answered', InvitationsAnswer),
      async (request) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:read')
        const waiting = await invitations.listInvitations(ctx, actor, id)
        return {
          items: waiting.map(({ createdAt, expiresAt, ...invitation }) => ({
            ...invitation,
            createdAt: createdAt.toISOString(),
            expiresAt: expiresAt.toISOString(),
          })),
        }
      },
    )

    api.post(
      `${path}/people/invitations`,
      {
        schema: {
          summary: 'Invite somebody to act for it',
          description: 'A letter goes to the address. Nobody is invited as an owner by a key.',
          params: At,
          body: invitations.InvitePersonInput,
          response: { 201: z.object({ id: z.string() }), ...refusals },
        },
      },
      async (request, reply) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
        return reply.status(201).send(await invitations.invitePerson(ctx, actor, id, request.body))
      },
    )

    api.delete(
      `${path}/people/invitations/:invitation`,
      { schema: { summary: 'Take an invitation back', params: AtInvitation, response: { ...done, ...refusals } } },
      async (request, reply) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
        await invitations.revokeInvitation(ctx, actor, id, { invitation: request.params.invitation })
        return reply.status(204).send()
      },
    )

    api.put(
      `${path}/people/:person`,
      {
        schema: {
          summary: 'Change what somebody may do there',
          description: 'Nobody becomes an owner by a key, and no owner anything else.',
          params: AtPerson,
          body: organisations.ChangeRolesInput.omit({ person: true }),
          response: { ...done, ...refusals },
        },
      },
      async (request, reply) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
        await organisations.changeRoles(ctx, actor, id, { ...request.body, person: request.params.person })
        return reply.status(204).send()
      },
    )

    api.delete(
      `${path}/people/:person`,
      {
        schema: {
          summary: 'Let somebody no longer act for it',
          description: 'No owner is taken out by a key.',
          params: AtPerson,
          response: { ...done, ...refusals },
        },
      },
      async (request, reply) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
        await organisations.removePerson(ctx, actor, id, { person: request.params.person })
        return reply.status(204).send()
      },
    )

    api.put(
      `${path}/contacts`,
      {
        schema: {
          summary: 'Name whom to speak to about one thing',
          description: 'Whoever is new there is told by a letter.',
          params: At,
          body: organisationContacts.SaveContactInput,
          response: { ...done, ...refusals },
        },
      },
      async (request, reply) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
        await organisationContacts.saveContact(ctx, actor, id, request.body)
        return reply.status(204).send()
      },
    )

    for (const about of organisationContacts.contactKinds) {
      api.delete(
        `${path}/contacts/${about}`,
        { schema: { summary: 'Forget whom to speak to', params: At, response: { ...done, ...refusals } } },
        async (request, reply) => {
          const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
          await organisationContacts.removeContact(ctx, actor, id, { kind: about })
          return reply.status(204).send()
        },
      )
    }

    api.put(
      `${path}/billing`,
      {
        schema: {
          summary: 'Change what stands on invoices',
          params: At,
          body: organisationBilling.SaveBillingInput,
          response: { ...done, ...refusals },
        },
      },
      async (request, reply) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
        await organisationBilling.saveBilling(ctx, actor, id, request.body)
        return reply.status(204).send()
      },
    )

    api.put(
      `${path}/billing/payout`,
      {
        schema: {
          summary: 'Change where money goes: refused to every key',
          description: 'It needs a session with a second factor, on the page of the billing.',
          params: At,
          body: organisationBilling.ChangePayoutInput,
          response: { ...done, ...refusals },
        },
      },
      async (request, reply) => {
        const { actor, id } = await organisationAsked(house, request, kind, 'business:write')
        await organisations.requireRoleIn(ctx, actor, id, 'finance')
        await organisationBilling.changePayout(ctx, actor, id, request.body)
        return reply.status(204).send()
      },
    )

    api.get(`${path}/contacts`, schema('Whom to speak to about what', ContactsAnswer), async (request) => {
      const actor = await bearerOf(house, request)
      house.people.requireActive(actor, 'business:read')
      const places = await organisationContacts.listContacts(ctx, actor, await idOf(kind, request.params.organisation))
      return {
        items: places.map(({ kind: about, isNamed, contact, leftAt }) => ({
          kind: about,
          isNamed,
          contact: contact && {
            name: contact.name,
            email: contact.email,
            telephone: contact.telephone,
            preferredChannel: contact.preferredChannel,
            toldAt: contact.toldAt?.toISOString() ?? null,
          },
          leftAt: leftAt?.toISOString() ?? null,
        })),
      }
    })

    api.get(`${path}/billing`, schema('What it takes to bill it', BillingAnswer), async (request) => {
      const actor = await bearerOf(house, request)
      house.people.requireActive(actor, 'business:read')
      const billing = await organisationBilling.readBilling(ctx, actor, await idOf(kind, request.params.organisation))
      return {
        legalName: billing?.legalName ?? null,
        billingAddress: billing?.billingAddress ?? null,
        taxNumber: billing?.taxNumber ?? null,
        payout: billing?.payout
          ? { method: billing.payout.method, changedAt: billing.payout.changedAt.toISOString() }
          : null,
        changedAt: billing?.changedAt.toISOString() ?? null,
      }
    })
  }
}
