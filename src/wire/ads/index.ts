import * as z from 'zod'
import type { HttpServer } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { fieldsOf } from '../address-kinds.ts'
import type { TagSettingsAnswer } from '../contract/tag-settings.ts'
import type { WiredHouse } from '../wired-house.ts'
import { sendOpenText } from './open-text.ts'

const Asked = z.object({ publisher: z.string().max(60), site: z.string().max(253) })

const script = 'text/javascript; charset=utf-8'
const nothingHere = () => new Refusal('not-found', 'nothing-here', 'There is nothing at this address.')

const hidden = { schema: { hide: true } } as const

/**
 * What pages of publishers ask for: the script of the tag, and what it has to know on a site. Nobody is anybody here.
 *
 * @param tag the script as it was built; null where this process has none
 */
export function addAds(server: HttpServer, { ctx, publishers }: WiredHouse, tag: Buffer | null): void {
  server.get('/tag.js', hidden, async (request, reply) => {
    if (tag === null) throw nothingHere()
    return sendOpenText(request, reply, { body: tag, contentType: script }, fieldsOf('tag'))
  })

  server.get<{ Params: { file: string } }>('/tag/:file', hidden, async (request, reply) => {
    const [, version] = /^([0-9a-f]{20})\.js$/.exec(request.params.file) ?? []
    const body = version === undefined ? null : await publishers.findTag(ctx, version)
    if (body === null) throw nothingHere()
    return sendOpenText(request, reply, { body, contentType: script }, fieldsOf('tag version'))
  })

  server.get('/ads/v1/settings', hidden, async (request, reply) => {
    const { publisher, site } = Asked.parse(request.query)
    const answer: TagSettingsAnswer = await publishers.forTag(ctx, publisher, site.toLowerCase())
    const body = JSON.stringify(answer)
    return sendOpenText(
      request,
      reply,
      { body, contentType: 'application/json; charset=utf-8' },
      fieldsOf('tag settings'),
    )
  })
}
