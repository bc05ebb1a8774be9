import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { HttpServer } from '#platform/http'

/** `/healthz`: the process lives. `/readyz`: it can do its work, because the database answers. */
export function addHealth(server: HttpServer, ctx: Ctx): void {
  server.get('/healthz', async (_request, reply) => reply.header('Cache-Control', 'no-store').send({ status: 'alive' }))
  server.get('/readyz', async (_request, reply) => {
    reply.header('Cache-Control', 'no-store')
    try {
      await sql`select 1`.execute(ctx.db)
      return { status: 'ready' }
    } catch (error) {
      ctx.log.warn('not ready: the database does not answer', { error })
      return reply.status(503).send({ status: 'unready' })
    }
  })
}
