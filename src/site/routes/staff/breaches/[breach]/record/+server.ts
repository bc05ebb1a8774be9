import { requireStaff } from '#site/server/staff-only.server.ts'
import type { RequestHandler } from './$types'

/** The record of one entry for the authority, as a file. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { breaches, ctx } = locals.house
  requireStaff({ locals }, ...breaches.breachRoles)
  const as = url.searchParams.get('as') === 'csv' ? 'csv' : 'txt'
  const text = await breaches.exportBreach(ctx, locals.actor, params.breach, as)
  return new Response(text, {
    headers: {
      'content-type': as === 'csv' ? 'text/csv; charset=utf-8' : 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="breach.${as}"`,
      'cache-control': 'no-store',
    },
  })
}
