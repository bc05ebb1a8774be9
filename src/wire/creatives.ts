import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { Actor } from '#accounts/people'
import { type HttpServer, problemOf } from '#platform/http'
import type { Id } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { fieldsOf } from './address-kinds.ts'
import { sendBytes } from './bytes.ts'
import { type Received, oneFile, receiveForm } from './receive.ts'
import { requireOwnOrigin, sessionOf } from './who.ts'
import type { WiredHouse } from './wired-house.ts'

const Signed = z.object({ until: z.coerce.number().int().optional(), sig: z.string().max(100).optional() })
const hidden = { schema: { hide: true } } as const
const noSuchCreative = (): Refusal => new Refusal('not-found', 'creative-not-found', 'There is no such creative.')

/** `/c/{id}-{version}/{width}.webp`, and the forms that send the picture of a creative. */
export function addCreatives(server: HttpServer, house: WiredHouse): void {
  const { ctx, creatives } = house

  server.get<{ Params: { idAndVersion: string; file: string } }>(
    '/c/:idAndVersion/:file',
    hidden,
    async (request, reply) => {
      const { idAndVersion, file } = request.params
      const [, idText, version] = /^(cre_[0-9a-z]{1,60})-(\d{1,9})$/.exec(idAndVersion) ?? []
      const [, width, still] = /^(\d{1,5})(\.still)?\.webp$/.exec(file) ?? []
      if (!idText || !version || !width) throw noSuchCreative()
      const { until, sig } = Signed.parse(request.query)
      const bytes = await creatives.openCreativeBytes(ctx, {
        ...{ idText, version: Number(version), width: Number(width), isStill: still !== undefined },
        ...(until === undefined ? {} : { until }),
        ...(sig === undefined ? {} : { sig }),
      })
      const fields = fieldsOf(bytes.isOpen ? 'open bytes' : 'signed bytes')
      return sendBytes(request, reply, bytes, fields, (range) => ctx.storage.read(bytes.hash, range))
    },
  )

  server.post<{ Params: { organisation: string } }>('/upload/creatives/:organisation', hidden, (request, reply) => {
    const page = `/console/${request.params.organisation}/creatives`
    return answered(house, request, reply, `${page}/new`, async (sender, { fields, files }) => {
      const input = creatives.MakeCreativeInput.safeParse(fields)
      if (!input.success) {
        if (sender.wantsJson) throw input.error
        return `${page}/new?${typedIn(fields)}`
      }
      try {
        const file = oneFile(files)
        const made = await creatives.makeCreative(ctx, sender.actor, await sender.organisation(), file, input.data)
        return `${page}/${made.id}?made`
      } catch (error) {
        if (sender.wantsJson) throw error
        return `${page}/new?${typedIn(fields)}&refused=${codeOf(error, request.id)}`
      }
    })
  })

  server.post<{ Params: { organisation: string; creative: string } }>(
    '/upload/creatives/:organisation/:creative',
    hidden,
    (request, reply) => {
      const { organisation, creative } = request.params
      const page = `/console/${organisation}/creatives/${encodeURIComponent(creative)}`
      return answered(house, request, reply, page, async (sender, { fields, files }) => {
        const input = creatives.ChangeCreativeInput.pick({ version: true }).parse(fields)
        const file = oneFile(files)
        await creatives.changeCreative(ctx, sender.actor, await sender.organisation(), creative, file, input)
        return page
      })
    },
  )
}

/** What was typed goes back to the page, which says what is wrong with it. */
const typedIn = (fields: Readonly<Record<string, string>>): URLSearchParams =>
  new URLSearchParams(
    formFields.flatMap((name): [string, string][] => (fields[name] ? [[name, fields[name].slice(0, 1000)]] : [])),
  )
const formFields = ['headline', 'text', 'callToAction', 'alt', 'landingPage'] as const

/** The code of a refusal, for the page that says it in words. What is no refusal, and what is not there, passes. */
function codeOf(error: unknown, requestId: string): string {
  const { problem, unexpected } = problemOf(error, requestId)
  if (unexpected || problem.status === 404) throw error
  return problem.code
}

interface Sender {
  readonly actor: Actor
  readonly wantsJson: boolean
  /** For whom it is sent; that they may was looked at. */
  readonly organisation: () => Promise<Id<'organisation'>>
}

/**
 * Who sends the form is known before anything is read from its body. With script it wants JSON: where it leads, or what is
 * wrong, beside the fields, and the file stays chosen. Without, it is led to the page, which says it in words.
 */
async function answered(
  house: WiredHouse,
  request: FastifyRequest<{ Params: { organisation: string; creative?: string } }>,
  reply: FastifyReply,
  page: string,
  act: (sender: Sender, form: Received) => Promise<string>,
): Promise<FastifyReply> {
  requireOwnOrigin(house, request)
  reply.headers(fieldsOf('upload'))
  const { ctx, creatives, organisations, people } = house
  const wantsJson = request.headers.accept?.includes('application/json') === true
  const actor = await sessionOf(house, request)
  const { creative } = request.params
  const organisation = async (): Promise<Id<'organisation'>> => {
    const id = await organisations.requireOrganisationId(ctx, request.params.organisation)
    await creatives.requireMaker(ctx, actor, id)
    if (creative !== undefined) await creatives.getCreative(ctx, actor, id, creative)
    return id
  }
  try {
    people.requireActive(actor)
    // Where it leads names the organisation: to whoever is nobody there it leads nowhere.
    if (!wantsJson) await organisation()
    const form = await receiveForm(ctx, request, { filesMax: 1 })
    try {
      const to = await act({ actor, wantsJson, organisation }, form)
      return await (wantsJson ? reply.status(201).send({ to }) : reply.redirect(to, 303))
    } finally {
      await Promise.all(form.files.map((staged) => ctx.storage.discard(staged)))
    }
  } catch (error) {
    if (wantsJson) throw error
    const code = codeOf(error, request.id)
    const to = code === 'sign-in-needed' ? `/sign-in?${new URLSearchParams({ to: page })}` : `${page}?refused=${code}`
    return reply.redirect(to, 303)
  }
}
