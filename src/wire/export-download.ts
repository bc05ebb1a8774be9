import { fieldsOf } from './address-kinds.ts'
import { sendBytes } from './bytes.ts'
import type { WiredHouse } from './wired-house.ts'
import { type HttpServer, problemOf } from '#platform/http'
import { sessionOf } from './who.ts'

const page = '/privacy/my-data/export'

/** Who is refused for these is led to the page on which it can be mended, and from there back. */
const ways: Readonly<Record<string, string>> = { 'sign-in-needed': '/sign-in', 'prove-again': '/confirm' }

/** `GET /download/export/{id}`: the zip of everything held on whoever has signed in. A part of it can be asked for. */
export function addExportDownload(server: HttpServer, house: WiredHouse): void {
  server.get<{ Params: { id: string } }>('/download/export/:id', { schema: { hide: true } }, async (request, reply) => {
    const fields = fieldsOf('download')
    try {
      const zip = await house.exports.openExport(house.ctx, await sessionOf(house, request), request.params.id)
      const disposition = { 'Content-Disposition': `attachment; filename="${zip.fileName}"` }
      const about = { sizeBytes: zip.sizeBytes, etag: zip.etag, contentType: 'application/zip' }
      return sendBytes(request, reply, about, { ...fields, ...disposition }, zip.read)
    } catch (error) {
      const way = ways[problemOf(error, request.id).problem.code]
      if (way === undefined) throw error
      return reply.headers(fields).redirect(`${way}?${new URLSearchParams({ to: page })}`, 303)
    }
  })
}
