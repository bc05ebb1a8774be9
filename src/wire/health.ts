import { sql } from 'kysely'
import { fieldsOf } from './address-kinds.ts'
import type { Ctx } from '#platform/context'
import type { HttpServer } from '#platform/http'

/** `/healthz`: the process lives. `/readyz`: it can do its work, because the database answers. */
export function addHealth(server: HttpServer, ctx: Ctx): void {
  server.get('/healthz', async (_request, reply) => reply.headers(fieldsOf('health')).send({ status: 'alive' }))
  server.get('/readyz', async (_request, reply) => {
    reply.headers(fieldsOf('health'))
    try {
      await sql`select 1`.execute(ctx.db)
      return { status: 'ready' }
    } catch (error) {
      ctx.log.warn('not ready: the database does not answer', { error })
      return reply.status(503).send({ status: 'unready' })
    }
  })
}
