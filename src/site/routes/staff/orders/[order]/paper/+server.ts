import { error } from '@sveltejs/kit'
import { orNothing } from '#site/server/console.server.ts'
import { asPdf } from '#site/server/pdf.server.ts'
import { requireStaff } from '#site/server/staff-only.server.ts'
import type { RequestHandler } from './$types'

/** A version as PDF, the newest one unless told. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { orders, ctx } = locals.house
  requireStaff({ locals }, ...orders.orderRoles)
  const asked = url.searchParams.get('version')
  if (asked !== null && !/^[1-9]\d{0,5}$/.test(asked)) error(404, 'There is nothing at this address.')
  const version = asked === null ? undefined : Number(asked)
  const pdf = await orNothing(() => orders.orderPdf(ctx, locals.actor, params.order, version))
  return asPdf(pdf, params.order)
}
