import multipart from '@fastify/multipart'
import { nobodysPlaces } from './address-kinds.ts'
import type { WiredHouse } from './wired-house.ts'
import type { PemPair } from '#platform/certificate'
import { type HttpServer, dropAtEdge, openHttp } from '#platform/http'
import { addAds } from './ads/index.ts'
import { addApi } from './api/index.ts'
import { addBytes } from './bytes.ts'
import { addCreatives } from './creatives.ts'
import { addExportDownload } from './export-download.ts'
import { addHealth } from './health.ts'
import { type HotBytes, openHotBytes, watchHotBytes } from './hot-bytes.ts'
import { addDeadEnds, noteRoutes, watchMethods } from './methods.ts'
import { addMetrics } from './metrics.ts'
import { type Site, addSite } from './site.ts'
import { addUpload } from './upload.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** What is answered from memory; its counts are for figures. */
    readonly hotBytes: HotBytes
  }
}

export interface WireOptions {
  readonly house: WiredHouse
  /** Speak TLS with this. */
  readonly pem?: PemPair | undefined
  /** Given once the server exists, since the development site listens on it. Null serves no site. */
  readonly openSite: ((server: HttpServer) => Promise<Site>) | null
  /** The script of the tag. Without it there is nothing at its address. */
  readonly tag?: Buffer | null
}

/** Puts all endpoints on one server; the caller listens and closes. */
export async function openWire({ house, pem, openSite, tag = null }: WireOptions): Promise<HttpServer> {
  const { ctx } = house
  const { origin, isPublic, trustedProxies } = ctx.config
  const hot = openHotBytes({ notices: ctx.notices, changed: house.images.pictureChanged })
  const server = openHttp({
    log: ctx.log,
    metrics: ctx.metrics,
    chance: ctx.chance,
    origin,
    onlyByTls: isPublic && origin.protocol === 'https:',
    trustedProxies,
    pem,
    shortcut: (request, response, requestId) => hot.answer(request, response, requestId),
    onAnswered: (answer) => house.statistics.countAnswer(ctx, answer),
  })
  watchHotBytes(ctx.metrics, hot)
  noteRoutes(server)
  server.decorate('hotBytes', hot)
  await server.register(multipart, {
    limits: { fieldNameSize: 100, fieldSize: 64 * 1024, fields: 40, files: 20, headerPairs: 50 },
    throwFileSizeLimit: false,
  })
  const refuseOtherMethods = watchMethods(server)
  addHealth(server, ctx)
  addMetrics(server, ctx)
  addBytes(server, house, hot)
  addUpload(server, house)
  addCreatives(server, house)
  addExportDownload(server, house)
  addAds(server, house, tag)
  if (tag) await house.publishers.keepTag(ctx, tag)
  await addApi(server, house)
  refuseOtherMethods()
  addDeadEnds(server)
  if (openSite) await addSite(server, house, await openSite(server))
  await server.ready()
  await ctx.notices.listen()
  // Last, so that it stands first: in front of whatever else listens for requests.
  server.eachListener((one) => dropAtEdge(one, nobodysPlaces))
  return server
}
